"""The engines that come with the house."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picturelock.gateway.adapters.previz import PrevizEngine
from picturelock.gateway.ports import Engine
from picturelock.kernel.nouns import MediaFacts
from picturelock.media.pool import Pool
from picturelock.media.previz.faults import Faults
from picturelock.testing.engine import EngineContract
from picturelock.testing.instant import InstantEngine, facts_of


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    children = Pool(2)
    yield children
    children.close()


class TestPreviz(EngineContract):
    @pytest.fixture
    def engine(self, pool: Pool) -> Engine:
        return PrevizEngine(pool, Faults())


class TestInstant(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return InstantEngine()

    def facts(self, video: Path) -> MediaFacts:
        return facts_of(video)
