"""The store on a real S3 server."""

import asyncio
import hashlib
import io
import resource
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from tests.live.live_engines import fresh, stopped, where

from picturelock.kernel.errors import NotFound, Refused, Transient
from picturelock.platform.names import content_name
from picturelock.platform.s3 import Place, S3Store
from picturelock.testing.store import Damage, StoreContract, chunks, read, stored

WRONG = "not the key"


def place(bucket: str, **changes: object) -> Place:
    at = urlparse(where("s3"))
    given: dict[str, object] = {
        "endpoint": at.netloc.rpartition("@")[2],
        "bucket": bucket,
        "access_key": at.username,
        "secret_key": at.password,
        "secure": at.scheme == "https",
    }
    return Place(**(given | changes))  # type: ignore[arg-type]


@pytest.fixture
def bucket() -> Iterator[str]:
    name = fresh()
    client = place(name).client(1)
    yield name
    if client.bucket_exists(name):
        for each in client.list_objects(name, recursive=True):
            client.remove_object(name, each.object_name or "")
        client.remove_bucket(name)


@pytest.fixture
async def store(bucket: str, tmp_path: Path) -> AsyncIterator[S3Store]:
    store = S3Store(place(bucket), tmp_path / "scratch")
    await store.prepare()
    yield store
    store.close()


class TestS3Store(StoreContract):
    @pytest.fixture
    def store(self, store: S3Store) -> S3Store:
        return store

    @pytest.fixture
    def damage(self, bucket: str) -> Damage:
        async def flip(digest: str) -> None:
            client = place(bucket).client(1)
            data = bytearray(client.get_object(bucket, content_name(digest)).data)
            data[len(data) // 2] ^= 1
            client.put_object(bucket, content_name(digest), io.BytesIO(data), len(data))

        return flip


def fetched(address: str, **given: object) -> bytes:
    request = urllib.request.Request(address, **given)  # type: ignore[arg-type]  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        body: bytes = answer.read()
        return body


async def test_a_link_is_good_without_a_key_and_for_these_bytes_only(store: S3Store) -> None:
    kept = await store.put(b"for whom it is shown to")
    other = await store.put(b"not for them")
    address = await store.link(kept.digest)
    assert await asyncio.to_thread(fetched, address) == b"for whom it is shown to"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        await asyncio.to_thread(fetched, address.replace(kept.digest, other.digest))
    with pytest.raises(urllib.error.HTTPError, match="403"):
        await asyncio.to_thread(fetched, address.partition("?")[0])


async def test_a_worker_delivers_through_a_link_and_is_not_believed(store: S3Store) -> None:
    address = await store.delivery_link("t/p/sc010_sh0010/1")
    await asyncio.to_thread(fetched, address, data=b"a take", method="PUT")
    with pytest.raises(Refused, match="make the take again"):
        await store.adopt("t/p/sc010_sh0010/1", stored(b"another take").digest)
    assert await store.adopt("t/p/sc010_sh0010/1", stored(b"a take").digest) == stored(b"a take")
    assert await read(store, stored(b"a take").digest) == b"a take"


async def test_a_link_is_written_for_where_others_see_the_store(tmp_path: Path, bucket: str, store: S3Store) -> None:
    kept = await store.put(b"x")
    elsewhere = S3Store(place(bucket, public_endpoint="store.example:9000"), tmp_path)
    assert urlparse(await elsewhere.link(kept.digest)).netloc == "store.example:9000"
    assert urlparse(await elsewhere.delivery_link("k")).netloc == "store.example:9000"
    inside = S3Store(place(bucket, public_endpoint="a:1", delivery_endpoint="b:2"), tmp_path)
    assert urlparse(await inside.delivery_link("k")).netloc == "b:2"
    for each in (elsewhere, inside):
        each.close()


async def test_nothing_is_left_aside_and_a_broken_upload_leaves_no_parts(store: S3Store, bucket: str) -> None:
    async def broken() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * (1 << 20)
        raise EOFError

    await store.put(chunks(b"y" * (20 << 20), size=1 << 20))
    with pytest.raises(EOFError):
        await store.put(broken())
    client = place(bucket).client(1)
    assert list(client.list_objects(bucket, prefix="partial/", recursive=True)) == []
    assert client._list_multipart_uploads(bucket).uploads == []


async def test_a_big_file_is_never_whole_in_memory(store: S3Store) -> None:
    size, seen = 400 << 20, hashlib.sha256()

    async def stream() -> AsyncIterator[bytes]:
        for n in range(size >> 20):
            chunk = n.to_bytes(4, "big") * (1 << 18)
            seen.update(chunk)
            yield chunk

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    await store.stage("big", stream())
    kept = await store.adopt("big", seen.hexdigest())
    assert kept.size == size
    async with store.fetch(kept.digest) as file:
        assert file.stat().st_size == size
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 150 << 10


async def test_lent_files_are_taken_back(store: S3Store) -> None:
    kept = await store.put(b"lent")
    async with store.fetch(kept.digest) as file:
        pass
    assert not file.exists()
    assert list(file.parent.iterdir()) == []


async def test_no_bucket_and_wrong_keys_are_said_plainly(bucket: str, tmp_path: Path) -> None:
    absent = S3Store(place(fresh()), tmp_path)
    with pytest.raises(Refused, match="make it first"):
        await absent.check()
    with pytest.raises(Refused, match="NoSuchBucket"):
        await absent.put(b"x")
    locked_out = S3Store(place(bucket, secret_key=WRONG), tmp_path)
    with pytest.raises(Refused, match="SignatureDoesNotMatch"):
        await locked_out.put(b"x")
    for store in (absent, locked_out):
        store.close()


async def test_a_store_that_is_not_there_is_a_passing_trouble(tmp_path: Path) -> None:
    away = S3Store(place(fresh(), endpoint="127.0.0.1:9", patience=1.0), tmp_path)
    for act in (away.check(), away.put(b"x"), away.has("a" * 64), away.adopt("k", "a" * 64)):
        with pytest.raises(Transient) as caught:
            await act
        assert caught.value.reason == "UNAVAILABLE"
    away.close()


async def test_a_store_that_stands_still_for_a_while_loses_nothing(store: S3Store, bucket: str, tmp_path: Path) -> None:
    impatient = S3Store(place(bucket, patience=1.0), tmp_path)
    before = await store.put(b"before")
    with stopped("s3"):
        waiting = asyncio.create_task(store.put(b"meanwhile"))
        with pytest.raises(Transient):
            await impatient.has(before.digest)
        await asyncio.sleep(3)
        assert not waiting.done()
    assert await waiting == stored(b"meanwhile")
    assert await read(store, before.digest) == b"before"
    assert await impatient.has(stored(b"meanwhile").digest)
    impatient.close()


async def test_unknown_bytes_have_no_link(store: S3Store) -> None:
    with pytest.raises(NotFound):
        await store.link("0" * 64)
