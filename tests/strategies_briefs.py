"""Hypothesis strategies for briefs: sound ones, careless ones, and a brief with one shown fact changed."""

from enum import Enum
from typing import Any

from hypothesis import strategies as st

from picturelock.kernel.nouns import (
    Action,
    Angle,
    Brief,
    Build,
    Camera,
    Depth,
    Facing,
    Figure,
    FirstFrame,
    Garment,
    GarmentSlot,
    Gesture,
    Hair,
    Interior,
    Line,
    Look,
    Move,
    Neighbours,
    Noun,
    Physique,
    Place,
    Position,
    Posture,
    Presence,
    Prop,
    Rate,
    Reference,
    ReferenceOf,
    Setting,
    ShotSize,
    Source,
    TimeOfDay,
    Travel,
    Weather,
)
from picturelock.kernel.nouns.brief import NOT_SHOWN

PEOPLE = ("mara", "tom", "ines", "the_dog", "radio")
PROPS = ("lantern", "letter", "phone", "box")

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=24)
"""What people write, in any script."""
names = st.sampled_from(["Mara", "OLD TOM", "Inés", "the dog", "Ω", "李雷", "🎬"])
colours = st.builds("#{:06x}".format, st.integers(0, 0xFFFFFF))
palettes = st.lists(colours, max_size=3).map(tuple)
sources = st.none() | st.builds(
    Source,
    file=st.sampled_from(["film.fountain", "bible.yaml"]),
    line=st.integers(0, 999),
    entry=st.sampled_from(["", "characters.mara", "looks.storm"]),
)
rates = st.sampled_from(
    [Rate(numerator=24), Rate(numerator=25), Rate(numerator=24000, denominator=1001), Rate(numerator=60)]
)
physiques = st.builds(
    Physique,
    figure=st.sampled_from(Figure),
    age=st.integers(0, 1000),
    build=st.sampled_from(Build),
    height_cm=st.integers(10, 2000),
    skin=colours,
    hair=st.sampled_from(Hair),
    hair_colour=colours,
    beard=st.booleans(),
)
wardrobes = st.lists(
    st.builds(
        Garment,
        slot=st.sampled_from(GarmentSlot),
        colour=colours,
        words=words,
        pattern=st.sampled_from(["plain", "stripes", "checks", "dots", "paisley"]),
    ),
    max_size=4,
    unique_by=lambda garment: garment.slot,
).map(tuple)
places = st.builds(
    Place,
    place=st.just("harbour"),
    name=names,
    words=words,
    kind=st.sampled_from(["street", "harbour", "kitchen", "moon"]),
    features=st.lists(words, max_size=3).map(tuple),
    palette=palettes,
    source=sources,
)
settings_ = st.builds(
    Setting,
    scene=st.just("sc010"),
    heading=words,
    interior=st.sampled_from(Interior),
    time=st.sampled_from(TimeOfDay),
    weather=st.sampled_from(Weather),
    place=places,
    source=sources,
)
looks = st.builds(
    Look,
    look=st.sampled_from(["default", "storm"]),
    words=words,
    palette=palettes,
    contrast=st.floats(0.2, 3.0),
    saturation=st.floats(0.0, 3.0),
    grain=st.floats(0.0, 1.0),
    source=sources,
)


references = st.lists(
    st.builds(
        Reference,
        of=st.sampled_from(ReferenceOf),
        id=st.sampled_from(PEOPLE),
        name=names,
        digest=st.binary(min_size=32, max_size=32).map(bytes.hex),
        source=sources,
    ),
    max_size=3,
).map(tuple)
first_frames = st.none() | st.builds(
    FirstFrame, digest=st.binary(min_size=32, max_size=32).map(bytes.hex), source=sources
)


def presences(character: str, holdable: tuple[str, ...]) -> st.SearchStrategy[Presence]:
    return st.builds(
        Presence,
        character=st.just(character),
        name=names,
        words=words,
        physique=physiques,
        wardrobe=wardrobes,
        holding=_some_of(holdable, 2),
        wounds=st.lists(words, max_size=2).map(tuple),
        position=st.sampled_from(Position),
        depth=st.sampled_from(Depth),
        facing=st.sampled_from(Facing),
        posture=st.sampled_from(Posture),
        gesture=st.sampled_from(Gesture),
        travel=st.sampled_from(Travel),
        source=sources,
    )


def props(prop: str) -> st.SearchStrategy[Prop]:
    return st.builds(
        Prop,
        prop=st.just(prop),
        name=names,
        words=words,
        shape=st.sampled_from(["box", "lantern", "tesseract"]),
        colour=colours,
        source=sources,
    )


