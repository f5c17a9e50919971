"""Models on Replicate that we have a use for: MiniMax's video-01, which makes 6 s at 720p and 25 frames a second.

Of a picture it takes the face: one, of a character. Stills are FLUX 1.1 [pro]'s: it is told an aspect, and decides the
size itself; its page names no limit of text.
"""

from picturelock.compiler.model.target import Dialect, Durations, ListedSizes, PictureUse, StillTarget, Target
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
REPLICATE_STILLS = (
    StillTarget(
        name="replicate/flux-1.1-pro",
        model="black-forest-labs/flux-1.1-pro",
        sizes=ListedSizes(sizes=((1344, 756), (756, 1344), (1152, 864), (864, 1152), (1024, 1024))),
        most_characters=2000,
        parameters={"aspect_ratio": "{ratio}", "output_format": "png", "seed": "{seed}"},
    ),
)
