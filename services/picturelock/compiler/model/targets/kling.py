"""Kling's new style of API, model 2.6: 5 and 10 s, prompts of up to 2,500 characters."""

from picturelock.compiler.model.target import Dialect, Durations, ListedSizes, PictureUse, Target
from picturelock.kernel.nouns import Rate

KLING = (
    Target(
        name="kling/2.6",
        model="kling-2.6",
        dialect=Dialect.PROSE,
        sizes=ListedSizes(sizes=((1280, 720), (720, 1280), (1920, 1080), (1080, 1920))),
        rates=(Rate(numerator=24),),
        lengths=Durations(seconds=(5, 10)),
        most_characters=2500,
        most_cast=3,
        pictures=frozenset({PictureUse.FIRST_FRAME}),
        seeds=False,
        parameters={"duration": "{seconds}", "resolution": "{resolution}", "aspect_ratio": "{ratio}", "audio": "off"},
    ),
)
