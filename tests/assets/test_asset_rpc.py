"""References are uploaded, shown, linked and traced; each tenant's for itself."""

import hashlib
import io
import tracemalloc
import wave
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from tests.assets.asset_rooms import CHUNK, Rooms, picture, said, upload
from tests.media.measure_clips import encode, pan, scenery

from picturelock.kernel.caller import Role
from picturelock.kernel.errors import Invalid, NotFound
from picturelock.media.pool import Pool
from picturelock_api.assets.v1 import service_pb2 as api


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool(1)
    yield pool
    pool.close()


@pytest.fixture
def rooms(tmp_path: Path, pool: Pool) -> Iterator[Rooms]:
    rooms = Rooms(tmp_path / "store", pool)
    yield rooms
    rooms.database.close()


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return encode(tmp_path_factory.mktemp("video") / "v.mp4", pan(scenery(3), 12)).read_bytes()


def sound(frames: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(bytes(2 * frames))
    return out.getvalue()


async def test_a_picture_is_kept_with_what_it_is(rooms: Rooms) -> None:
    data = picture()
    kept = await rooms.upload(data)
    assert (kept.asset.digest, kept.asset.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (kept.asset.media_type, kept.asset.facts.width, kept.asset.facts.height) == ("image/png", 160, 90)
    assert (kept.kind, kept.name) == (api.ASSET_KIND_REFERENCE, "coat.png")
    assert kept.asset.poster
    assert kept.asset.strip


async def test_a_video_and_a_jpeg_are_kept_too(rooms: Rooms, video: bytes) -> None:
    assert (await rooms.upload(video)).asset.media_type == "video/mp4"
    assert (await rooms.upload(picture(kind="JPEG"), "coat.jpg")).asset.media_type == "image/jpeg"


async def test_a_sound_has_no_pictures(rooms: Rooms) -> None:
    kept = (await rooms.upload(sound(48_000), "bell.wav")).asset
    assert (kept.media_type, kept.facts.seconds, kept.strip, kept.poster) == ("audio/wav", 1.0, "", "")
    with rooms.asked() as door:
        links = await door.link_asset(api.LinkAssetRequest(digest=kept.digest))
    assert links.url
    assert (links.strip, links.poster) == ("", "")


async def test_the_same_bytes_again_are_the_asset_that_is_there(rooms: Rooms, video: bytes) -> None:
    first = await rooms.upload(picture(), "coat.png")
    assert await rooms.upload(picture(), "another name.png") == first
    take = await rooms.adopt(video)
    assert (await rooms.upload(video)).kind == api.ASSET_KIND_TAKE
    with rooms.asked() as door:
        assert (await door.get_asset(api.GetAssetRequest(digest=take))).asset.kind == api.ASSET_KIND_TAKE


async def test_what_the_tenant_has_here_need_not_be_sent_again(rooms: Rooms) -> None:
    first = await rooms.upload(picture(), "coat.png")
    digest = first.asset.digest
    with rooms.asked() as door:
        assert (await door.upload_asset(upload(b"", digest=digest))).asset == first
    assert await rooms.store.claimed("studio", digest)
    with rooms.asked("agency") as door, pytest.raises(Invalid, match="upload it again"):
        await door.upload_asset(upload(b"", digest=digest))
    assert not await rooms.store.claimed("agency", digest)


async def test_another_tenants_asset_is_not_there_though_its_bytes_are(rooms: Rooms) -> None:
    digest = (await rooms.upload(picture())).asset.digest
    with rooms.asked("agency", Role.ADMIN) as door:
        for ask in (
            door.get_asset(api.GetAssetRequest(digest=digest)),
            door.link_asset(api.LinkAssetRequest(digest=digest)),
            door.get_lineage(api.GetLineageRequest(digest=digest)),
        ):
            with pytest.raises(NotFound):
                await ask
    assert (await rooms.upload(picture(), "mine.png", "agency")).name == "mine.png"


@pytest.mark.parametrize("digest", ["", "f" * 64, "../studio/lamp", "/", "studio"])
async def test_what_is_no_digest_here_is_not_found(rooms: Rooms, digest: str) -> None:
    with rooms.asked() as door, pytest.raises(NotFound):
        await door.get_asset(api.GetAssetRequest(digest=digest))


async def test_a_link_leads_to_the_bytes_and_says_how_long(rooms: Rooms) -> None:
    data = picture()
    digest = (await rooms.upload(data)).asset.digest
    with rooms.asked() as door:
        links = await door.link_asset(api.LinkAssetRequest(digest=digest))
    assert Path(links.url.removeprefix("file://")).read_bytes() == data
    assert Path(links.poster.removeprefix("file://")).read_bytes()[:3] == b"\xff\xd8\xff"
    assert 3500 < links.expires.seconds - rooms.clock.now().timestamp() < 3601


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "UNKNOWN_MEDIA"),
        (b"not a picture at all", "UNKNOWN_MEDIA"),
        (picture()[:200], "MEDIA_TOO_LARGE"),
        (b"RIFF\x24\0\0\0WAVEjunk", "BROKEN_MEDIA"),
        (b"\xff\xd8\xff\xe0 and no more", "MEDIA_TOO_LARGE"),
    ],
)
async def test_what_can_not_be_read_is_not_kept_and_told_by_its_name(rooms: Rooms, data: bytes, reason: str) -> None:
    with pytest.raises(Invalid, match=r"^chunk: coat\.png: ") as refused:
        await rooms.upload(data)
    assert refused.value.reason == reason
    with rooms.asked() as door, pytest.raises(NotFound):
        await door.get_asset(api.GetAssetRequest(digest=hashlib.sha256(data).hexdigest()))


