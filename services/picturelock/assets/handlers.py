"""A delivered take is adopted into the store, examined, and told of."""

from picturelock.assets.model import AssetRecord, asset_key, asset_of
from picturelock.assets.ports import Examiner
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.errors import NotFound
from picturelock.kernel.nouns import Asset, Brief, Prompt, Take
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage
from picturelock_api.gateway.v1.events_pb2 import TakeGenerated


class Assets:
    def __init__(self, records: Records, store: Store, examiner: Examiner) -> None:
        self._records = records
        self._store = store
        self._examiner = examiner

    async def adopt(self, event: TakeGenerated) -> None:
        take = decode(Take, event.take)
        key = asset_key(event.shot_key, take.video.digest)
        record = await self._records.find(AssetRecord, key)
        if record is None:
            record = AssetRecord(
                asset=await self._store_take(take, decode(Brief, event.brief), decode(Prompt, event.prompt))
            )
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
        await self._store.adopt(take.video.key, take.video.digest)
        if take.report is not None:
            await self._store.adopt(take.report.key, take.report.digest)
        async with self._store.fetch(take.video.digest) as video:
            examined = await self._examiner.examine(video)
        strip = await self._store.put(examined.strip)
        poster = await self._store.put(examined.poster)
        return asset_of(take, brief, prompt, examined.facts, strip=strip.digest, poster=poster.digest)

    async def asset(self, tenant: str, digest: str) -> Asset:
        record = await self._records.find(AssetRecord, f"{tenant}/{digest}")
        if record is None:
            raise NotFound(f"{digest}: no such asset")
        return record.asset
