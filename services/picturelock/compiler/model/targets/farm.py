"""Engines on a site's own farm: workflows of ComfyUI, and any command line.

The lattices of Wan, LTX and HunyuanVideo are those of their published pipelines: sizes in multiples of 16, 32 and 16,
lengths of 4k+1, 8k+1 and 4k+1 frames.
"""

from picturelock.compiler.model.target import AnySize, Counting, Dialect, FrameLattice, PictureUse, Target
from picturelock.kernel.nouns import Rate

FARM = (
    Target(
        name="comfyui/wan2.2",
        model="wan2.2",
        dialect=Dialect.PROSE,
        sizes=AnySize(least=256, most=1280, multiple=16),
        rates=(Rate(numerator=16),),
        lengths=FrameLattice(every=4, plus=1, least=17, most=161),
        most_characters=2000,
        counting=Counting.UTF8_BYTES,
        most_negative=500,
        most_cast=2,
    ),
    Target(
        name="comfyui/ltx2",
        model="ltx2",
        dialect=Dialect.PROSE,
        sizes=AnySize(least=256, most=1920, multiple=32),
        rates=(Rate(numerator=24),),
        lengths=FrameLattice(every=8, plus=1, least=17, most=241),
        most_characters=2000,
        counting=Counting.UTF8_BYTES,
        most_negative=500,
        most_cast=2,
    ),
    Target(
        name="comfyui/hunyuan1.5",
        model="hunyuan1.5",
        dialect=Dialect.PROSE,
        sizes=AnySize(least=256, most=1280, multiple=16),
        rates=(Rate(numerator=24),),
        lengths=FrameLattice(every=4, plus=1, least=17, most=241),
        most_characters=2000,
        counting=Counting.UTF8_BYTES,
        most_negative=500,
        most_cast=2,
    ),
    Target(
        name="exec/farm",
        model="farm",
        dialect=Dialect.PROSE,
        sizes=AnySize(least=16, most=8192, multiple=2),
        lengths=FrameLattice(most=14_400),
        most_cast=8,
        most_negative=2000,
        pictures=frozenset(PictureUse),
        most_references=4,
    ),
)
