"""From brief to prompt: pure rules, no engine is called and nothing is kept."""

from picturelock.compiler.model.compile import Compiled, compile_brief, compile_for
from picturelock.compiler.model.diagnostics import CATALOGUE
from picturelock.compiler.model.explain import Explained, explain
from picturelock.compiler.model.fit import Extent
from picturelock.compiler.model.still import compile_still
from picturelock.compiler.model.target import (
    AnySize,
    Counting,
    Dialect,
    Durations,
    FrameLattice,
    ListedSizes,
    PictureUse,
    StillTarget,
    Target,
    Vocabulary,
)
from picturelock.compiler.model.targets import STILLS, TARGETS, target_named

__all__ = [
    "CATALOGUE", "STILLS", "TARGETS", "AnySize", "Compiled", "Counting", "Dialect", "Durations", "Explained", "Extent",
    "FrameLattice", "ListedSizes", "PictureUse", "StillTarget", "Target", "Vocabulary", "compile_brief", "compile_for",
    "compile_still", "explain", "target_named",
]  # fmt: skip
