"""A twin that errs in nothing, for whoever asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picturelock.twin.running import Twin, twin_in_thread


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[Twin]:
    with twin_in_thread(tmp_path) as running:
        yield running
