"""Assets on embedded engines, asked through their door; and files to upload."""

import io
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import numpy as np
from PIL import Image

from picturelock.assets.adapters.pyav import PyavExaminer
from picturelock.assets.handlers import Assets, Uploads
from picturelock.assets.rpc import AssetRpc
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.caller import Caller, Role, called_by
from picturelock.kernel.codec import encode
from picturelock.kernel.nouns import Staged, Take
from picturelock.kernel.store import Store
from picturelock.media.pool import Pool
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.testing.samples import small_brief, small_prompt
from picturelock_api.assets.v1 import service_pb2 as api
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.gateway.v1.events_pb2 import TakeGenerated

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CHUNK = 1 << 20


class Rooms:
    def __init__(self, folder: Path, pool: Pool, most_bytes: int = 64 << 20, store: Store | None = None) -> None:
        self.clock, self.database = SystemClock(), Database(None)
        self.bus = LocalBus(self.database, self.clock)
        self.records = LocalRecords(self.database, self.bus, self.clock, "assets")
        self.store: Store = store or LocalStore(folder)
        examiner = PyavExaminer(pool)
        self.assets = Assets(self.records, self.store, self.clock, examiner)
        self.door = AssetRpc(self.assets, Uploads(self.records, self.store, examiner, most_bytes))
        self._causes = count()

    @contextmanager
    def asked(self, tenant: str = "studio", role: Role = Role.ARTIST) -> Iterator[AssetRpc]:
        with called_by(Caller(tenant, role)), caused_by(Cause(f"request {next(self._causes)}", source="request")):
            yield self.door

    async def upload(self, data: bytes, name: str = "coat.png", tenant: str = "studio") -> api.KeptAsset:
        with self.asked(tenant) as door:
            return (await door.upload_asset(upload(data, name=name))).asset

    async def adopt(self, video: bytes, references: Iterable[str] = ()) -> str:
        """A take of these bytes, made from these references; its digest."""
        staged = await self.store.stage("a take", video)
        prompt = small_prompt().model_copy(update={"references": tuple(references)})
        take = Take(
            shot=prompt.shot, number=1, prompt_digest=prompt.digest, engine="previz", engine_version="1", seed=7,
            video=Staged(key="a take", digest=staged.digest, size=staged.size, media_type="video/mp4"),
            started=NOW, finished=NOW,
        )  # fmt: skip
        event = TakeGenerated(
            shot_key=f"studio/lamp/{prompt.shot}",
            brief=encode(small_brief(), BriefMessage),
            take=encode(take, TakeMessage),
            prompt=encode(prompt, PromptMessage),
        )
        with caused_by(Cause(f"event {next(self._causes)}", source="gateway")):
            await self.assets.adopt(event)
        return staged.digest


async def upload(
    data: bytes, *, name: str = "coat.png", size: int = 0, digest: str = "", chunk: int = CHUNK
) -> AsyncIterator[api.UploadAssetRequest]:
    yield api.UploadAssetRequest(metadata=api.UploadMetadata(name=name, size=size, digest=digest))
    for start in range(0, len(data), chunk):
        yield api.UploadAssetRequest(chunk=data[start : start + chunk])


async def said(*requests: api.UploadAssetRequest) -> AsyncIterator[api.UploadAssetRequest]:
    for request in requests:
        yield request


def picture(seed: int = 1, kind: str = "PNG", size: tuple[int, int] = (90, 160)) -> bytes:
    out = io.BytesIO()
    pixels = np.random.default_rng(seed).integers(0, 255, (*size, 3), np.uint8)
    Image.fromarray(pixels).save(out, kind)
    return out.getvalue()
