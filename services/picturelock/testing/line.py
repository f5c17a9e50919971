"""The line with an engine, an examiner, an inspector and a bench that cost nothing: what is left is all the rest.

In the same form as the house's own line, so that whatever runs that runs this.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from picturelock.assets import wiring as assets
from picturelock.compiler import wiring as compiler
from picturelock.continuity import wiring as continuity
from picturelock.continuity.settings import ContinuitySettings
from picturelock.editorial import wiring as editorial
from picturelock.editorial.settings import EditorialSettings
from picturelock.gateway import wiring as gateway
from picturelock.gateway.settings import GatewaySettings
from picturelock.kernel.service import Kit, Service
from picturelock.registry import wiring as registry
from picturelock.registry.settings import RegistrySettings
from picturelock.testing.instant import InstantBench, InstantEngine, InstantExaminer, InstantInspector


class Chosen(Protocol):
    """Every service's settings, as the house has them."""

    @property
    def registry(self) -> RegistrySettings: ...
    @property
    def gateway(self) -> GatewaySettings: ...
    @property
    def continuity(self) -> ContinuitySettings: ...
    @property
    def editorial(self) -> EditorialSettings: ...


INSTANT_LINE: Sequence[tuple[str, Callable[[Kit, Chosen], Service]]] = (
    ("registry", lambda kit, chosen: registry.build(kit, chosen.registry)),
    ("compiler", lambda kit, _: compiler.build(kit)),
    ("gateway", lambda kit, chosen: gateway.assembled(kit, chosen.gateway, [InstantEngine()])),
    ("assets", lambda kit, _: assets.assembled(kit, InstantExaminer())),
    ("continuity", lambda kit, chosen: continuity.assembled(kit, chosen.continuity, InstantInspector())),
    ("editorial", lambda kit, chosen: editorial.assembled(kit, chosen.editorial, InstantBench())),
)
