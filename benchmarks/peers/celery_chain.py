"""Celery with Redis, doing what the line does with three steps: its environment made, its servers started and ended."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Figure, LeftOut, middle, percentile, spread
from benchmarks.machine import ROOT

HERE = Path(__file__).parent
ENVIRONMENT = ROOT / "build" / "peers" / "celery"
REQUIREMENTS = HERE / "requirements.txt"
WORKERS = 2
MOST_SECONDS = 180.0
"""The client is given so long for everything."""
START_SECONDS = 20.0


def measure(*, quick: bool) -> list[Figure]:
    redis = shutil.which("redis-server")
    if redis is None:
        raise LeftOut("there is no redis-server here; install it (Debian, Ubuntu: apt-get install redis-server)")
    python = _environment()
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as folder, _redis(redis, Path(folder)) as address:
        said = _chain(python, address, Path(folder), (50, 10, 1) if quick else (480, 200, 5))
    rates, each = said["rates"], said["alone"]
    alone = f"{len(each)} shots, one at a time, worst {max(each):.3g}"
    return [
        Figure("celery_shots3_s", "shots through Celery", middle(rates), "shots/s",
               note=f"three-step chain, Redis, nothing kept on disk, {spread(rates)}"),
        Figure("celery_shot3_p50_ms", "overhead in Celery, p50", percentile(each, 50), "ms", note=alone),
        Figure("celery_shot3_p99_ms", "overhead in Celery, p99", percentile(each, 99), "ms", note=alone),
    ]  # fmt: skip


def _environment() -> Path:
    """The Python of an environment that has just what the requirements pin. Raises LeftOut."""
    python, made = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "requirements.txt"
    if made.exists() and made.read_text() == REQUIREMENTS.read_text():
        return python
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(REQUIREMENTS)],
    ):
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise LeftOut(f"Celery could not be installed: {_last_words(ran.stderr)}")
    shutil.copy(REQUIREMENTS, made)
    return python


@contextmanager
def _redis(binary: str, folder: Path) -> Iterator[str]:
    """A Redis of our own that keeps nothing; gives its address."""
    port = _free_port()
    command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
               "--dir", str(folder), "--daemonize", "no"]  # fmt: skip
    with _running(command, folder / "redis.log", {}):
        _wait_for(port, folder / "redis.log")
        yield f"redis://127.0.0.1:{port}/0"


def _chain(python: Path, address: str, folder: Path, amounts: Sequence[int]) -> dict[str, list[float]]:
    where = {**os.environ, "SHOTS_REDIS": address}
    worker = [str(python), "-m", "celery", "-A", "celery_shots", "worker", "--pool", "prefork",
              "--concurrency", str(WORKERS), "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
              "--without-heartbeat"]  # fmt: skip
    client = [str(python), str(HERE / "celery_shots.py"), *map(str, amounts)]
    log = folder / "worker.log"
    with _running(worker, log, where):
        try:
            ran = subprocess.run(client, env=where, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise LeftOut(f"Celery was not done in {MOST_SECONDS:.0f} s: {_last_words(log.read_text())}") from None
    if ran.returncode:
        raise LeftOut(f"Celery failed: {_last_words(ran.stderr)} / {_last_words(log.read_text())}")
    said: dict[str, list[float]] = json.loads(ran.stdout)
    return said


@contextmanager
def _running(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Ended when the block ends, by its own id."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=HERE, env=environment or None, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
        return port


def _wait_for(port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise LeftOut(f"redis-server did not start: {_last_words(log.read_text())}")


def _last_words(said: str) -> str:
    return " / ".join(said.strip().splitlines()[-3:])
