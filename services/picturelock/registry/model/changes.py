"""What changed between two briefs, field by field, in words: why a shot is stale."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from picturelock.kernel.nouns import Brief, Noun, Source
from picturelock.kernel.nouns.brief import NOT_SHOWN

NAMED_BY = {"cast": "character", "props": "prop", "wardrobe": "slot"}
"""Lists whose items go by a name; all others go by position."""
LONGEST = 60
ENTRY = {"wardrobe": "", "physique": "physique", "words": "words", "name": "name"}


class Change(Noun):
    """One fact that differs. `before` or `after` is empty where there was, or is, none."""

    what: str
    """The brief's field, e.g. `cast.mara.wardrobe.coat.colour`."""
    before: str = ""
    after: str = ""
    source: Source | None = None

    def __str__(self) -> str:
        where = f" ({self.source})" if self.source else ""
        return f"{self.what}: {self.before or 'none'} -> {self.after or 'none'}{where}"


def compare(old: Brief | None, new: Brief) -> tuple[Change, ...]:
    """Every shown fact that differs; empty when both ask for the same picture and sound."""
    if old is None:
        return (Change(what="shot", after=new.shot, source=new.setting.source),)
    return tuple(_between(old, new, "", None))


def _between(old: object, new: object, path: str, source: Source | None) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield from _fields(old, new, path, source)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _items(old, new, path, source)
    else:
        yield Change(what=path, before=_said(old), after=_said(new), source=source)


def _fields(old: BaseModel, new: BaseModel, path: str, source: Source | None) -> Iterator[Change]:
    here = getattr(new, "source", None) or source
    for name in type(new).model_fields:
        if name not in NOT_SHOWN:
            under = f"{path}.{name}" if path else name
            yield from _between(getattr(old, name), getattr(new, name), under, here)


def _items(old: Sequence[object], new: Sequence[object], path: str, source: Source | None) -> Iterator[Change]:
    name = NAMED_BY.get(path.rpartition(".")[2])
    before, after = _by_name(old, name), _by_name(new, name)
    for key in dict.fromkeys((*before, *after)):
        under = f"{path}.{key}" if name else f"{path}[{key}]"
        was, now = before.get(key), after.get(key)
        where = source.model_copy(update={"entry": f"{source.entry}.{key}"}) if name == "slot" and source else source
        if was is None or now is None:
            where = getattr(now if now is not None else was, "source", None) or where
            yield Change(what=under, before=_said(was), after=_said(now), source=where)
        else:
            yield from _between(was, now, under, where)


def _by_name(items: Sequence[object], name: str | None) -> Mapping[str, object]:
    return {str(getattr(item, name) if name else at): item for at, item in enumerate(items)}


def _said(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, BaseModel):
        shown = next(
            (getattr(value, name, "") for name in ("text", "name", "words", "colour") if getattr(value, name, "")), ""
        )
        return _quoted(str(shown))
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return _quoted(value) if isinstance(value, str) and " " in value else str(value)


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."}"'
