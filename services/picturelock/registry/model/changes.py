"""What changed between two briefs, field by field, in words: why a shot is stale."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from picturelock.kernel.nouns import Brief, FirstFrame, Noun, Reference, Source
from picturelock.kernel.nouns.brief import NOT_SHOWN
from picturelock.registry.model.bible import Bible

NAMED_BY = {"cast": "character", "props": "prop", "wardrobe": "slot"}
"""Lists whose items go by a name; all others go by position."""
STAGED = ("holding", "wounds", "position", "depth", "facing", "posture", "gesture", "travel")
"""Facts of a presence that follow from what happens, not from the character's entry."""
LONGEST = 60


class Change(Noun):
    """One fact that differs. `before` or `after` is empty where there was, or is, none.

    Of a picture, which no words can tell, `what` says all, and both are empty.
    """

    what: str
    """The brief's field, e.g. `cast.mara.wardrobe.coat.colour`."""
    before: str = ""
    after: str = ""
    source: Source | None = None

    def __str__(self) -> str:
        where = f" ({_spelled(self.source)})" if self.source else ""
        turned = f": {self.before or 'none'} -> {self.after or 'none'}" if self.before or self.after else ""
        return f"{self.what}{turned}{where}"


def compare(old: Brief | None, new: Brief, bible: Bible | None = None) -> tuple[Change, ...]:
    """Every shown fact that differs; empty when both ask for the same picture and sound.

    With the bible at hand each change that comes from it names the exact line.
    """
    if old is None:
        return (Change(what="shot", after=new.shot, source=new.setting.source),)
    return tuple(
        each.model_copy(update={"source": bible.source(each.source.entry)})
        if bible and each.source and each.source.entry
        else each
        for each in _between(old, new, "", None)
    )


def _spelled(source: Source) -> str:
    where = f"{source.file}:{source.line}" if source.line else source.file
    return f"{where}, {source.entry}" if source.entry else where


def _between(old: object, new: object, path: str, source: Source | None) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield from _fields(old, new, path, source)
    elif isinstance(old, tuple) and isinstance(new, tuple) and _holds_models((*old, *new)):
        yield from _items(old, new, path, source)
    else:
        yield Change(what=path, before=_said(old), after=_said(new), source=source)


def _holds_models(items: Sequence[object]) -> bool:
    return any(isinstance(item, BaseModel) for item in items)


def _fields(old: BaseModel, new: BaseModel, path: str, source: Source | None) -> Iterator[Change]:
    here = getattr(new, "source", None) or source
    for name in type(new).model_fields:
        if name == "references":
            yield from _pictures(getattr(old, name), getattr(new, name))
        elif name == "first_frame":
            yield from _first_frame(getattr(old, name), getattr(new, name))
        elif name not in NOT_SHOWN:
            under = f"{path}.{name}" if path else name
            yield from _between(getattr(old, name), getattr(new, name), under, _deeper(here, under))


def _items(old: Sequence[object], new: Sequence[object], path: str, source: Source | None) -> Iterator[Change]:
    name = NAMED_BY.get(path.rpartition(".")[2])
    before, after = _by_name(old, name), _by_name(new, name)
    for key in dict.fromkeys((*before, *after)):
        under = f"{path}.{key}" if name else f"{path}[{key}]"
        was, now = before.get(key), after.get(key)
        where = source.model_copy(update={"entry": f"{source.entry}.{key}"}) if name == "slot" and source else source
        if was is None or now is None:
            where = getattr(now if was is None else was, "source", None) or where
            yield Change(what=under, before=_said(was), after=_said(now), source=where)
        else:
            yield from _between(was, now, under, where)


def _pictures(old: Sequence[Reference], new: Sequence[Reference]) -> Iterator[Change]:
    before, after = _by_subject(old), _by_subject(new)
    for shown in dict.fromkeys((*after, *before)):
        was, now = before.get(shown, []), after.get(shown, [])
        if [each.digest for each in was] != [each.digest for each in now]:
            turned = "changed" if was and now else "added" if now else "taken out"
            source = now[0].source if now else None
            yield Change(what=f"reference of {(now or was)[0].name}: {turned}", source=source)


def _first_frame(old: FirstFrame | None, new: FirstFrame | None) -> Iterator[Change]:
    if (old and old.digest) != (new and new.digest):
        turned = "changed" if old and new else "added" if new else "taken out"
        yield Change(what=f"first frame: {turned}", source=new.source if new else None)


def _by_subject(references: Sequence[Reference]) -> Mapping[tuple[str, ...], list[Reference]]:
    found: dict[tuple[str, ...], list[Reference]] = {}
    for each in references:
        found.setdefault((each.of, each.id, each.name), []).append(each)
    return found


def _deeper(source: Source | None, path: str) -> Source | None:
    """The bible's entry for a character's field; a presence names only the look it is in."""
    place, _, field = path.rpartition(".")
    if source is not None and place.startswith("cast.") and place.endswith(".physique"):
        return source.model_copy(update={"entry": f"{source.entry}.{field}"})
    if source is None or place.count(".") != 1 or not place.startswith(("cast.", "props.")):
        return source
    if field in STAGED:
        return None
    entry = ".".join(source.entry.split(".")[:2])
    return source if field == "wardrobe" else source.model_copy(update={"entry": f"{entry}.{field}"})


def _by_name(items: Sequence[object], name: str | None) -> Mapping[str, object]:
    return {str(getattr(item, name) if name else at): item for at, item in enumerate(items)}


def _said(value: object) -> str:
    """A value in as few words as tell it apart: a line by its text, a person by name, a garment by its colour."""
    if value is None or value == ():
        return ""
    if isinstance(value, BaseModel):
        told = (str(getattr(value, name, "")) for name in ("text", "name", "colour"))
        return _quoted(next((each for each in told if each), ""))
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return _quoted(value) if isinstance(value, str) and " " in value else str(value)


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."}"'
