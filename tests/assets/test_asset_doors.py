"""References come in over both doors, and are told apart from what is none."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from tests.assets.asset_rooms import CHUNK, Rooms, picture, upload

from picturelock.kernel.caller import Role
from picturelock.kernel.service import Door
from picturelock.media.pool import Pool
from picturelock.platform.entrance import Entry, Opening, doors_open
from picturelock.platform.local import LocalRecords
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.tokens import Tokens
from picturelock_api.assets.v1 import service_pb2 as api
from picturelock_api.assets.v1.service_pb2_grpc import AssetServiceStub

SERVICE = "picturelock_api.assets.v1.AssetService"


async def well() -> Mapping[str, str]:
    return {}


class Open:
    """Both doors, and an artist's token."""

    def __init__(self, entry: Entry, token: str) -> None:
        self.entry = entry
        self.shown = f"Bearer {token}"

    async def over_grpc(self, data: bytes, name: str) -> api.KeptAsset:
        async with grpc.aio.insecure_channel(self.entry.grpc) as channel:
            stub: Any = AssetServiceStub(channel)
            shown = (("authorization", self.shown),)
            kept: api.KeptAsset = (await stub.UploadAsset(upload(data, name=name), metadata=shown)).asset
            return kept

    async def over_http(self, data: bytes, **asked: str) -> httpx.Response:
        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(data), 3 * CHUNK):
                yield data[start : start + 3 * CHUNK]

        async with httpx.AsyncClient(base_url=f"http://{self.entry.http}") as client:
            return await client.post(
                "/v1/assets", params=asked, content=pieces(), headers={"authorization": self.shown}
            )


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Open]:
    pool = Pool(1)
    rooms = Rooms(tmp_path / "store", pool)
    tokens = Tokens(LocalRecords(rooms.database, rooms.bus, rooms.clock, "platform"), rooms.clock)
    settings = PlatformSettings(listen="127.0.0.1:0", http_listen="127.0.0.1:0")
    async with doors_open([Door(SERVICE, rooms.door)], Opening(settings, tokens, well)) as entry:
        yield Open(entry, await tokens.create("studio", Role.ARTIST))
    rooms.database.close()
    pool.close()


async def test_twenty_megabytes_come_over_either_door_as_the_same_asset(doors: Open) -> None:
    data = picture(size=(2000, 3500))
    assert len(data) > 20 << 20
    kept = await doors.over_grpc(data, "coat.png")
    assert (kept.asset.digest, kept.asset.size) == (hashlib.sha256(data).hexdigest(), len(data))
    again = await doors.over_http(data, name="coat.png", size=str(len(data)))
    assert (again.status_code, again.json()["asset"]["asset"]["digest"]) == (200, kept.asset.digest)


async def test_what_is_no_picture_is_a_problem_with_its_field(doors: Open) -> None:
    answer = await doors.over_http(b"no picture", name="coat.png")
    assert (answer.status_code, answer.json()["reason"]) == (400, "UNKNOWN_MEDIA")
    assert answer.json()["errors"][0]["field"] == "chunk"
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await doors.over_grpc(b"no picture", "coat.png")
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_name_is_asked_for_and_nothing_else_is_known(doors: Open) -> None:
    assert (await doors.over_http(b"")).json()["errors"][0]["field"] == "metadata.name"
    assert (await doors.over_http(b"", colour="red")).status_code == 400
