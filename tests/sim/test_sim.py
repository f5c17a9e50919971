"""The whole house in storms: what must hold in every world, and that it would be noticed if it did not."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest
from google.protobuf.message import Message
from tests.sim.luck import KIND, Odds
from tests.sim.records import Place, R, SimRecords
from tests.sim.simulate import End, simulate
from tests.sim.worlds import Batches, on_all_cores

from picturelock.kernel.bus import Envelope
from picturelock.kernel.records import Record


@pytest.fixture(scope="module")
def batches(request: pytest.FixtureRequest) -> Iterator[Batches[End]]:
    with on_all_cores(request, "seeds", simulate) as batches:
        yield batches


def test_in_every_world_the_film_comes_right(seeds: range, batches: Batches[End]) -> None:
    ends = batches[seeds].result()
    bad = [end for end in ends if end.problems]
    assert not bad, "\n".join(_told(end) for end in bad)


def test_a_kind_world_makes_every_take_once_and_soon() -> None:
    for seed in range(5):
        end = simulate(seed, KIND)
        assert (end.problems, end.struck) == ([], {})
        assert end.shots <= end.takes <= end.shots * 4


def test_a_seed_is_the_same_world_wherever_it_is_simulated() -> None:
    end = simulate(7)
    said = subprocess.run(
        [sys.executable, "-m", "tests.sim.simulate", "7"],
        env=os.environ | {"PYTHONHASHSEED": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert end.history in said.stdout
    assert simulate(8).history != end.history


def test_every_misfortune_does_happen() -> None:
    often = Odds(engine_refuses=0.2, engine_slow=0.2)
    struck = {misfortune for seed in range(12) for misfortune, count in simulate(seed, often).struck.items() if count}
    assert struck == set(Odds.__slots__)


class ClearsBeforeItPublishes(SimRecords):
    """What is cleared and was not published is lost, when its process dies in between."""

    async def _publish(self, place: Place, outbox: Sequence[Envelope]) -> None:
        self._shelf.clear(place, outbox)
        self._process.point()
        await self._bus.publish(outbox)


class TramplesOnOthers(SimRecords):
    """The last to write wins, whatever was saved meanwhile."""

    def _write(self, place: Place, version: int, saved: Record, says: Sequence[Envelope]) -> None:  # noqa: ARG002
        found = self._shelf.documents.get(place)
        now = found.record.version if found else 0
        self._shelf.swap(place, now, saved.but(version=now + 1), says)


class Forgets(SimRecords):
    """A cause that comes again is applied again."""

    async def save(self, key: str, record: R, *emits: Message) -> R:
        return await super().save(key, record.but(applied=()), *emits)


CROWDED = Odds(crash=0.0, freeze=0.0, outage=0.0, second_copy=1.0, repeated=0.3)
ECHOING = Odds(crash=0.02, lost=0.4, repeated=0.5, engine_refuses=0.2)


@pytest.mark.parametrize(
    ("bug", "odds"), [(ClearsBeforeItPublishes, Odds()), (TramplesOnOthers, CROWDED), (Forgets, ECHOING)]
)
def test_a_bug_in_keeping_records_is_noticed(bug: type[SimRecords], odds: Odds) -> None:
    ends = (simulate(seed, odds, records=bug) for seed in range(60))
    assert any(end.problems for end in ends)


def _told(end: End) -> str:
    lines = "\n  ".join(end.problems)
    return f"seed {end.seed}:\n  {lines}\n  see it again: .venv/bin/python -m tests.sim.simulate {end.seed}"
