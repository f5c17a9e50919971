"""The providers there are, by name. One more is one more file, and a line here; see CONTRIBUTING.md."""

from collections.abc import Mapping

from picturelock.gateway.adapters.providers.runway import Runway
from picturelock.gateway.adapters.providers.wire import HttpProvider

PROVIDERS: Mapping[str, type[HttpProvider]] = {kind.name: kind for kind in (Runway,)}
