"""Veo 3.1 on the Agent Platform: 4, 6 and 8 s at 720p and 1080p, with sound, seeds and a negative prompt.

It takes up to three pictures of its subjects, and makes 8 s then.
"""

from picturelock.compiler.model.target import Dialect, Durations, ListedSizes, PictureUse, Target
from picturelock.kernel.nouns import Rate

VEO = (
    Target(
        name="veo/3.1",
        model="veo-3.1-generate-001",
        dialect=Dialect.PROSE,
        sizes=ListedSizes(sizes=((1280, 720), (720, 1280), (1920, 1080), (1080, 1920))),
        rates=(Rate(numerator=24),),
        lengths=Durations(seconds=(4, 6, 8)),
        most_characters=4000,
        most_negative=1000,
        most_cast=4,
        pictures=frozenset(PictureUse),
        most_references=3,
        reference_lengths=Durations(seconds=(8,)),
        speaks=True,
        parameters={"duration": "{seconds}", "resolution": "{resolution}", "aspect_ratio": "{ratio}"},
    ),
)
