"""A sound take and what was expected of it, to spoil in one way at a time."""

from picturelock.continuity.model import Expectation, Measured, Sound, Spoken, Stretch, Swatch, Tone, Wanted
from picturelock.kernel.nouns import MediaFacts, Rate, ShotSize
from picturelock.media.colour import written

COAT = Wanted(subject="mara", part="coat", what="Mara's coat", colour="#8a1f1f")
LANTERN = Wanted(subject="lantern", part="prop", what="the brass lantern", colour="#c8a040")


def expectation(**changes: object) -> Expectation:
    return Expectation(
        shot="sc010_sh0020",
        setting="sc010/harbour/ext/night/storm/default",
        size=ShotSize.MEDIUM,
        width=1280,
        height=720,
        frames=96,
        exact=True,
        rate=Rate(),
        wanted=(COAT, LANTERN),
        spoken=(Spoken(cue="MARA", first=12, last=60),),
    ).model_copy(update=changes)


def tone(lightness: float = 40, a: float = 2, b: float = -6) -> Tone:
    return Tone(lightness=lightness, a=a, b=b, dark=10, middle=80, bright=200)


def facts(**changes: object) -> MediaFacts:
    return MediaFacts(container="mp4", width=1280, height=720, frames=96, rate=Rate(), seconds=4).model_copy(
        update=changes
    )


def sound(**changes: object) -> Sound:
    return Sound(seconds=4, loudness=-24, peak=-6, clipped=0, spoken=(-18.0,)).model_copy(update=changes)


def swatch(difference: float, frame: int = 10, *, wanted: Wanted = COAT, unlit: str = "#2f6fb0") -> Swatch:
    return Swatch(
        frame=frame, subject=wanted.subject, part=wanted.part, x=600, y=400, width=40, height=40,
        wanted=wanted.colour, seen=written((40, 60, 90)), unlit=unlit, difference=difference,
    )  # fmt: skip


def measured(**changes: object) -> Measured:
    return Measured(
        shot="sc010_sh0020",
        setting="sc010/harbour/ext/night/storm/default",
        size=ShotSize.MEDIUM,
        facts=facts(),
        tone=tone(),
        head=tone(),
        tail=tone(),
        swatches=(swatch(0.8), swatch(1.2, 48), swatch(0.9, wanted=LANTERN)),
        sound=sound(),
        by="test/1",
    ).model_copy(update=changes)


def neighbour(number: int, lightness: float = 40, a: float = 2, b: float = -6, **changes: object) -> Measured:
    return measured(shot=f"sc010_sh{number:04d}", tone=tone(lightness, a, b), **changes)


def stretch(first: int, last: int, strength: float) -> Stretch:
    return Stretch(first=first, last=last, strength=strength)
