"""What every `Store` promises."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import urlparse

import pytest

from picturelock.kernel.errors import NotFound, Refused
from picturelock.kernel.store import Store, Stored

BIG = 9 * (1 << 20) + 17
"""Several of any buffer, and no multiple of one."""


class Damage(Protocol):
    async def __call__(self, digest: str) -> None:
        """Change one stored byte behind the store's back."""


class StoreContract:
    """Override `store` and `damage`."""

    @pytest.fixture
    def store(self) -> Store:
        raise NotImplementedError("override the fixture `store`")

    @pytest.fixture
    def damage(self) -> Damage:
        raise NotImplementedError("override the fixture `damage`")

    @pytest.mark.parametrize("data", [b"", b"x", b"take" * 1000], ids=["empty", "one", "some"])
    async def test_bytes_are_named_by_their_digest(self, store: Store, data: bytes) -> None:
        assert await store.put(chunks(data)) == stored(data)
        assert await store.has(stored(data).digest)
        assert await read(store, stored(data).digest) == data

    async def test_bytes_are_those_of_who_brought_them(self, store: Store) -> None:
        digest = (await store.put(b"a picture")).digest
        assert not await store.claimed("studio", digest)
        await store.claim("studio", digest)
        await store.claim("studio", digest)
        assert await store.claimed("studio", digest)
        assert not await store.claimed("agency", digest)
        assert not await store.claimed("studio", stored(b"another").digest)
        assert not await store.claimed("studio", "no digest")

    async def test_a_big_stream_comes_back_whole(self, store: Store) -> None:
        data = _pattern(BIG)
        kept = await store.put(chunks(data, size=65_537))
        assert kept == stored(data)
        assert await read(store, kept.digest) == data

    async def test_a_file_may_be_put(self, store: Store, tmp_path: Path) -> None:
        file = tmp_path / "take.mp4"
        file.write_bytes(b"a take")
        assert await store.put(file) == stored(b"a take")
        assert await read(store, stored(b"a take").digest) == b"a take"

    async def test_bytes_at_hand_may_be_put_and_staged_as_they_are(self, store: Store) -> None:
        assert await store.put(b"a poster") == stored(b"a poster")
        assert await read(store, stored(b"a poster").digest) == b"a poster"
        assert await store.stage("key", b"") == stored(b"")
        assert await store.adopt("key", stored(b"").digest) == stored(b"")

    async def test_putting_twice_keeps_one(self, store: Store) -> None:
        assert await store.put(chunks(b"same")) == await store.put(chunks(b"same"))
        assert await read(store, stored(b"same").digest) == b"same"

    async def test_two_writers_of_the_same_bytes_do_not_disturb_each_other(self, store: Store) -> None:
        data = _pattern(300_000)
        kept = await asyncio.gather(*(store.put(chunks(data, size=1000 + n, slowly=True)) for n in range(4)))
        assert set(kept) == {stored(data)}
        assert await read(store, kept[0].digest) == data

    async def test_what_was_broken_off_is_not_there(self, store: Store) -> None:
        async def broken() -> AsyncIterator[bytes]:
            yield b"half a "
            raise EOFError

        with pytest.raises(EOFError):
            await store.put(broken())
        assert not await store.has(stored(b"half a ").digest)

    async def test_unknown_bytes_are_not_found(self, store: Store) -> None:
        nowhere = stored(b"never put").digest
        assert not await store.has(nowhere)
        with pytest.raises(NotFound):
            await read(store, nowhere)
        with pytest.raises(NotFound):
            async with store.fetch(nowhere):
                pass
        with pytest.raises(NotFound):
            await store.link(nowhere)

    @pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "0" * 63, "G" * 64, "a" * 65])
    async def test_what_is_no_digest_names_nothing(self, store: Store, name: str) -> None:
        await store.put(chunks(b"something else"))
        assert not await store.has(name)
        with pytest.raises(Refused):
            await read(store, name)
        with pytest.raises(Refused):
            await store.adopt("nothing", name)

    @pytest.mark.parametrize(
        ("start", "length"), [(0, 10), (5, 10), (990, None), (995, 100), (1000, None), (2000, 5), (0, 0), (3, None)]
    )
    async def test_a_range_is_that_part_of_the_bytes(self, store: Store, start: int, length: int | None) -> None:
        data = _pattern(1000)
        kept = await store.put(chunks(data))
        end = None if length is None else start + length
        assert await read(store, kept.digest, start=start, length=length) == data[start:end]

    async def test_staged_bytes_are_stored_only_when_adopted(self, store: Store) -> None:
        data = b"a delivered take"
        assert await store.stage("t/p/sc010_sh0010/1", chunks(data)) == stored(data)
        assert not await store.has(stored(data).digest)
        assert await store.adopt("t/p/sc010_sh0010/1", stored(data).digest) == stored(data)
        assert await read(store, stored(data).digest) == data

    async def test_adopting_again_finds_them_adopted(self, store: Store) -> None:
        data = b"a delivered take"
        await store.stage("key", chunks(data))
        first = await store.adopt("key", stored(data).digest)
        assert await store.adopt("key", stored(data).digest) == first

    @pytest.mark.parametrize("size", [1000, 300_000])
    async def test_many_may_adopt_the_same_bytes_at_once(self, store: Store, size: int) -> None:
        for n in range(8):
            data = _pattern(size + n)
            await store.stage(f"key/{n}", chunks(data))
            adopted = await asyncio.gather(*(store.adopt(f"key/{n}", stored(data).digest) for _ in range(4)))
            assert set(adopted) == {stored(data)}

    async def test_bytes_that_another_key_brought_are_adopted_from_either(self, store: Store) -> None:
        data = b"the same take twice"
        for key in ("key/1", "key/2"):
            await store.stage(key, chunks(data))
        for key in ("key/1", "key/2", "key/1"):
            assert await store.adopt(key, stored(data).digest) == stored(data)

    async def test_staging_again_replaces_what_was_staged(self, store: Store) -> None:
        await store.stage("key", chunks(b"half a take"))
        await store.stage("key", chunks(b"the whole take"))
        assert await store.adopt("key", stored(b"the whole take").digest) == stored(b"the whole take")
        assert not await store.has(stored(b"half a take").digest)

    async def test_what_is_staged_can_be_looked_at_and_stays(self, store: Store) -> None:
        assert await store.staged("key/1") is None
        await store.stage("key/1", chunks(b"a delivered take"))
        assert await store.staged("key/1") == stored(b"a delivered take")
        assert await store.staged("key/1") == stored(b"a delivered take")
        await store.adopt("key/1", stored(b"a delivered take").digest)
        assert await store.staged("key/1") is None

    async def test_staged_bytes_of_another_digest_are_refused(self, store: Store) -> None:
        await store.stage("key", chunks(b"not what was promised"))
        with pytest.raises(Refused):
            await store.adopt("key", stored(b"what was promised").digest)
        assert not await store.has(stored(b"what was promised").digest)

    async def test_nothing_staged_is_not_found(self, store: Store) -> None:
        with pytest.raises(NotFound):
            await store.adopt("never/staged", stored(b"x").digest)

    @pytest.mark.parametrize("key", ["../outside", "/etc/x", "a/../../b", "with space/Ω/🎬", "a//b", "..", "x/" * 400])
    async def test_any_key_may_be_staged_under(self, store: Store, key: str) -> None:
        data = key.encode()
        await store.stage(key, chunks(data))
        assert await store.adopt(key, stored(data).digest) == stored(data)

    async def test_keys_that_look_alike_are_kept_apart(self, store: Store) -> None:
        for key in ("a/b", "a_b", "a%2Fb", "A/b"):
            await store.stage(key, chunks(key.encode()))
        for key in ("a/b", "a_b", "a%2Fb", "A/b"):
            assert await store.adopt(key, stored(key.encode()).digest) == stored(key.encode())

    async def test_a_staged_file_may_be_moved(self, store: Store, tmp_path: Path) -> None:
        file = tmp_path / "take.mp4"
        file.write_bytes(b"a take")
        assert await store.stage("key", file) == stored(b"a take")
        assert await store.adopt("key", stored(b"a take").digest) == stored(b"a take")

    async def test_changed_bytes_are_noticed_when_they_are_read(self, store: Store, damage: Damage) -> None:
        kept = await store.put(chunks(_pattern(100_000)))
        await damage(kept.digest)
        with pytest.raises(Refused, match=kept.digest):
            await read(store, kept.digest)
        with pytest.raises(Refused, match=kept.digest):
            async with store.fetch(kept.digest):
                pass

    async def test_changed_bytes_are_mended_by_putting_them_again(self, store: Store, damage: Damage) -> None:
        data = _pattern(1000)
        kept = await store.put(chunks(data))
        await damage(kept.digest)
        await store.put(chunks(data))
        assert await read(store, kept.digest) == data

    async def test_fetched_bytes_are_a_file(self, store: Store) -> None:
        kept = await store.put(chunks(b"for a tool that must seek"))
        async with store.fetch(kept.digest) as file:
            assert file.read_bytes() == b"for a tool that must seek"
            assert file.stat().st_mode & 0o222 == 0

    async def test_a_link_is_an_absolute_address(self, store: Store) -> None:
        kept = await store.put(chunks(b"x"))
        assert urlparse(await store.link(kept.digest)).scheme in {"file", "http", "https"}


async def chunks(data: bytes, size: int = 1 << 16, *, slowly: bool = False) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
        if slowly:
            await asyncio.sleep(0)


async def read(store: Store, digest: str, *, start: int = 0, length: int | None = None) -> bytes:
    parts: Sequence[bytes] = [part async for part in store.open(digest, start=start, length=length)]
    return b"".join(parts)


def stored(data: bytes) -> Stored:
    return Stored(hashlib.sha256(data).hexdigest(), len(data))


def _pattern(size: int) -> bytes:
    return (bytes(range(251)) * (size // 251 + 1))[:size]