def lines(characters: tuple[str, ...], frames: int) -> st.SearchStrategy[Line]:
    return _spans(frames).flatmap(
        lambda span: st.builds(
            Line,
            character=st.sampled_from(characters),
            cue=names,
            text=words,
            parenthetical=st.sampled_from(["", "(quietly)", "to himself"]),
            start=st.just(span[0]),
            frames=st.just(span[1]),
            off_screen=st.booleans(),
            speaker=st.none() | presences("ines", ()),
            source=sources,
        )
    )


def actions(characters: tuple[str, ...], frames: int) -> st.SearchStrategy[Action]:
    return _spans(frames).flatmap(
        lambda span: st.builds(
            Action,
            text=words,
            characters=_some_of(characters, 2),
            start=st.just(span[0]),
            frames=st.just(span[1]),
            source=sources,
        )
    )


@st.composite
def briefs(draw: st.DrawFn, *, careless: bool = False, most_frames: int = 240) -> Brief:
    """Sound briefs agree with themselves: nobody holds, says or does what is not there. Careless ones need not."""
    cast_ids, prop_ids = draw(_some_of(PEOPLE, 3)), draw(_some_of(PROPS, 3))
    frames = draw(st.integers(1, most_frames))
    known, holdable, longest = (PEOPLE, PROPS, frames + 50) if careless else (cast_ids, prop_ids, frames)
    speaking = draw(st.lists(lines(known, longest), max_size=2)) if known else []
    doing = draw(st.lists(actions(known, longest), max_size=2))
    camera = st.builds(
        Camera,
        size=st.sampled_from(ShotSize),
        angle=st.sampled_from(Angle),
        move=st.sampled_from(Move),
        lens_mm=st.integers(8, 300),
        subject=st.sampled_from(("", *known, *holdable)),
        over_shoulder=st.sampled_from(("", *known)),
    )
    return Brief(
        project=draw(st.sampled_from(["studio/lamp", "agency/spot"])),
        shot=draw(st.sampled_from(["sc010_sh0010", "sc020_sh0035"])),
        setting=draw(settings_),
        camera=draw(camera),
        cast=tuple(draw(presences(who, holdable)) for who in cast_ids),
        props=tuple(draw(props(prop)) for prop in prop_ids),
        actions=tuple(doing),
        lines=tuple(speaking),
        look=draw(looks),
        frames=frames,
        rate=draw(rates),
        width=draw(st.integers(16, 2048)) * 2,
        height=draw(st.integers(16, 2048)) * 2,
        neighbours=draw(st.builds(Neighbours, previous=st.sampled_from(["", "sc010_sh0005"]))),
        references=draw(references),
        first_frame=draw(first_frames),
    )


def facts(noun: Noun, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where in `noun` a shown fact stands that can be changed alone: paths of field names and indexes."""
    paths: list[tuple[str | int, ...]] = []
    for field, value in noun:
        if field in NOT_SHOWN or value is None:
            continue
        for path, item in _items((*at, field), value):
            paths += facts(item, path) if isinstance(item, Noun) else [path]
    return paths


def changed(noun: Any, path: tuple[str | int, ...]) -> Any:
    """`noun` with the fact at `path` changed to another of its kind."""
    if not path:
        return _another(noun)
    first, *rest = path
    if isinstance(first, int):
        return (*noun[:first], changed(noun[first], tuple(rest)), *noun[first + 1 :])
    return noun.model_copy(update={first: changed(getattr(noun, first), tuple(rest))})


def _items(at: tuple[str | int, ...], value: Any) -> list[tuple[tuple[str | int, ...], Any]]:
    return [((*at, n), item) for n, item in enumerate(value)] if isinstance(value, tuple) else [(at, value)]


def _another(value: Any) -> Any:
    match value:
        case Enum():
            members = list(type(value))
            return members[(members.index(value) + 1) % len(members)]
        case bool():
            return not value
        case str() if value.startswith("#"):
            return f"#{int(value[1:], 16) ^ 1:06x}"
        case str():
            return f"{value}x"
        case int():
            return value + 2
        case _:
            return value / 2 + 0.25 if value != 0.5 else 0.75


def _some_of(of: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    if not of:
        return st.just(())
    return st.lists(st.sampled_from(of), max_size=most, unique=True).map(tuple)


def _spans(frames: int) -> st.SearchStrategy[tuple[int, int]]:
    """(start, length) inside `frames`."""
    return st.integers(0, frames - 1).flatmap(lambda start: st.tuples(st.just(start), st.integers(1, frames - start)))
