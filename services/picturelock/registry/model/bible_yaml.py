"""The bible as YAML: read with a line for every entry and every problem, and written to be edited."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Physique, Rate
from picturelock.registry.model.bible import (
    Bible,
    BibleProp,
    Character,
    CharacterState,
    Film,
    FilmLook,
    Location,
    SceneState,
    Worn,
)
from picturelock.registry.model.bible_nodes import Tree, read_tree
from picturelock.registry.model.colours import nearest_name
from picturelock.registry.model.routes import RouteRule, When

MODELS: tuple[tuple[tuple[str, ...], type[BaseModel]], ...] = (
    ((), Bible),
    (("film",), Film),
    (("film", "rate"), Rate),
    (("looks", "*"), FilmLook),
    (("characters", "*"), Character),
    (("characters", "*", "physique"), Physique),
    (("characters", "*", "looks", "*", "*"), Worn),
    (("locations", "*"), Location),
    (("props", "*"), BibleProp),
    (("scenes", "*"), SceneState),
    (("scenes", "*", "characters", "*"), CharacterState),
    (("routes", "*"), RouteRule),
    (("routes", "*", "when"), When),
)
OURS = ("file", "lines")
"""Fields of the bible that no file may set."""
COLOUR_FIELDS = ("colour", "skin", "hair_colour", "eyes", "palette")


def read_bible(data: bytes, file: str) -> Bible:
    """The bible with the line of each entry. Raises Invalid with every problem there is, in order of line."""
    tree = read_tree(data, file)
    value = {} if tree.value is None else tree.value
    if not isinstance(value, dict):
        raise Invalid(f"{file}:1: is not a bible; begin it with 'characters:' and an entry for each of them")
    problems = list(tree.problems)
    for name in OURS:
        if name in value:
            problems.append(_said(tree, (name,), _unknown(name, Bible)))
            del value[name]
    bible = None
    try:
        bible = Bible.model_validate({**_without_empty(value), "file": file, "lines": tree.lines})
    except ValidationError as error:
        problems += [_said(tree, each["loc"], _sentence(each)) for each in _once(error.errors())]
    if problems or bible is None:
        raise Invalid(sorted(problems, key=_line_of))
    return bible


def _without_empty(value: Mapping[str, object]) -> dict[str, object]:
    """Keys with nothing behind them count as not written, but for entries that are named and no more."""
    return {
        key: (_without_empty(item) if isinstance(item, dict) else item)
        for key, item in value.items()
        if item is not None
    } | {
        section: {
            key: (_without_empty(item) if isinstance(item, dict) else item if item is not None else {})
            for key, item in entries.items()
        }
        for section in ("characters", "locations", "props")
        if isinstance(entries := value.get(section), dict)
    }


def _line_of(problem: str) -> tuple[int, str]:
    return next((int(part) for part in problem.split(":")[1:3] if part.isdigit()), 0), problem


def _once(errors: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """A key that is no id makes one problem, not another one for every field under it."""
    return iter({each["loc"]: each for each in errors}.values())


def _said(tree: Tree, loc: tuple[int | str, ...], what: str) -> str:
    """The problem, at the line of the nearest entry that has one."""
    path = [str(part) for part in loc if part != "[key]"]
    shown = ".".join(path)
    while path and ".".join(path) not in tree.lines:
        path.pop()
    return f"{tree.file}:{tree.lines.get('.'.join(path), 1)}: {shown}: {what}"


def _sentence(error: ErrorDetails) -> str:
    kind, loc, given = error["type"], error["loc"], error["input"]
    name = str(loc[-1]) if loc else ""
    if kind == "extra_forbidden":
        return _unknown(name, _model_at(tuple(map(str, loc[:-1]))))
    if kind == "enum":
        return _not_one_of(given, str(error.get("ctx", {}).get("expected", "")))
    if kind == "string_pattern_mismatch" and any(part in COLOUR_FIELDS for part in loc[-2:]):
        return _no_colour(given)
    if kind in ("string_pattern_mismatch", "string_too_long") and name == "[key]":
        return f"'{given}' cannot be an id; use lower-case letters and digits, with _ between words"
    if kind == "missing":
        return f"'{name}' is missing; add it"
    return _wrong_type(kind, given, name) or f"{_shown(given)} will not do: {_lowered(error['msg'])}; change it"


def _wrong_type(kind: str, given: object, name: str) -> str:
    if name == "rate":
        return f"{_shown(given)} is no frame rate; write 24, 25, 23.976 or 24000/1001"
    if kind == "string_type":
        return f"{_shown(given)} is not text; put it in quotes"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"{_shown(given)} stands where entries of the form 'key: value' belong; write them below, indented"
    if kind in ("tuple_type", "list_type"):
        return f"{_shown(given)} stands where a list belongs; write it as [one, two]"
    return ""


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


def _shown(given: object) -> str:
    spelled = str(given)
    return "nothing" if given is None else f"'{spelled if len(spelled) <= 40 else spelled[:37] + '...'}'"  # noqa: PLR2004


def _no_colour(given: object) -> str:
    word = str(given).split()[0] if str(given).split() else ""
    near = nearest_name(word)
    hint = f"did you mean '{near}'" if near else "write \"#rrggbb\" in quotes, or a name such as 'red' or 'navy'"
    return f"{_shown(given)} is no colour; {hint}"


def _not_one_of(given: object, expected: str) -> str:
    words = expected.replace("'", "").replace(" or ", ", ").split(", ")
    near = get_close_matches(str(given).lower(), words, n=1)
    hint = f"did you mean '{near[0]}'? It" if near else "it"
    return f"{_shown(given)} is not known here; {hint} may be {', '.join(words)}"


def _unknown(name: str, model: type[BaseModel] | None) -> str:
    known = [field for field in model.model_fields if not (model is Bible and field in OURS)] if model else []
    near = get_close_matches(name.lower(), known, n=1)
    hint = f"did you mean '{near[0]}'" if near else f"use {', '.join(known)}" if known else "take it out"
    return f"unknown key '{name}'; {hint}"


def _model_at(path: tuple[str, ...]) -> type[BaseModel] | None:
    for pattern, model in MODELS:
        if len(pattern) == len(path) and all(want in ("*", got) for want, got in zip(pattern, path, strict=True)):
            return model
    return None
