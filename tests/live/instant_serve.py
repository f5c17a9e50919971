"""`picturelock serve` for the line that costs nothing: python -m tests.live.instant_serve SERVICE..."""

import logging
import sys

from picturelock.cli.serve import choices_given
from picturelock.house.deployed import serve
from picturelock.platform.process import run_quickly, stop_asked
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.telemetry import configure_logs
from picturelock.testing.line import INSTANT_LINE


async def main(names: list[str]) -> None:
    with stop_asked() as stopping:
        await serve(names, PlatformSettings.read(), choices_given(), stopping, INSTANT_LINE)


if __name__ == "__main__":
    configure_logs("json", logging.INFO)
    run_quickly(main(sys.argv[1:]))
