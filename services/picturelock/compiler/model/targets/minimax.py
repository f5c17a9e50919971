"""MiniMax's v2 API, model H3: 4 to 15 s at 768P or 2K.

Of its rates nothing is published; 24 frames a second are asked for, and what comes is fitted as every take is. It takes
nine reference images, of which five are free: no more are sent, as the price of a take is known before it is bought.
"""

from picturelock.compiler.model.target import Dialect, Durations, ListedSizes, PictureUse, Target
from picturelock.kernel.nouns import Rate

MINIMAX = (
    Target(
        name="minimax/h3",
        model="MiniMax-H3",
        dialect=Dialect.PROSE,
        sizes=ListedSizes(sizes=((1366, 768), (768, 1366), (2560, 1440), (1440, 2560))),
        rates=(Rate(numerator=24),),
        lengths=Durations(seconds=tuple(range(4, 16))),
        most_characters=2000,
        most_cast=3,
        pictures=frozenset(PictureUse),
        most_references=5,
        seeds=False,
        speaks=True,
        resolutions={768: "768P", 1440: "2K"},
        parameters={"duration": "{seconds}", "resolution": "{resolution}"},
    ),
)
