"""`picturelock up`: everything embedded in one process, with all doors open."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from picturelock.house.blueprint import LINE, Build, Choices
from picturelock.house.embedded import embedded
from picturelock.platform.entrance import Entry, Opening, doors_of, doors_open, letterboxes_of
from picturelock.platform.http.stored import add_store
from picturelock.platform.local import Links, SystemClock
from picturelock.platform.parked import parked_door
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.tokens import Tokens


@asynccontextmanager
async def up(
    directory: Path,
    settings: PlatformSettings,
    choices: Choices | None = None,
    line: Sequence[tuple[str, Build]] = LINE,
) -> AsyncIterator[Entry]:
    """Raises Refused when the directory is open elsewhere, a port is taken, or a door would be open to strangers."""
    clock = SystemClock()
    links = Links(clock)
    async with embedded(directory, choices, links=links, line=line) as house:
        tokens = Tokens(
            house.records("platform"), clock, admin=settings.admin_token.get_secret_value(), tenant=settings.tenant
        )
        boxes = letterboxes_of(house.services)
        opening = Opening(settings, tokens, _well, boxes, dress=lambda app: add_store(app, house.store, links))
        async with doors_open([*doors_of(house.services), parked_door(house.bus)], opening) as entry:
            links.base = f"http://{entry.http}" if entry.http else ""
            yield entry


async def _well() -> Mapping[str, str]:
    """Nothing can be away that is in this very process."""
    return {}
