"""The providers there are, by name. One more is one more file, and a line here; see CONTRIBUTING.md."""

from collections.abc import Mapping

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

PROVIDERS: Mapping[str, type[HttpProvider]] = {
    kind.name: kind for kind in (Fal, Gemini, Kling, Luma, MiniMax, Replicate, Runway, Synthesia, Veo)
}
