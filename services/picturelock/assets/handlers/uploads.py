"""Files that people upload for reference are stored as they come, and kept if they can be read."""

from collections.abc import AsyncIterator
from contextlib import suppress

from picturelock.assets.model import AssetKind, AssetRecord, Upload, reference_of, size_problem
from picturelock.assets.ports import Examiner
from picturelock.kernel.errors import Conflict, Invalid
from picturelock.kernel.nouns import Asset
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store, Stored


class Uploads:
    """`most_bytes` is the largest file that is taken in."""

    def __init__(self, records: Records, store: Store, examiner: Examiner, most_bytes: int) -> None:
        self._records = records
        self._store = store
        self._examiner = examiner
        self._most_bytes = most_bytes

    async def upload(self, tenant: str, upload: Upload, chunks: AsyncIterator[bytes]) -> AssetRecord:
        """Equal bytes are one asset: what came here before, perhaps as a take, stays as it is. Raises Invalid.

        Of what the tenant has here already by the digest that was told, no chunk is read.
        """
        if upload.digest and (known := await self._records.find(AssetRecord, f"{tenant}/{upload.digest}")):
            await self._store.claim(tenant, upload.digest)
            return known
        stored = await self._store.put(self._within(upload, chunks))
        if upload.digest not in ("", stored.digest):
            raise Invalid(
                f"metadata.digest: is {upload.digest}, but what came is {stored.digest}; upload it again",
                reason="WRONG_DIGEST",
            )
        key = f"{tenant}/{stored.digest}"
        kept = await self._records.find(AssetRecord, key) or await self._keep(key, upload, stored)
        await self._store.claim(tenant, stored.digest)
        return kept

    async def _within(self, upload: Upload, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The chunks, while they are no more than may be taken in and than were told."""
        came = 0
        self._check(upload, upload.size, is_whole=True)
        async for chunk in chunks:
            came += len(chunk)
            self._check(upload, came, is_whole=False)
            yield chunk
        self._check(upload, came, is_whole=True)

    def _check(self, upload: Upload, came: int, *, is_whole: bool) -> None:
        if problem := size_problem(upload, came, self._most_bytes, is_whole=is_whole):
            raise Invalid(problem, reason="WRONG_SIZE")

    async def _keep(self, key: str, upload: Upload, stored: Stored) -> AssetRecord:
        asset = await self._examined(upload, stored)
        with suppress(Conflict):
            return await self._records.save(key, AssetRecord(asset=asset, kind=AssetKind.REFERENCE, name=upload.name))
        return await self._records.find(AssetRecord, key) or AssetRecord(asset=asset)

    async def _examined(self, upload: Upload, stored: Stored) -> Asset:
        async with self._store.fetch(stored.digest) as file:
            examined = await self._examiner.look(file, upload.name)
        strip, poster = [await self._shown(picture) for picture in (examined.strip, examined.poster)]
        return reference_of(stored.digest, stored.size, examined.facts, strip=strip, poster=poster)

    async def _shown(self, picture: bytes) -> str:
        return (await self._store.put(picture)).digest if picture else ""
