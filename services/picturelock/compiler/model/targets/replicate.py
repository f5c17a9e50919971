"""Models on Replicate that we have a use for: MiniMax's video-01, which makes 6 s at 720p and 25 frames a second.

Of a picture it takes the face: one, of a character.
"""

from picturelock.compiler.model.target import Dialect, Durations, ListedSizes, PictureUse, Target
from picturelock.kernel.nouns import Rate, ReferenceOf

REPLICATE = (
    Target(
        name="replicate/minimax-video-01",
        model="minimax/video-01",
        dialect=Dialect.PROSE,
        sizes=ListedSizes(sizes=((1280, 720),)),
        rates=(Rate(numerator=25),),
        lengths=Durations(seconds=(6,)),
        most_characters=2000,
        most_cast=2,
        pictures=frozenset(PictureUse),
        most_references=1,
        reference_of=frozenset({ReferenceOf.CHARACTER}),
        seeds=False,
        parameters={},
    ),
)
