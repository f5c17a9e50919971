"""A desk to buy at: a folder with a script, a twin, and the command line that knows it."""

import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.cli.cli_run import SCRIPT, Ran

from picturelock.twin.running import Twin

ENGINE = "runway/gen4.5"


class Desk:
    """Buys one take at a time of each engine. `script` and `bible` may be written anew, settings put into `env`."""

    def __init__(self, folder: Path, twin: Twin, providers: Sequence[str] = ("runway",), **env: str) -> None:
        self.twin = twin
        self.script, self.bible, self.out = folder / "small.fountain", folder / "small.bible.yaml", folder / "film"
        self.script.write_text(SCRIPT)
        given = {name: {"key": "key_8c1f6d0e2b7a4f5e", "url": twin.url(name), "slots": 1} for name in providers}
        self.env = os.environ | {"PICTURELOCK_GATEWAY_PROVIDERS": json.dumps(given)} | env

    def give(self, provider: str, **settings: float) -> None:
        """More of a provider's settings."""
        given = json.loads(self.env["PICTURELOCK_GATEWAY_PROVIDERS"])
        given[provider] |= settings
        self.env["PICTURELOCK_GATEWAY_PROVIDERS"] = json.dumps(given)

    def run(self, *words: str | Path) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "picturelock", *map(str, words), "--out", str(self.out)],
            check=False, capture_output=True, text=True, timeout=120, env=self.env,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def typed(self, answer: str, *words: str | Path) -> Ran:
        """As `run`, at a terminal at which somebody types this. What was said there is told as an error."""
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "picturelock", *map(str, words), "--out", str(self.out)]
        with subprocess.Popen(
            command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, text=True, env=self.env
        ) as run:
            os.close(theirs)
            os.write(ours, f"{answer}\n".encode())
            said = "".join(_read_from(ours))
            out, _ = run.communicate(timeout=120)
        os.close(ours)
        return Ran(run.returncode, out, said)

    @contextmanager
    def making(self, *words: str) -> Iterator[None]:
        """A film, until the end of the block."""
        with self.begun("make", self.script, "--engine", ENGINE, *words):
            yield

    @contextmanager
    def begun(self, *words: str | Path) -> Iterator[subprocess.Popen[bytes]]:
        """As `run`, at work until the end of the block."""
        command = [sys.executable, "-m", "picturelock", *map(str, words), "--out", str(self.out)]
        with self._log.open("wb") as log:
            process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)

    @property
    def _log(self) -> Path:
        """What was said by what was begun last."""
        return self.out.parent / "log"

    def until_said(self, words: str) -> str:
        ends = time.monotonic() + 60
        while words not in (said := self._log.read_text()):
            assert time.monotonic() < ends, said
            time.sleep(0.2)
        return said

    def until_queued(self) -> None:
        ends = time.monotonic() + 60
        while not (found := self.run("queue", "small", "--json")).out.startswith("[\n"):
            assert time.monotonic() < ends, found.err
            time.sleep(0.5)

    def make(self, *words: str, engine: str = ENGINE) -> Ran:
        return self.run("make", self.script, *self.pages, "--engine", engine, *words)

    @property
    def pages(self) -> Sequence[str | Path]:
        """The bible, where one was written."""
        return ("--bible", self.bible) if self.bible.exists() else ()

    def purchases(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run("purchases", "list", "small", "--json").out)
        return found

    def bill(self, name: str) -> Path:
        lines = [{"job": line.job, "amount": str(line.amount)} for line in self.twin.bill("runway")]
        file = self.out.parent / name
        file.write_text(json.dumps(lines))
        return file


def _read_from(terminal: int) -> Iterator[str]:
    """Until the other end is closed, which a terminal tells as an error."""
    with suppress(OSError):
        while said := os.read(terminal, 4096):
            yield said.decode(errors="replace")
