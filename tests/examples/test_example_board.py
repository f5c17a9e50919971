"""The example of an engine, installed as anybody would install it, makes a film; and what goes wrong is told."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.cli.cli_run import SCRIPT

EXAMPLE = Path(__file__).parents[2] / "examples" / "board"
Changes = Mapping[str, tuple[str, str]]
"""By file, what stands there and what is to stand there instead."""
Install = Callable[..., Path]


def run(site: Path, *words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH", "")])])
    return subprocess.run(
        [sys.executable, *map(str, words)], check=False, capture_output=True, text=True, timeout=120, cwd=cwd,
        env={**os.environ, "PYTHONPATH": path, "PICTURELOCK_EDITORIAL_PRESET": "ultrafast"},
    )  # fmt: skip


@pytest.fixture
def installed(tmp_path: Path) -> Install:
    """Builds the example, changed or as it is, into a folder of packages, without any network."""
    site = tmp_path / "site"

    def install(changes: Changes | None = None, name: str = "board") -> Path:
        source = tmp_path / name
        shutil.copytree(EXAMPLE, source)
        for file, (was, is_now) in (changes or {}).items():
            text = (source / file).read_text()
            assert was in text
            (source / file).write_text(text.replace(was, is_now))
        made = run(
            tmp_path, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index",
            "--disable-pip-version-check", "--target", site, source,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        return site

    return install


def make(site: Path, tmp_path: Path, engine: str = "board") -> subprocess.CompletedProcess[str]:
    script = tmp_path / "lamp.fountain"
    script.write_text(SCRIPT)
    return run(site, "-m", "picturelock", "make", script, "--engine", engine, "--out", tmp_path / "out")


def test_an_installed_engine_makes_a_film(installed: Install, tmp_path: Path) -> None:
    site = installed()
    made = make(site, tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "out" / "film.mp4").read_bytes()[4:8] == b"ftyp"
    planned = run(site, "-m", "picturelock", "plan", tmp_path / "lamp.fountain", "--engine", "board",
                  "--out", tmp_path / "out")  # fmt: skip
    assert "nothing to shoot" in planned.stdout, planned.stderr
    priced = run(site, "-m", "picturelock", "estimate", tmp_path / "lamp.fountain", "--engine", "board",
                 "--out", tmp_path / "new")  # fmt: skip
    assert "costs nothing: board is made here" in priced.stdout, priced.stderr


def test_the_installed_engine_keeps_the_contract(installed: Install, tmp_path: Path) -> None:
    site = installed()
    ran = run(site, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", cwd=tmp_path / "board")
    assert ran.returncode == 0, ran.stdout
    assert "passed" in ran.stdout


def test_an_engine_that_is_not_installed_is_not_there(tmp_path: Path) -> None:
    made = make(tmp_path / "site", tmp_path)
    assert "--engine board: there is no such engine here; use previz" in made.stderr


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"pyproject.toml": ('board = "picturelock_board:BoardEngine"', 'board = "picturelock_board:Bored"')},
            "board: picturelock-board 1.0.0 brings it as picturelock_board:Bored, which can't be loaded",
        ),
        (
            {"picturelock_board.py": ('    name = "board"', '    name = "plank"')},
            "board: what is brought by this name in picturelock.engines calls itself 'plank'",
        ),
        (
            {"picturelock_board.py": ("prompt: Prompt, workspace: Path, progress: Progress)", "prompt: Prompt)")},
            "board: is no engine: its make can't be called with a prompt, a workspace and what progress is told",
        ),
        (
            {"pyproject.toml": ('board = "picturelock_board:TARGET"', 'plank = "picturelock_board:TARGET"')},
            "--engine board: there is no target of this name, so nothing can be compiled for it",
        ),
        (
            {"pyproject.toml": ('board = "picturelock_board:TARGET"', 'board = "picturelock_board:PAPER"')},
            "board: what is brought by this name in picturelock.targets is no Target but str",
        ),
        (
            {"picturelock_board.py": ('    name="board"', '    name="plank"')},
            "board: what is brought by this name in picturelock.targets calls itself 'plank'",
        ),
    ],
    ids=["not there", "another name", "another make", "no target", "no Target", "target of another name"],
)  # fmt: skip
def test_what_is_wrong_with_a_package_is_told(installed: Install, tmp_path: Path, changes: Changes, says: str) -> None:
    made = make(installed(changes), tmp_path)
    assert made.returncode != 0
    assert says in made.stderr + made.stdout
    assert "Traceback" not in made.stderr


def test_two_packages_with_one_name_are_told_apart_by_nobody(installed: Install, tmp_path: Path) -> None:
    installed()
    twin = {"pyproject.toml": ('name = "picturelock-board"', 'name = "picturelock-plank"')}
    made = make(installed(twin, "plank"), tmp_path)
    assert made.returncode != 0
    assert "picturelock-board 1.0.0 and picturelock-plank 1.0.0 all bring something by this name" in made.stderr


def test_no_package_takes_the_place_of_what_is_built_in(installed: Install, tmp_path: Path) -> None:
    usurper = {"pyproject.toml": ('board = "picturelock_board:TARGET"', 'previz = "picturelock_board:TARGET"')}
    made = make(installed(usurper), tmp_path, engine="previz")
    assert made.returncode != 0
    assert "previz: picturelock itself and picturelock-board 1.0.0 all bring" in made.stdout + made.stderr


def test_a_provider_that_a_package_brings_is_one_to_buy_of(installed: Install) -> None:
    brings = '[project.entry-points."picturelock.targets"]'
    own = '[project.entry-points."picturelock.providers"]\nhaggler = "picturelock_board:Haggler"\n\n' + brings
    site = installed({
        "pyproject.toml": (brings, own),
        "picturelock_board.py": ("class BoardEngine:", HAGGLER + "class BoardEngine:"),
    })  # fmt: skip
    asks = (
        "import httpx\n"
        "from picturelock.gateway.settings import GatewaySettings\n"
        "from picturelock.gateway.wiring import wares_of\n"
        "wares = wares_of(GatewaySettings(providers={'haggler': {'key': 'k'}}), httpx.AsyncClient())\n"
        "print([(ware.engine, ware.provider.name) for ware in wares])\n"
    )
    assert run(site, "-c", asks).stdout == "[('haggler/1', 'haggler')]\n"
    missing = run(site, "-c", asks.replace("haggler", "nobody"))
    assert "'nobody' is no provider; there are" in missing.stderr
    assert "haggler" in missing.stderr


HAGGLER = """
from picturelock.gateway.adapters.providers.runway import Runway


class Haggler(Runway):
    name = "haggler"
    engines = {"haggler/1": "1"}


"""
