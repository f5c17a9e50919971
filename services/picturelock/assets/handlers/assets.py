"""A delivered take is adopted into the store, examined, and told of; assets are shown with what they came from."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from picturelock.assets.model import (
    ENDINGS,
    AssetKind,
    AssetRecord,
    Descent,
    asset_key,
    asset_of,
    descent_key,
    still_of,
)
from picturelock.assets.ports import Examined, Examiner
from picturelock.kernel.clock import Clock
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.errors import NotFound
from picturelock.kernel.nouns import Asset, Brief, Prompt, Staged, Take
from picturelock.kernel.records import Records
from picturelock.kernel.store import LINK_SECONDS, Store
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage
from picturelock_api.gateway.v1.events_pb2 import StillGenerated, TakeGenerated


class Assets:
    def __init__(self, records: Records, store: Store, clock: Clock, examiner: Examiner) -> None:
        self._records = records
        self._store = store
        self._clock = clock
        self._examiner = examiner

    async def adopt(self, event: TakeGenerated) -> None:
        take = decode(Take, event.take)
        key = asset_key(event.shot_key, take.video.digest)
        record = await self._records.find(AssetRecord, key)
        if record is None:
            record = AssetRecord(
                asset=await self._store_take(take, decode(Brief, event.brief), decode(Prompt, event.prompt))
            )
        await self._trace(key, record.asset.lineage.parents)
        said = TakeStored(
            shot_key=event.shot_key,
            brief=event.brief,
            revision=event.revision,
            take=event.take,
            asset=encode(record.asset, AssetMessage),
            prompt=event.prompt,
        )
        await self._records.save(key, record, said)

    async def _store_take(self, take: Take, brief: Brief, prompt: Prompt) -> Asset:
        if take.report is not None:
            await self._store.adopt(take.report.key, take.report.digest)
        examined, strip, poster = await self._examined(take.video)
        return asset_of(take, brief, prompt, examined.facts, strip=strip, poster=poster)

    async def _examined(self, staged: Staged) -> tuple[Examined, str, str]:
        """What is in it, and the digests of its strip and its poster."""
        await self._store.adopt(staged.key, staged.digest)
        async with self._store.fetch(staged.digest) as file:
            examined = await self._examiner.examine(file)
        strip, poster = [(await self._store.put(picture)).digest for picture in (examined.strip, examined.poster)]
        return examined, strip, poster

    async def keep(self, event: StillGenerated) -> None:
        """A still is kept as what people upload for reference is, and with what it came from."""
        picture = decode(Staged, event.picture)
        key = asset_key(event.still_key, picture.digest)
        if await self._records.find(AssetRecord, key) is None:
            await self._keep(key, picture, event)
        await self._store.claim(key.partition("/")[0], picture.digest)

    async def _keep(self, key: str, picture: Staged, event: StillGenerated) -> None:
        prompt = decode(Prompt, event.prompt)
        examined, strip, poster = await self._examined(picture)
        asset = still_of(
            picture, decode(Brief, event.brief), prompt, event.engine_version, examined.facts, strip=strip,
            poster=poster,
        )  # fmt: skip
        name = f"{event.still_key.rpartition('/')[2]}.{ENDINGS.get(asset.media_type, 'bin')}"
        await self._records.save(key, AssetRecord(asset=asset, kind=AssetKind.REFERENCE, name=name))

    async def _trace(self, key: str, parents: Sequence[str]) -> None:
        """So that the parents know their child."""
        for parent in parents:
            at = descent_key(key, parent)
            if await self._records.find(Descent, at) is None:
                await self._records.save(at, Descent(child=key.partition("/")[2]))

    async def asset(self, tenant: str, digest: str) -> Asset:
        """Raises NotFound, also when only another tenant has these bytes."""
        return (await self.record(tenant, digest)).asset

    async def record(self, tenant: str, digest: str) -> AssetRecord:
        record = await self._records.find(AssetRecord, f"{tenant}/{digest}")
        if record is None:
            raise NotFound(f"{digest}: no such asset")
        return record

    async def links(self, tenant: str, digest: str) -> tuple[Sequence[str], datetime]:
        """Where the bytes, the strip and the poster can be read, each empty when there is none, and until when."""
        asset = await self.asset(tenant, digest)
        until = self._clock.now() + timedelta(seconds=LINK_SECONDS)
        shown = (asset.digest, asset.strip, asset.poster)
        return [await self._store.link(each) if each else "" for each in shown], until

    async def parents(self, tenant: str, asset: Asset) -> Sequence[AssetRecord]:
        """Those that are kept here."""
        keys = [f"{tenant}/{parent}" for parent in asset.lineage.parents]
        found = [await self._records.find(AssetRecord, key) for key in keys]
        return [record for record in found if record]

    async def children(self, tenant: str, asset: Asset, after: str, limit: int) -> Sequence[tuple[str, AssetRecord]]:
        """In order of digest, each with where it stands in that order."""
        prefix = f"{tenant}/{asset.digest}/"
        descents = await self._records.select(Descent, prefix=prefix, after=after, limit=limit)
        return [(at, await self.record(tenant, descent.child)) for at, descent in descents]
