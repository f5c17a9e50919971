"""A gateway that buys, alone in a process, until it is killed: python -m tests.money.buying_process DIRECTORY."""

import asyncio
import sys
from pathlib import Path

from picturelock.gateway import wiring as gateway
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import Choices, embedded

LINE = (("gateway", lambda kit, choices: gateway.build(kit, choices.gateway)),)
CHOICES = Choices(gateway=GatewaySettings(slots=0, lease_seconds=2.0))


async def main(directory: Path) -> None:
    async with embedded(directory, CHOICES, line=LINE):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
