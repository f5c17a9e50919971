"""Death without warning, in the middle of a stream of saves and events."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.platform import kill_child
from tests.platform.kill_child import KEYS, Planned, Tally

from picturelock.platform.local import Database, LocalBus, LocalRecords, SystemClock
from picturelock.testing.heard import all_said
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled

COUNT, KILLS = 1500, 6


async def test_nothing_is_lost_and_nothing_doubled_when_a_process_is_killed_again_and_again(tmp_path: Path) -> None:
    file, chance = tmp_path / "picturelock.db", random.Random(1)
    killed = sum(_dies(file, after=chance.uniform(0.02, 0.25)) for _ in range(KILLS))
    assert killed >= 2, "the stream is too short to be killed in"
    assert _start(file).wait(60) == 0
    await _check(file)


async def _check(file: Path) -> None:
    database, clock = Database(file), SystemClock()
    bus = LocalBus(database, clock)
    planned = await LocalRecords(database, bus, clock, "registry").find(Planned, "film")
    assert planned is not None
    assert planned.count == COUNT
    expected = {f"t/p/{key}": tuple(range(key, COUNT, KEYS)) for key in range(KEYS)}
    for service in ("compiler", "gateway"):
        tallies = await LocalRecords(database, bus, clock, service).select(Tally)
        assert {key: tally.heard for key, tally in tallies} == expected
    said = await all_said(bus)
    assert Counter(event.type.rpartition(".")[2] for event in said) == {"ShotPlanned": COUNT, "PromptCompiled": COUNT}
    prompts = [PromptCompiled.FromString(e.data).revision for e in said if e.type.endswith("PromptCompiled")]
    assert sorted(prompts) == list(range(COUNT))
    assert list(await bus.parked()) == []
    assert database.rows("PRAGMA integrity_check") == [("ok",)]
    database.close()


def _dies(file: Path, after: float) -> bool:
    """Start the house, wait until it is at work, and kill it a little later; whether it was still at work."""
    child = _start(file)
    before = _planned(file)
    while _planned(file) == before and child.poll() is None:
        time.sleep(0.005)
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    return child.wait(10) == -signal.SIGKILL


def _planned(file: Path) -> int:
    if not file.exists():
        return 0
    database = Database(file)
    ((count,),) = database.rows("SELECT count(*) FROM events")
    database.close()
    return int(count)


def _start(file: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, str(kill_child.__file__), str(file), str(COUNT)])
