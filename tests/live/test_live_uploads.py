"""References are uploaded into a real S3 store."""

import hashlib
import resource
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from tests.assets.asset_rooms import CHUNK, Rooms, picture, upload
from tests.live.live_engines import fresh
from tests.live.test_live_s3 import place

from picturelock.kernel.errors import Invalid
from picturelock.media.pool import Pool
from picturelock.platform.s3 import S3Store
from picturelock_api.assets.v1 import service_pb2 as api


@pytest.fixture
def bucket() -> Iterator[str]:
    name = fresh()
    client = place(name).client(1)
    yield name
    for each in client.list_objects(name, recursive=True):
        client.remove_object(name, each.object_name or "")
    client.remove_bucket(name)


@pytest.fixture
async def rooms(bucket: str, tmp_path: Path) -> AsyncIterator[Rooms]:
    pool, store = Pool(1), S3Store(place(bucket), tmp_path / "scratch")
    await store.prepare()
    rooms = Rooms(tmp_path, pool, most_bytes=300 << 20, store=store)
    yield rooms
    rooms.database.close()
    store.close()
    pool.close()


async def test_a_reference_is_stored_and_read_by_its_link(rooms: Rooms) -> None:
    data = picture()
    kept = await rooms.upload(data)
    with rooms.asked() as door:
        links = await door.link_asset(api.LinkAssetRequest(digest=kept.asset.digest))
    async with httpx.AsyncClient() as client:
        assert (await client.get(links.url)).content == data
        assert (await client.get(links.poster)).content[:3] == b"\xff\xd8\xff"


async def test_what_is_wrong_with_an_upload_is_told_as_it_is(rooms: Rooms) -> None:
    for told, what in (({"digest": "a" * 64}, "digest"), ({"size": 7}, "size")):
        with rooms.asked() as door, pytest.raises(Invalid, match=f"^metadata.{what}: "):
            await door.upload_asset(upload(picture(), **told))
    with pytest.raises(Invalid, match=r"^chunk: coat\.png: "):
        await rooms.upload(b"no picture")


async def test_a_quarter_of_a_gigabyte_passes_through_without_being_held(rooms: Rooms) -> None:
    size, seen = 256 * CHUNK, hashlib.sha256()
    head = (
        b"RIFF"
        + (size + 36).to_bytes(4, "little")
        + b"WAVEfmt "
        + bytes.fromhex("100000000100010080bb00000077010002001000")
    )
    head += b"data" + size.to_bytes(4, "little")

    async def told() -> AsyncIterator[api.UploadAssetRequest]:
        yield api.UploadAssetRequest(metadata=api.UploadMetadata(name="sea.wav", size=size + len(head)))
        for chunk in (head, *[bytes(CHUNK)] * 256):
            seen.update(chunk)
            yield api.UploadAssetRequest(chunk=chunk)

    await rooms.upload(picture())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with rooms.asked() as door:
        kept = (await door.upload_asset(told())).asset.asset
    grew = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert kept.digest == seen.hexdigest()
    assert kept.media_type == "audio/wav"
    assert grew < 100 * 1024
