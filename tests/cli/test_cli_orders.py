"""Orders that cannot be carried out, places that cannot be written, and what helps."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.cli_run import picturelock

from picturelock.platform.local import Lock

SMALL = "film: {width: 160, height: 90}\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "sora"), "--engine sora: there is no such engine here; use previz"),
        (("--faults", "rain=1"), "faults: 'rain=1' is none; write kind=chance with a kind of wardrobe, black, freeze"),
        (("--faults", "black=lots"), "faults: black=lots is no chance; write a number from 0 to 1"),
        (("--faults", "black=1.5"), "faults: black=1.5 is no chance; write a number from 0 to 1"),
    ],
)  # fmt: skip
def test_an_order_that_makes_no_sense_is_refused(
    script: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    ran = picturelock("make", script, "--out", tmp_path / "out", *options)
    assert ran.code == 2
    assert ran.complaint == said
    assert not (tmp_path / "out" / "film.mp4").exists()


def test_an_output_below_a_file_cannot_be_written(script: Path) -> None:
    ran = picturelock("make", script, "--out", script / "out")
    assert ran.code == 2
    assert ran.complaint == f"{script}/out/.picturelock: cannot be written (Not a directory); choose another --out"


def test_an_output_in_proc_cannot_be_written(script: Path) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("there is no /proc here to try to write to")
    ran = picturelock("make", script, "--out", "/proc/out")
    assert ran.code == 2
    assert ran.complaint.startswith("/proc/out/.picturelock: cannot be written (")


def test_another_run_at_work_is_named(script: Path, tmp_path: Path) -> None:
    with Lock(tmp_path / "out" / ".picturelock" / "lock"):
        ran = picturelock("make", script, "--out", tmp_path / "out")
    assert ran.code == 2
    assert "another run is at work here (process " in ran.complaint
    assert ran.complaint.endswith("; wait for it, end it, or choose another --out")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", place], check=False, capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a full disk needs a file system to fill, and mounting one failed: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_is_one_line_and_the_run_goes_on_once_there_is_room(script: Path, small_disk: Path) -> None:
    bible = script.with_suffix(".yaml")
    bible.write_text(SMALL)
    order = ("make", script, "--bible", bible, "--out", small_disk / "out", "--json")
    ran = picturelock(*order)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    (line,) = [line for line in ran.err.splitlines() if not line.startswith("warning: ")]
    assert line.startswith("error: ")
    assert "full" in line
    assert line.endswith("; free some space and run again")
    assert json.loads(ran.out)["error"]["reason"] == "DISK"
    subprocess.run(["mount", "-o", "remount,size=100m", small_disk], check=True)
    went_on = picturelock(*order)
    assert went_on.code == 0, went_on.err
    assert json.loads(went_on.out)["held"] == {}
    assert (small_disk / "out" / "film.mp4").exists()


@pytest.mark.parametrize(
    "words", [("explain", "sc010_sh0010"), ("parked", "list"), ("parked", "show", "abc"), ("parked", "redrive", "all")]
)
def test_where_nothing_was_made_there_is_nothing_to_ask(tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = picturelock(*words, "--out", tmp_path / "nowhere")
    assert ran.code == 2
    assert ran.complaint == (
        f"{tmp_path}/nowhere: nothing was made here; name the folder given to `picturelock make --out`"
    )
    assert not (tmp_path / "nowhere").exists()


def test_a_complaint_in_json_is_one_document(tmp_path: Path) -> None:
    ran = picturelock("make", tmp_path / "none.fountain", "--json")
    assert ran.code == 2
    assert json.loads(ran.out) == {
        "error": {
            "reason": "INVALID",
            "problems": [f"{tmp_path}/none.fountain: there is no such file; check the path of the script"],
        }
    }


def test_a_database_of_something_else_is_not_touched(script: Path, tmp_path: Path) -> None:
    database = tmp_path / "out" / ".picturelock" / "picturelock.db"
    database.parent.mkdir(parents=True)
    database.write_bytes(b"something else entirely, and longer than a page" * 200)
    before = database.read_bytes()
    ran = picturelock("make", script, "--out", tmp_path / "out")
    assert ran.code == 2
    assert "not a picturelock database" in ran.complaint
    assert database.read_bytes() == before


@pytest.mark.parametrize("command", ["make", "plan", "explain", "line", "parked"])
def test_every_command_explains_itself(command: str) -> None:
    ran = picturelock(command, "--help")
    assert ran.code == 0
    assert f"Usage: picturelock {command}" in ran.out


def test_it_tells_its_name_and_version() -> None:
    ran = picturelock("--version")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("picturelock 0.")


def test_without_words_it_says_what_there_is() -> None:
    ran = picturelock()
    for command in ("make", "plan", "explain", "line", "parked"):
        assert command in ran.out + ran.err


@pytest.mark.parametrize("words", [("nosuch",), ("make",), ("make", "a.fountain", "--colour")])
def test_what_is_not_understood_is_told_without_a_traceback(words: tuple[str, ...]) -> None:
    ran = picturelock(*words)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "Error" in ran.err
