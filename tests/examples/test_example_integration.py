"""The example of an integration, run as anybody would run it, against `picturelock up`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.cli_run import SCRIPT

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "integration.py"


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, words)], check=False, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("with_token", [False, True])
def test_an_integration_makes_a_film_with_the_stubs_alone(tmp_path: Path, *, with_token: bool) -> None:
    house, script, film = tmp_path / "house", tmp_path / "hello.fountain", tmp_path / "film.mp4"
    house.mkdir()
    script.write_text(SCRIPT)
    env = {
        **os.environ, "PICTURELOCK_LISTEN": "127.0.0.1:0", "PICTURELOCK_HTTP_LISTEN": "127.0.0.1:0",
        "PICTURELOCK_EDITORIAL_PRESET": "ultrafast",
    }  # fmt: skip
    shown: list[str] = []
    if with_token:
        made = run("-m", "picturelock", "token", "create", "--tenant", "studio", "--role", "producer", "--dir", house)
        shown = [made.stdout.strip()]
        assert shown[0].startswith("pl_"), made.stderr
    up = subprocess.Popen(
        [sys.executable, "-m", "picturelock", "up", "--dir", str(house), "--json"],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert up.stdout is not None
        entry = json.loads(up.stdout.readline())
        ran = run(EXAMPLE, entry["grpc"], script, film, *shown)
        assert ran.returncode == 0, ran.stderr
        assert "circled sc010_sh0010" in ran.stdout
        assert film.read_bytes()[4:8] == b"ftyp"
        if with_token:
            assert "UNAUTHENTICATED" in run(EXAMPLE, entry["grpc"], script, film).stderr
    finally:
        up.terminate()
        with up:
            assert up.wait(30) == 0


def test_the_example_is_short_and_knows_the_stubs_alone() -> None:
    lines = EXAMPLE.read_text().splitlines()
    assert len(lines) <= 60
    imported = {line.split()[1].partition(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= {"sys", "urllib", "uuid", "pathlib", "grpc", "picturelock_api"}
