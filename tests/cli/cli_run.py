"""The command line, run as anybody would run it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SCRIPT = "INT. KITCHEN - DAY\n\nMARA sits.\n\nMARA\nHello.\n"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line it complained with; fails when there are more or none, or anything else was said."""
        assert self.out == ""
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        assert line.startswith("error: ")
        return line.removeprefix("error: ")


def picturelock(*words: str | Path, cwd: Path | None = None, seconds: float = 120) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "picturelock", *map(str, words)],
        check=False, capture_output=True, text=True, timeout=seconds, cwd=cwd,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)
