"""Any command line as an engine: the contract of engines, and everything that a command may do wrong."""

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from picturelock.gateway.adapters.engines import engine_named
from picturelock.gateway.adapters.exec_engine import ExecEngine, exec_engine
from picturelock.gateway.ports import Engine
from picturelock.kernel.errors import Invalid, Refused, Transient
from picturelock.testing.engine import EngineContract
from picturelock.testing.samples import small_prompt

COUNTS = r"frame (\d+)"
DRAWS = """
import json, subprocess, sys
from imageio_ffmpeg import get_ffmpeg_exe
prompt = json.load(open(sys.argv[1]))
size, rate = f"{prompt['width']}x{prompt['height']}", prompt["rate"]
for done in (1, prompt["frames"]):
    print(f"frame {done}", flush=True)
subprocess.run([get_ffmpeg_exe(), "-loglevel", "error", "-f", "lavfi", "-i",
    f"testsrc=size={size}:rate={rate['numerator']}/{rate['denominator']}", "-frames:v", str(prompt["frames"]),
    "-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "1", "-pix_fmt", "yuv420p", sys.argv[2]], check=True)
"""


def described(folder: Path, script: str, **more: Any) -> str:
    """The file that describes an engine which runs this Python."""
    program, file = folder / "program.py", folder / "engine.yaml"
    program.write_text(script)
    command = [sys.executable, str(program), "{prompt_file}", "{output}"]
    with file.open("w") as sink:
        YAML(typ="safe").dump({"name": "exec/farm", "command": command, **more}, sink)
    return str(file)


async def make(file: str, workspace: Path) -> list[int]:
    told: list[int] = []
    workspace.mkdir(exist_ok=True)
    await exec_engine(file).make(small_prompt("exec/farm"), workspace, told.append)
    return told


class TestExecEngine(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Engine:
        engine, _ = engine_named(f"exec:{described(tmp_path, DRAWS, progress=COUNTS)}", 1)
        assert isinstance(engine, ExecEngine)
        return engine


async def test_what_it_prints_is_its_progress(tmp_path: Path) -> None:
    assert await make(described(tmp_path, DRAWS, progress=COUNTS), tmp_path / "w") == [1, 12]


@pytest.mark.parametrize(
    ("script", "error", "said"),
    [
        ("import sys; print('out of memory'); sys.exit(75)", Transient, "tried again.*out of memory"),
        ("import sys; print('no such model'); sys.exit(2)", Refused, "exit code 2: no such model"),
        ("print('all done')", Refused, "left no film.*all done"),
        ("import sys; open(sys.argv[2], 'w')", Refused, "left no film"),
        ("print('x' * 300_000)", Refused, "left no film"),
        ("import sys; sys.stdout.buffer.write(bytes(range(256)))", Refused, "left no film"),
    ],
)
async def test_what_a_command_does_wrong_is_told_with_its_last_words(
    tmp_path: Path, script: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        await make(described(tmp_path, script), tmp_path / "w")


async def test_a_command_that_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        f"open({str(tmp_path / 'child')!r}, 'w').write(str(child.pid)); print('begun', flush=True); time.sleep(60)"
    )
    with pytest.raises(Transient, match=r"not done after 3 s: begun"):
        await make(described(tmp_path, script, timeout=3), tmp_path / "w")
    assert not _is_running(int((tmp_path / "child").read_text()))


async def test_cancelling_ends_the_command(tmp_path: Path) -> None:
    script = f"import os, time; open({str(tmp_path / 'child')!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    making = asyncio.ensure_future(make(described(tmp_path, script), tmp_path / "w"))
    while not (tmp_path / "child").exists() or not (tmp_path / "child").read_text():  # noqa: ASYNC110 it is a file
        await asyncio.sleep(0.05)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    assert not _is_running(int((tmp_path / "child").read_text()))


def test_run_otherwise_it_is_another_engine(tmp_path: Path) -> None:
    one = exec_engine(described(tmp_path, DRAWS)).version
    assert exec_engine(described(tmp_path, DRAWS)).version == one
    assert exec_engine(described(tmp_path, DRAWS, env={"MODEL": "2"})).version != one


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("command: []", "command"),
        ("command: [render]", "says nowhere where the film goes"),
        ("command: [render, '{output}', '{speed}']", "can't be filled in.*use {prompt_file}"),
        ("command: [render, '{output}']\nprogress: 'frame ('", "no regular expression"),
        ("command: [render, '{output}']\nprogress: 'frame'", "has no group"),
        ("command: [render, '{output}']\nshell: true", "shell"),
        ("command: [", "can't be read"),
        ("just words", "engine.yaml"),
    ],
)
def test_a_description_that_is_wrong_is_told_where(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "engine.yaml"
    file.write_text(text)
    with pytest.raises(Invalid, match=said):
        exec_engine(str(file))


async def test_a_program_that_is_not_there_is_said(tmp_path: Path) -> None:
    file = tmp_path / "engine.yaml"
    file.write_text("command: [no-such-renderer, '{output}']")
    with pytest.raises(Refused, match="no-such-renderer can't be run"):
        await make(str(file), tmp_path / "w")


def _is_running(pid: int) -> bool:
    """A moment later; one that nobody has waited for yet has ended all the same."""
    time.sleep(0.2)
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
