"""One writer at a time for a directory."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from picturelock.kernel.errors import Refused
from picturelock.platform.local import Lock

HOLDER = """
import sys, time
from pathlib import Path
from picturelock.platform.local import Lock
with Lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_is_free_again_when_it_was_closed(tmp_path: Path) -> None:
    for _ in range(2):
        with Lock(tmp_path / "new" / "lock"):
            assert (tmp_path / "new" / "lock").read_text() == str(os.getpid())


def test_a_second_run_is_told_who_is_at_work(tmp_path: Path) -> None:
    with _holder(tmp_path / "lock") as holder:
        with pytest.raises(Refused, match=rf"another run is at work here \(process {holder.pid}\)") as refused:
            Lock(tmp_path / "lock").__enter__()
        holder.kill()
    assert refused.value.reason == "BUSY"


def test_a_lock_does_not_outlive_a_killed_process(tmp_path: Path) -> None:
    with _holder(tmp_path / "lock") as holder:
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        with Lock(tmp_path / "lock"):
            pass


def test_a_refused_lock_leaves_the_holders_mark(tmp_path: Path) -> None:
    with Lock(tmp_path / "lock"):
        with pytest.raises(Refused):
            Lock(tmp_path / "lock").__enter__()
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Refused, match="cannot be written") as refused:
        Lock(tmp_path / "file" / "lock").__enter__()
    assert refused.value.reason == "NOT_WRITABLE"


def _holder(file: Path) -> "subprocess.Popen[str]":
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(file)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder
