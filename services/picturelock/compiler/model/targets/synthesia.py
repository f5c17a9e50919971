"""Synthesia: a presenter before a plain background, who says the lines of one person. API v2, September 2026.

Sizes are those of its aspect ratios. Its rate is not published, and its length is that of the words: it is counted in
the film's own rate, and kept under a minute, which is what a credit is taken to buy. Its docs name avatars and
backgrounds.
"""

from picturelock.compiler.model.target import Dialect, FrameLattice, ListedSizes, Target

SYNTHESIA = (
    Target(
        name="synthesia/presenter",
        model="presenter",
        dialect=Dialect.SPEECH,
        sizes=ListedSizes(sizes=((1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350), (1350, 1080))),
        lengths=FrameLattice(most=1200),
        timed=False,
        most_characters=2000,
        most_cast=1,
        seeds=False,
        speaks=True,
        parameters={"avatar": "anna_costume1_cameraA", "background": "off_white", "aspectRatio": "{ratio}"},
    ),
)
