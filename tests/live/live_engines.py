"""Where the real engines are, or why the tests on them are not run."""

import os
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_RUN = "NOT RUN ON THE REAL ENGINES"
HOW = 'start them with `make engines` and then `eval "$(infra/engines/engines.sh env)"`'


def where(engine: str) -> str:
    """The engine's address; without one the test is skipped, or fails when PICTURELOCK_LIVE is `required`."""
    name = f"PICTURELOCK_LIVE_{engine.upper()}"
    if found := os.environ.get(name):
        return found
    why = f"{NOT_RUN}: {name} is not set; {HOW}"
    if os.environ.get("PICTURELOCK_LIVE") == "required":
        pytest.fail(why)
    pytest.skip(why)


def fresh() -> str:
    """A prefix that nobody has used."""
    return f"live{uuid.uuid4().hex[:10]}"


@contextmanager
def stopped(engine: str) -> Iterator[None]:
    """SIGSTOP for one of the engines that `engines.sh` started."""
    directory = where("engines")
    script = str(ROOT / "infra" / "engines" / "engines.sh")
    subprocess.run([script, "pause", engine, directory], check=True)
    try:
        yield
    finally:
        subprocess.run([script, "resume", engine, directory], check=True)
