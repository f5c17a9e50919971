"""The previz dialect: the scene as canonical JSON, each fact of which knows where it came from."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from picturelock.compiler.model.order import Draft, Order
from picturelock.kernel.nouns import Piece, Presence, Source
from picturelock.media.previz.scene import Scene

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode

PRESENCE = (
    "character", "name", "words", "physique", "position", "depth", "facing", "posture", "gesture", "travel",
)  # fmt: skip
"""The fields of a figure that are one fact each."""

Key = str | int


class Mark(NamedTuple):
    """A value of the scene that came from somewhere; `inner` marks what it is made of, by key or index."""

    what: str = ""
    """Empty for a mere container."""
    source: Source | None = None
    inner: Mapping[Key, "Mark"] = {}


def speak_previz(order: Order) -> Draft:
    scene = scene_of(order)
    page = _Page()
    page.write(_without_sources(scene.model_dump(mode="json")), _marks(order))
    return Draft("".join(page.parts), tuple(sorted(page.pieces, key=lambda piece: (piece.start, -piece.end))))


def scene_of(order: Order) -> Scene:
    """The whole brief, at the delivered size and length."""
    brief, made = order.brief, order.made
    return Scene(
        place=brief.setting.place,
        interior=brief.setting.interior,
        time=brief.setting.time,
        weather=brief.setting.weather,
        camera=brief.camera,
        cast=brief.cast,
        props=brief.props,
        actions=brief.actions,
        lines=brief.lines,
        look=brief.look,
        frames=made.frames,
        rate=made.rate,
        width=made.width,
        height=made.height,
        seed=order.seed,
        notes=order.notes,
    )


class _Page:
    """Writes canonical JSON and remembers where the marked values begin and end."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.pieces: list[Piece] = []

    def write(self, value: Any, mark: Mark | None) -> None:
        start = self.at
        if mark is None or not mark.inner:
            self._put(_canonical(value))
        elif isinstance(value, dict):
            self._write_object(value, mark.inner)
        else:
            self._write_list(value, mark.inner)
        if mark is not None and mark.what:
            self.pieces.append(Piece(start=start, end=self.at, what=mark.what, source=mark.source))

    def _write_object(self, value: dict[str, Any], inner: Mapping[Key, Mark]) -> None:
        comma = "{"
        for key in sorted(value):
            self._put(f'{comma}"{key}":')
            self.write(value[key], inner.get(key))
            comma = ","
        self._put("}")

    def _write_list(self, value: list[Any], inner: Mapping[Key, Mark]) -> None:
        comma = "["
        for index, item in enumerate(value):
            self._put(comma)
            self.write(item, inner.get(index))
            comma = ","
        self._put("]")

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)


def _marks(order: Order) -> Mark:
    brief, setting = order.brief, order.brief.setting
    listed: dict[Key, list[Mark]] = {
        "cast": [_presence_mark(presence) for presence in brief.cast],
        "props": [Mark(f"props.{prop.prop}", prop.source) for prop in brief.props],
        "actions": [Mark(f"actions.{n}", action.source) for n, action in enumerate(brief.actions)],
        "lines": [Mark(f"lines.{n}", line.source) for n, line in enumerate(brief.lines)],
        "notes": [Mark(f"notes.{n}") for n in range(len(order.notes))],
    }
    single: dict[Key, Mark] = {
        "place": Mark("setting.place", setting.place.source or setting.source),
        "interior": Mark("setting.interior", setting.source),
        "time": Mark("setting.time", setting.source),
        "weather": Mark("setting.weather", setting.source),
        "look": Mark("look", brief.look.source),
    }
    plain: dict[Key, Mark] = {name: Mark(name) for name in ("camera", "frames", "rate", "width", "height", "seed")}
    return Mark(inner={**single, **plain, **{name: _all(marks) for name, marks in listed.items()}})


def _all(marks: list[Mark]) -> Mark:
    return Mark(inner=dict(enumerate(marks)))


def _presence_mark(presence: Presence) -> Mark:
    who, source = f"cast.{presence.character}", presence.source
    garments = [Mark(f"{who}.wardrobe.{garment.slot.value}", garment.source or source) for garment in presence.wardrobe]
    held = [Mark(f"{who}.holding.{prop}", source) for prop in presence.holding]
    wounds = [Mark(f"{who}.wounds.{n}", source) for n in range(len(presence.wounds))]
    single: dict[Key, Mark] = {field: Mark(f"{who}.{field}", source) for field in PRESENCE}
    listed: dict[Key, Mark] = {"wardrobe": _all(garments), "holding": _all(held), "wounds": _all(wounds)}
    return Mark(who, source, {**single, **listed})


def _without_sources(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_sources(item) for key, item in value.items() if key != "source"}
    if isinstance(value, list):
        return [_without_sources(item) for item in value]
    return value
