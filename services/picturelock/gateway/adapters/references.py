"""Reference images in a workspace, and where a worker beside the store has them from."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from picturelock.gateway.model import Lease
from picturelock.gateway.ports import REFERENCES, references_in
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
    """The prompt's pictures in the workspace, each fetched once. Raises Refused for what is no picture."""
    digests, there = lease.prompt.references, references_in(workspace)
    if len(there) == len(digests):
        return there
    folder = workspace / REFERENCES
    folder.mkdir(exist_ok=True)
    for number, digest in enumerate(digests, 1):
        coming = folder / "coming"
        await fetch(digest, coming)
        coming.rename(folder / f"{number:02d}{_suffix(lease, digest, coming)}")
    return references_in(workspace)


def gone(lease: Lease, digest: str) -> Refused:
    what = f"{lease.prompt.shot}: its reference image {digest} is not in the store any more"
    return Refused(f"{what}; hand it in again with the bible", reason="NO_REFERENCE")


def _suffix(lease: Lease, digest: str, picture: Path) -> str:
    from picturelock.media.still import suffix_of  # noqa: PLC0415 most takes are shown no picture

    if suffix := suffix_of(picture):
        return suffix
    what = f"{lease.prompt.shot}: its reference image {digest} is no PNG, JPEG or WebP"
    raise Refused(f"{what}; name another in the bible", reason="NO_REFERENCE")
