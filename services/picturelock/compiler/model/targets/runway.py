"""Runway, and the models it fronts: sizes, lengths and the limit of text as the schema of its SDK 5.24 has them.

Text is counted in UTF-16 units. Only gen4.5's own limits are published field by field; of the models that Runway fronts
for others the sizes that all of their tiers have are named.
"""

from picturelock.compiler.model.target import (
    Counting,
    Dialect,
    Durations,
    ListedSizes,
    PictureUse,
    StillTarget,
    Target,
)
from picturelock.kernel.nouns import Rate

FILM = (Rate(numerator=24),)
WIDE_AND_TALL = ListedSizes(sizes=((1280, 720), (720, 1280)))
FULL = ListedSizes(sizes=((1280, 720), (720, 1280), (1920, 1080), (1080, 1920)))
BEGINS = frozenset({PictureUse.FIRST_FRAME})
SENT = {"model": "{model}", "ratio": "{width}:{height}", "duration": "{seconds}"}


def _fronted(
    model: str,
    sizes: ListedSizes,
    seconds: tuple[int, ...],
    *,
    speaks: bool = False,
    seeds: bool = True,
    references: int = 0,
) -> Target:
    return Target(
        name=f"runway/{model}", model=model, dialect=Dialect.PROSE, sizes=sizes, rates=FILM,
        lengths=Durations(seconds=seconds), most_characters=1000, counting=Counting.UTF16_UNITS, most_cast=3,
        speaks=speaks, seeds=seeds, pictures=frozenset(PictureUse) if references else BEGINS,
        most_references=references, parameters=SENT,
    )  # fmt: skip


RUNWAY = (
    Target(
        name="runway/gen4.5",
        model="gen4.5",
        dialect=Dialect.PROSE,
        sizes=WIDE_AND_TALL,
        rates=FILM,
        lengths=Durations(seconds=tuple(range(2, 11))),
        most_characters=1000,
        counting=Counting.UTF16_UNITS,
        most_cast=3,
        pictures=BEGINS,
        parameters=SENT,
    ),
    _fronted("veo3.1", FULL, (4, 6, 8), speaks=True),
    _fronted("kling3.0_pro", FULL, (5, 10), seeds=False),
    _fronted("hailuo3", ListedSizes(sizes=((1366, 768), (768, 1366))), tuple(range(4, 16)), seeds=False, references=9),
    _fronted("seedance2", FULL, tuple(range(4, 13)), speaks=True, references=9),
    _fronted("wan3", FULL, (5, 10), seeds=False, references=10),
)

STILL_SIZES = (
    (1280, 720), (720, 1280), (720, 960), (960, 720), (720, 720), (1680, 720), (1920, 1080), (1080, 1920),
    (1080, 1440), (1440, 1080), (1080, 1080), (1024, 1024), (1360, 768), (1168, 880), (1808, 768), (2112, 912),
)  # fmt: skip
RUNWAY_STILLS = (
    StillTarget(
        name="runway/gen4_image",
        model="gen4_image",
        sizes=ListedSizes(sizes=STILL_SIZES),
        most_characters=1000,
        counting=Counting.UTF16_UNITS,
        parameters={"model": "{model}", "ratio": "{width}:{height}"},
    ),
)
