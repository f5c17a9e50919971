"""Luma's Agents API, ray-3.2: lengths of 5 and 10 s, four resolutions, as its own SDK 0.5 has them."""

from picturelock.compiler.model.target import Dialect, Durations, ListedSizes, PictureUse, Target
from picturelock.kernel.nouns import Rate

LUMA = (
    Target(
        name="luma/ray-3.2",
        model="ray-3.2",
        dialect=Dialect.PROSE,
        sizes=ListedSizes(sizes=((1280, 720), (720, 1280), (1920, 1080), (1080, 1920), (720, 720))),
        rates=(Rate(numerator=24),),
        lengths=Durations(seconds=(5, 10)),
        most_characters=2000,
        most_cast=3,
        pictures=frozenset({PictureUse.FIRST_FRAME}),
        seeds=False,
        parameters={"model": "{model}", "duration": "{seconds}s", "resolution": "{resolution}"},
    ),
)
