r"""Any command line as an engine: it is given a prompt and where to put the film, and is run without a shell.

A site describes it in a file (YAML):

    name: exec/farm
    command: [python, render.py, --prompt, "{prompt_file}", --out, "{output}"]
    again: [75]                   # exit codes that are worth another try; 75 is EX_TEMPFAIL of sysexits.h
    progress: 'frame (\d+)'        # read in what it says; the first group is the number of frames made
"""

import asyncio
import contextlib
import hashlib
import os
import re
import signal
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from picturelock.gateway.adapters.site_engine import Rendered, described
from picturelock.gateway.ports import REFERENCES, Progress, first_frame_in
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Prompt

LAST_LINES = 6
"""Of what it said, told when it fails."""
GRACE_SECONDS = 5.0
"""Between asking a command to end and ending it."""
FIELDS = (
    "prompt_file", "prompt", "negative", "width", "height", "frames", "fps", "seconds", "seed", "output", "workspace",
    "references", "first_frame",
)  # fmt: skip


class Command(BaseModel):
    """How a site runs its engine. `timeout` is in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "exec/farm"
    version: str = "1"
    command: tuple[str, ...] = Field(min_length=1)
    env: dict[str, str] = Field(default_factory=dict)
    timeout: float = Field(default=3600.0, gt=0)
    again: tuple[int, ...] = (75,)
    progress: str = ""

    @field_validator("command")
    @classmethod
    def _fills_in(cls, command: tuple[str, ...]) -> tuple[str, ...]:
        blank = dict.fromkeys(FIELDS, "")
        for word in command:
            try:
                word.format_map(blank)
            except (KeyError, ValueError, IndexError) as error:
                known = ", ".join(f"{{{name}}}" for name in FIELDS)
                raise ValueError(f"{word!r} can't be filled in ({error}); use {known}, and {{{{ for a brace") from error
        if not any("{output}" in word for word in command):
            raise ValueError("says nowhere where the film goes; name {output}")
        return command

    @field_validator("progress")
    @classmethod
    def _matches(cls, progress: str) -> str:
        try:
            groups = re.compile(progress).groups
        except re.error as error:
            raise ValueError(f"is no regular expression ({error})") from error
        if progress and not groups:
            raise ValueError("has no group; put the number of frames into one, as in 'frame (\\d+)'")
        return progress


class ExecEngine:
    """Its version is the site's own and a digest of how it is run: run otherwise, it is another engine."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self.name = command.name
        self.version = f"{command.version}+{hashlib.sha256(command.model_dump_json().encode()).hexdigest()[:8]}"

    async def make(self, prompt: Prompt, workspace: Path, progress: Progress) -> Rendered:
        output = workspace / "take.mp4"
        words = [word.format_map(self._filled(prompt, workspace, output)) for word in self._command.command]
        try:
            process = await asyncio.create_subprocess_exec(
                *words, cwd=workspace, env={**os.environ, **self._command.env}, start_new_session=True,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
            )  # fmt: skip
        except OSError as error:
            raise Refused(f"{self.name}: {words[0]} can't be run ({error.strerror}); check `command`") from error
        said = await self._run(process, progress)
        self._judge(process.returncode or 0, said, output)
        return Rendered(output)

    def _filled(self, prompt: Prompt, workspace: Path, output: Path) -> dict[str, Any]:
        (workspace / REFERENCES).mkdir(exist_ok=True)
        prompt_file = workspace / "prompt.json"
        prompt_file.write_text(prompt.model_dump_json())
        return {
            "prompt_file": prompt_file, "prompt": prompt.text, "negative": prompt.negative, "width": prompt.width,
            "height": prompt.height, "frames": prompt.frames, "fps": f"{float(prompt.rate.fps):.6g}",
            "seconds": f"{prompt.rate.seconds(prompt.frames):.6g}", "seed": prompt.seed, "output": output,
            "workspace": workspace, "references": workspace / REFERENCES,
            "first_frame": first_frame_in(workspace) or "",
        }  # fmt: skip

    async def _run(self, process: asyncio.subprocess.Process, progress: Progress) -> list[str]:
        """What it said last. However this ends, the command has ended, and whatever it started."""
        said: deque[str] = deque(maxlen=LAST_LINES)
        try:
            async with asyncio.timeout(self._command.timeout):
                await self._listen(process, said, progress)
                await process.wait()
        except TimeoutError:
            raise Transient(f"{self.name}: not done after {self._command.timeout:g} s: {_told(said)}") from None
        finally:
            await _end(process)
        return list(said)

    async def _listen(self, process: asyncio.subprocess.Process, said: deque[str], progress: Progress) -> None:
        while process.stdout and (chunk := await _line(process.stdout)):
            line = chunk.decode(errors="replace").strip()
            if line:
                said.append(line[:300])
            if self._command.progress and (found := re.search(self._command.progress, line)):
                with contextlib.suppress(ValueError):
                    progress(int(found[1]))

    def _judge(self, code: int, said: list[str], output: Path) -> None:
        if code in self._command.again:
            raise Transient(f"{self.name}: asks to be tried again (exit code {code}): {_told(said)}")
        if code:
            raise Refused(f"{self.name}: failed with exit code {code}: {_told(said)}")
        if not output.is_file() or not output.stat().st_size:
            raise Refused(f"{self.name}: ended well and left no film at {{output}}; have it write there: {_told(said)}")


def exec_engine(file: str) -> ExecEngine:
    """Raises Invalid, saying what is wrong with the file."""
    return ExecEngine(described(file, Command))


async def _line(stream: asyncio.StreamReader) -> bytes:
    """The next line, or as much of an endless one as is read at once; empty at the end."""
    try:
        return await stream.readuntil(b"\n")
    except asyncio.IncompleteReadError as error:
        return error.partial
    except asyncio.LimitOverrunError as error:
        return await stream.readexactly(error.consumed)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ask the command and all that it started to end, and then end them."""
    _signal(process, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(GRACE_SECONDS):
            await process.wait()
    _signal(process, signal.SIGKILL)
    await process.wait()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _told(said: Iterable[str]) -> str:
    return " | ".join(said) or "it said nothing"
