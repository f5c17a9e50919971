"""The providers there are, by name. One more is one more file, and a line here; see CONTRIBUTING.md.

An installed package may bring another, in the entry points `picturelock.providers`.
"""

from collections.abc import Mapping

from picturelock.gateway.adapters.providers.elevenlabs import ElevenLabs
from picturelock.gateway.adapters.providers.fal import Fal
from picturelock.gateway.adapters.providers.gemini import Gemini
from picturelock.gateway.adapters.providers.kling import Kling
from picturelock.gateway.adapters.providers.luma import Luma
from picturelock.gateway.adapters.providers.minimax import MiniMax
from picturelock.gateway.adapters.providers.replicate import Replicate
from picturelock.gateway.adapters.providers.runway import Runway
from picturelock.gateway.adapters.providers.synthesia import Synthesia
from picturelock.gateway.adapters.providers.veo import Veo
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.kernel.brought import Brought
from picturelock.kernel.errors import Invalid

PROVIDERS: Mapping[str, type[HttpProvider]] = {
    kind.name: kind for kind in (ElevenLabs, Fal, Gemini, Kling, Luma, MiniMax, Replicate, Runway, Synthesia, Veo)
}
GROUP = "picturelock.providers"
"""Entry points by which packages bring providers along: subclasses of `HttpProvider`, each by its own name."""


def provider_named(name: str) -> type[HttpProvider]:
    """Raises Invalid for one that nobody knows or that is none, Refused for one that can't be loaded."""
    brought = Brought(GROUP, PROVIDERS)
    found = brought.get(name) or PROVIDERS.get(name)
    if found is None:
        known = ", ".join(sorted({*PROVIDERS, *brought.names}))
        raise Invalid(f"PICTURELOCK_GATEWAY_PROVIDERS: {name!r} is no provider; there are {known}", reason="CONFIG")
    if not (isinstance(found, type) and issubclass(found, HttpProvider)):
        raise Invalid(f"{name}: what is brought by this name in {GROUP} is no HttpProvider", reason="CONFIG")
    brought.must_be_called(name, found.name)
    return found
