"""Pictures in a workspace, and where a worker beside the store has them from."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from picturelock.gateway.model import Lease
from picturelock.gateway.ports import FIRST_FRAME, REFERENCES, first_frame_in, references_in
from picturelock.kernel.errors import Refused
from picturelock.kernel.store import Store, Stored


class StoreDock:
    """For workers that reach the store themselves."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def stage(self, key: str, data: Path) -> Stored:
        return await self._store.stage(key, data)

    async def bring(self, lease: Lease, workspace: Path) -> Sequence[Path]:
        async def fetch(digest: str, to: Path) -> None:
            if not await self._store.has(digest):
                raise gone(lease, digest)
            async with self._store.fetch(digest) as picture:
                await asyncio.to_thread(shutil.copyfile, picture, to)

        return await laid_out(lease, workspace, fetch)


async def laid_out(
    lease: Lease, workspace: Path, fetch: Callable[[str, Path], Awaitable[None]]
) -> Sequence[Path]:  # fmt: skip
    """The prompt's pictures in the workspace, each fetched once; its references. Raises Refused for what is none."""
    prompt, there = lease.prompt, references_in(workspace)
    wanted = [] if len(there) == len(prompt.references) else [*enumerate(prompt.references, 1)]
    (workspace / REFERENCES).mkdir(exist_ok=True)
    places = {f"{REFERENCES}/{number:02d}": digest for number, digest in wanted}
    if prompt.first_frame and first_frame_in(workspace) is None:
        places[FIRST_FRAME] = prompt.first_frame
    for place, digest in places.items():
        coming = workspace / "coming"
        await fetch(digest, coming)
        coming.rename(workspace / f"{place}{_suffix(lease, digest, coming)}")
    return references_in(workspace)


def gone(lease: Lease, digest: str) -> Refused:
    what = f"{_what(lease, digest)} is not in the store any more"
    return Refused(f"{what}; hand it in again with the bible", reason="NO_REFERENCE")


def _what(lease: Lease, digest: str) -> str:
    kind = "first frame" if digest == lease.prompt.first_frame else "reference image"
    return f"{lease.prompt.shot}: its {kind} {digest}"


def _suffix(lease: Lease, digest: str, picture: Path) -> str:
    from picturelock.media.still import suffix_of  # noqa: PLC0415 most takes are shown no picture

    if suffix := suffix_of(picture):
        return suffix
    what = f"{_what(lease, digest)} is no PNG, JPEG or WebP"
    raise Refused(f"{what}; name another in the bible", reason="NO_REFERENCE")
