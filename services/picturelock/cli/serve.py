"""`picturelock serve`: services of a deployment in this process."""

import logging
import os
from collections.abc import Sequence

from picturelock.gateway.settings import GatewaySettings
from picturelock.house import Choices
from picturelock.house.config import unknown_settings, wrong_settings
from picturelock.house.deployed import serve
from picturelock.kernel.errors import Invalid
from picturelock.platform.process import stop_asked
from picturelock.platform.settings import PREFIX, PlatformSettings, read_file

log = logging.getLogger(__name__)


async def run_services(names: Sequence[str]) -> int:
    """0 once it was told to stop and has finished what it had begun."""
    read_file()
    if wrong := wrong_settings():
        raise Invalid(wrong, reason="CONFIG")
    for stranger in unknown_settings():
        log.warning("%s", stranger)
    with stop_asked() as stopping:
        await serve(names, PlatformSettings.read(), choices_given(), stopping)
    return 0


def choices_given() -> Choices:
    """In a deployment takes are made by workers, unless somebody says otherwise."""
    given = GatewaySettings()
    slotless = f"{PREFIX}GATEWAY_SLOTS" not in os.environ
    return Choices(gateway=given.model_copy(update={"slots": 0}) if slotless else given)
