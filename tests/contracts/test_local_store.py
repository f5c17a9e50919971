"""The embedded store."""

from pathlib import Path

import pytest

from picturelock.platform.local import LocalStore
from picturelock.testing.store import Damage, StoreContract


class TestLocalStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> LocalStore:
        return LocalStore(tmp_path / "store")

    @pytest.fixture
    def damage(self, tmp_path: Path) -> Damage:
        async def flip(digest: str) -> None:
            (file,) = (tmp_path / "store").rglob(digest)
            data = bytearray(file.read_bytes())
            data[len(data) // 2] ^= 1
            file.chmod(0o644)
            file.write_bytes(data)

        return flip
