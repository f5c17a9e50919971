"""The targets there are. To add one, add an entry to its provider's file, or a file with a line here."""

from collections.abc import Iterable

from picturelock.compiler.model.target import AnySize, Dialect, FrameLattice, StillTarget, Target
from picturelock.compiler.model.targets.elevenlabs import ELEVENLABS
from picturelock.compiler.model.targets.fal import FAL
from picturelock.compiler.model.targets.farm import FARM
from picturelock.compiler.model.targets.gemini import GEMINI
from picturelock.compiler.model.targets.kling import KLING
from picturelock.compiler.model.targets.luma import LUMA
from picturelock.compiler.model.targets.minimax import MINIMAX
from picturelock.compiler.model.targets.replicate import REPLICATE, REPLICATE_STILLS
from picturelock.compiler.model.targets.runway import RUNWAY, RUNWAY_STILLS
from picturelock.compiler.model.targets.synthesia import SYNTHESIA
from picturelock.compiler.model.targets.veo import VEO
from picturelock.kernel.errors import NotFound

PREVIZ = Target(
    name="previz",
    model="previz",
    dialect=Dialect.PREVIZ,
    sizes=AnySize(least=16, most=8192, multiple=2),
    lengths=FrameLattice(most=14_400),
    most_cast=12,
)
TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        PREVIZ,
        *RUNWAY,
        *LUMA,
        *FAL,
        *REPLICATE,
        *VEO,
        *GEMINI,
        *KLING,
        *MINIMAX,
        *SYNTHESIA,
        *ELEVENLABS,
        *FARM,
    )
}

STILLS: dict[str, StillTarget] = {target.name: target for target in (*RUNWAY_STILLS, *REPLICATE_STILLS)}
"""Those of stills. They are apart, because no shot can be made by them."""


def target_named(name: str) -> Target:
    """Raises NotFound, naming the targets there are."""
    if name not in TARGETS:
        raise NotFound(no_such_engine(name, TARGETS))
    return TARGETS[name]


def no_such_engine(name: str, known: Iterable[str]) -> str:
    return f"there is no engine '{name}'; choose one of {', '.join(sorted(known))}"
