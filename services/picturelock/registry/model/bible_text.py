"""A bible written out as YAML that a person would have written: short, quoted where it must be, with comments."""

from collections.abc import Mapping
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from picturelock.kernel.nouns import Rate
from picturelock.registry.model.bible import Bible

SECTIONS = ("film", "looks", "characters", "locations", "props", "scenes", "shots", "routes")
ON_ONE_LINE = 90
"""Characters up to which a garment or a list stays on one line."""


def write_bible(bible: Bible, comments: Mapping[str, str] | None = None) -> str:
    """YAML that reads back as an equal bible, defaults left out.

    `comments` go above the entry they are keyed by (dotted path; the empty path is the head of the file).
    """
    plain = bible.model_dump(mode="json", exclude_defaults=True, exclude={"file", "lines"})
    said = dict(comments or {})
    document = CommentedMap()
    for section in SECTIONS:
        if plain.get(section):
            document[section] = _dressed(plain[section], section, said)
    if "film" in document and "rate" in plain["film"]:
        document["film"]["rate"] = _rate(bible.film.rate)
    for at, section in enumerate(document):
        text = said.get(section, "")
        document.yaml_set_comment_before_after_key(section, before=("\n" if at else "") + text if at or text else None)
    return _head(said.get("", "")) + (_dumped(document) if document else "{}\n")


def _dumped(document: CommentedMap) -> str:
    yaml = YAML()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()


def _head(text: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines()) + ("\n" if text else "")


def _dressed(value: object, path: str, comments: Mapping[str, str]) -> object:
    if isinstance(value, dict):
        mapping = CommentedMap()
        for key, item in value.items():
            mapping[key] = _dressed(item, f"{path}.{key}", comments)
            if f"{path}.{key}" in comments:
                indent = 2 * (path.count(".") + 1)
                mapping.yaml_set_comment_before_after_key(key, before=comments[f"{path}.{key}"], indent=indent)
        if set(value) <= {"colour", "words", "pattern"} and len(str(value)) <= ON_ONE_LINE:
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        sequence = CommentedSeq([_dressed(item, path, comments) for item in value])
        if len(str(value)) <= ON_ONE_LINE:
            sequence.fa.set_flow_style()
        return sequence
    return DoubleQuotedScalarString(value) if isinstance(value, str) and _misread(value) else value


def _misread(text: str) -> bool:
    """What the writer leaves bare and the reader takes for a comment, or for a key among braces."""
    return text.startswith(("#", ":", "?")) or text.endswith(":") or ":," in text


def _rate(rate: Rate) -> int | str:
    return rate.numerator if rate.denominator == 1 else f"{rate.numerator}/{rate.denominator}"