async def test_a_wrong_digest_and_a_wrong_size_are_told(rooms: Rooms) -> None:
    data = picture()
    for told, field in (({"digest": "a" * 64}, "digest"), ({"size": 7}, "size"), ({"size": len(data) + 1}, "size")):
        with rooms.asked() as door, pytest.raises(Invalid, match=f"^metadata.{field}: "):
            await door.upload_asset(upload(data, **told))
    right = hashlib.sha256(data).hexdigest().upper()
    with rooms.asked() as door:
        kept = (await door.upload_asset(upload(data, size=len(data), digest=right))).asset
    assert kept.asset.digest == right.lower()


async def test_what_is_too_large_is_refused_before_it_has_come(tmp_path: Path, pool: Pool) -> None:
    rooms, came = Rooms(tmp_path, pool, most_bytes=3 * CHUNK), 0

    async def endless() -> AsyncIterator[api.UploadAssetRequest]:
        nonlocal came
        yield api.UploadAssetRequest(metadata=api.UploadMetadata(name="sea.wav"))
        while True:
            came += 1
            yield api.UploadAssetRequest(chunk=bytes(CHUNK))

    with rooms.asked() as door, pytest.raises(Invalid, match="more than 3,145,728 bytes"):
        await door.upload_asset(endless())
    assert came == 4
    with rooms.asked() as door, pytest.raises(Invalid, match="too much here"):
        await door.upload_asset(upload(b"", size=4 * CHUNK))
    assert not [file for file in tmp_path.rglob("*") if file.is_file()], "nothing is left behind"
    rooms.database.close()


async def test_an_upload_has_its_order(rooms: Rooms) -> None:
    metadata, chunk = api.UploadAssetRequest(metadata={"name": "a.png"}), api.UploadAssetRequest(chunk=b"x")
    large = api.UploadAssetRequest(chunk=bytes(CHUNK + 1))
    for requests, what in (
        ((), "^metadata: it must come first"),
        ((chunk,), "^metadata: it must come first"),
        ((metadata, chunk, metadata), "^metadata: came twice"),
        ((metadata, large), "^chunk: has 1,048,577 bytes"),
        ((api.UploadAssetRequest(metadata={"name": "a/b.png"}),), "^metadata.name: "),
        ((api.UploadAssetRequest(metadata={"name": "a.png", "size": -1}),), "^metadata.size: "),
    ):
        with rooms.asked() as door, pytest.raises(Invalid, match=what):
            await door.upload_asset(said(*requests))


async def test_twenty_megabytes_pass_through_without_being_held(rooms: Rooms) -> None:
    whole = sound(10 << 20)

    async def slowly() -> AsyncIterator[api.UploadAssetRequest]:
        async for request in upload(whole, name="sea.wav"):
            yield request

    tracemalloc.start()
    try:
        with rooms.asked() as door:
            kept = (await door.upload_asset(slowly())).asset.asset
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (kept.size, kept.digest) == (len(whole), hashlib.sha256(whole).hexdigest())
    assert most < 6 * CHUNK


async def test_lineage_leads_up_to_the_references_and_down_to_the_takes(rooms: Rooms, video: bytes) -> None:
    coat, hat = [(await rooms.upload(picture(seed), f"{seed}.png")).asset.digest for seed in (1, 2)]
    gone = "e" * 64
    take = await rooms.adopt(video, [coat, hat, gone])
    with rooms.asked() as door:
        up = await door.get_lineage(api.GetLineageRequest(digest=take))
        down = await door.get_lineage(api.GetLineageRequest(digest=coat))
    assert [each.name for each in up.parents] == ["1.png", "2.png"]
    assert list(up.asset.asset.lineage.parents) == [coat, hat, gone]
    assert [each.asset.digest for each in down.children] == [take]
    assert (list(down.parents), list(up.children)) == ([], [])


async def test_children_come_in_pages(rooms: Rooms, tmp_path: Path) -> None:
    coat = (await rooms.upload(picture())).asset.digest
    clips = [encode(tmp_path / f"{n}.mp4", pan(scenery(n), 4)).read_bytes() for n in range(3)]
    takes = sorted([await rooms.adopt(clip, [coat]) for clip in clips])
    await rooms.adopt(clips[0], [coat])
    seen: list[str] = []
    token = ""
    while not seen or token:
        with rooms.asked() as door:
            page = await door.get_lineage(api.GetLineageRequest(digest=coat, page_size=2, page_token=token))
        seen += [each.asset.digest for each in page.children]
        token = page.next_page_token
    assert seen == takes
