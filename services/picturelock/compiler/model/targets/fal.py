"""Models on fal that we have a use for: Pika and Kling, by their apps.

The limits are those of the apps' own pages; Pika's of text is not published, and taken to be 1,000 characters. Pika's
scenes go by pictures: five, as its own API takes, for which fal's page gives no limit.
"""

from picturelock.compiler.model.target import Dialect, Durations, ListedSizes, PictureUse, Target
from picturelock.kernel.nouns import Rate

FAL = (
    Target(
        name="fal/pika-2.2",
        model="pika-2.2",
        dialect=Dialect.PROSE,
        sizes=ListedSizes(sizes=((1280, 720), (720, 1280), (1920, 1080), (1080, 1920))),
        rates=(Rate(numerator=24),),
        lengths=Durations(seconds=(5, 10)),
        most_characters=1000,
        most_negative=500,
        most_cast=2,
        pictures=frozenset(PictureUse),
        most_references=5,
        parameters={"duration": "{seconds}", "resolution": "{resolution}"},
    ),
    Target(
        name="fal/kling-2.5-turbo-pro",
        model="kling-2.5-turbo-pro",
        dialect=Dialect.PROSE,
        sizes=ListedSizes(sizes=((1920, 1080), (1080, 1920), (1080, 1080))),
        rates=(Rate(numerator=24),),
        lengths=Durations(seconds=(5, 10)),
        most_characters=2500,
        most_negative=2500,
        most_cast=3,
        pictures=frozenset({PictureUse.FIRST_FRAME}),
        seeds=False,
        parameters={"duration": "{seconds}"},
    ),
)
