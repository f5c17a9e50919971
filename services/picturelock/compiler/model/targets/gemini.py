"""Gemini Omni through the Interactions API: 3 to 15 s, up to 1080p here, with sound and without seeds."""

from picturelock.compiler.model.target import Dialect, Durations, ListedSizes, PictureUse, Target
from picturelock.kernel.nouns import Rate

GEMINI = (
    Target(
        name="gemini/omni-1.2-flash",
        model="gemini-omni-1.2-flash",
        dialect=Dialect.PROSE,
        sizes=ListedSizes(sizes=((1280, 720), (720, 1280), (1920, 1080), (1080, 1920))),
        rates=(Rate(numerator=24),),
        lengths=Durations(seconds=tuple(range(3, 16))),
        most_characters=8000,
        most_cast=4,
        seeds=False,
        pictures=frozenset({PictureUse.FIRST_FRAME}),
        speaks=True,
        parameters={"duration": "{seconds}", "resolution": "{resolution}", "aspect_ratio": "{ratio}"},
    ),
)
