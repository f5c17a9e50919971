"""Death at any moment: the next run goes on where the last one was, and nothing finished is shot twice."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.flow.flow_studio import LONGEST, Studio, environment, in_cut

Moment = Callable[[Studio], bool]


def _said(studio: Studio, topic: str) -> int:
    """How often it was said so far; 0 while there is nothing to read."""
    database = studio.out / ".picturelock" / "picturelock.db"
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
            ((count,),) = opened.execute("SELECT count(*) FROM events WHERE topic = ?", (topic,)).fetchall()
    except sqlite3.OperationalError:
        return 0
    return int(count)


def _after(topic: str, times: int) -> Moment:
    return lambda studio: _said(studio, topic) >= times


def _finishing(studio: Studio) -> bool:
    return any((studio.out / ".picturelock" / "scratch").glob("finishing/*"))


MOMENTS: dict[str, Moment] = {
    "planned": _after("registry.shot_planned.v1", 3),
    "generating": _after("gateway.take_generated.v1", 2),
    "checking": _after("continuity.take_passed.v1", 3),
    "finishing": _finishing,
}


LISTENING = """
import signal
from picturelock.cli.app import main

signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""
"""The command line as a terminal starts it: whoever runs tests may have told its children to ignore interrupts."""


def _killed(studio: Studio, moment: Moment, how: signal.Signals = signal.SIGKILL) -> "subprocess.Popen[str]":
    child = subprocess.Popen(
        [sys.executable, "-c", LISTENING, "make", *map(str, studio.ordered())], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, cwd=studio.folder, env=environment(),
    )  # fmt: skip
    ends = time.monotonic() + LONGEST
    while not moment(studio) and child.poll() is None and time.monotonic() < ends:
        time.sleep(0.01)
    child.send_signal(how)
    return child


def _empty(made: Studio, folder: Path) -> Studio:
    studio = Studio(folder)
    for name in (made.script.name, made.bible.name):
        (folder / name).write_bytes((made.folder / name).read_bytes())
    return studio


async def test_killed_again_and_again_it_goes_on_and_shoots_nothing_twice(
    made: Studio, first: dict[str, Any], tmp_path: Path
) -> None:
    studio, died = _empty(made, tmp_path), []
    for name, moment in MOMENTS.items():
        with _killed(studio, moment) as child:
            died.append((name, child.wait(LONGEST)))
    assert died == [(name, -signal.SIGKILL) for name in MOMENTS]
    finished = studio.make()
    assert set((await studio.shot_for_real()).values()) == {1}
    assert in_cut(finished) == in_cut(first)
    assert finished["cut"]["digest"] == first["cut"]["digest"]
    film = "film.mp4"
    assert (studio.out / film).read_bytes() == (made.out / film).read_bytes()
    assert finished["parked"] == []


def test_interrupted_it_says_how_to_go_on_and_leaves_no_children(
    made: Studio, first: dict[str, Any], tmp_path: Path
) -> None:
    studio = _empty(made, tmp_path)
    with _killed(studio, MOMENTS["generating"], signal.SIGINT) as child:
        _, said = child.communicate(timeout=LONGEST)
    assert child.returncode == 130
    assert "Traceback" not in said
    assert said.splitlines()[-1] == "interrupted; run the same command again to go on where it was"
    assert _children_end(child.pid)
    assert in_cut(studio.make()) == in_cut(first)


def _children_end(group: int) -> bool:
    """Whether all that the run had started is gone, soon."""
    for _ in range(200):
        told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(group)], check=False, capture_output=True, text=True)
        if not told.stdout.strip():
            return True
        time.sleep(0.05)
    return False
