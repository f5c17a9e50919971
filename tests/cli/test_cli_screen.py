"""The live board: every shot in its scene, whatever the terminal's width."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console
from tests.cli.cli_run import SCRIPT

from picturelock.cli.screen import MARKS, Screen
from picturelock.cli.view import FilmView, ShotView, Stage
from picturelock.editorial.handlers import Progress
from picturelock.kernel.nouns import ListedShot
from picturelock.registry.model.outlook import outlook
from picturelock.registry.model.reading import Page, read

SCENES, SHOTS = 9, 7
NOTHING: Mapping[str, int] = {}
FULL = "runway/gen4.5: 20 of 20 takes of today are bought; on at 00:00 UTC"


@pytest.fixture
def film() -> FilmView:
    """A film whose shots stand everywhere."""
    film, stages = FilmView("t/p"), list(Stage)
    film.listed = tuple(
        ListedShot(shot=f"sc{scene:02d}0_sh{shot:02d}00", brief_digest="0" * 64, frames=48)
        for scene in range(1, SCENES + 1)
        for shot in range(1, SHOTS + 1)
    )
    for at, listed in enumerate(film.listed):
        film.shots[listed.shot] = ShotView(listed.shot, stages[at % len(stages)])
    return film


def _board(film: FilmView, width: int, finishing: Progress, waits: Mapping[str, int] = NOTHING) -> list[str]:
    """12 seconds after the start."""
    ahead = outlook("t/p", read(Page(name="a.fountain", data=SCRIPT.encode()), None), "", None, {})
    screen = Screen(film, ahead, Path("out"), as_json=False)
    console = Console(width=width)
    with console.capture() as shown:
        console.print(screen._board(finishing, waits, 12.0))
    return shown.get().splitlines()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_every_shot_stands_behind_the_name_of_its_scene(film: FilmView, width: int) -> None:
    board = "\n".join(_board(film, width, Progress()))
    for scene in range(1, SCENES + 1):
        marks = "".join(
            MARKS[film.shots[listed.shot].stage] for listed in film.listed if listed.shot.startswith(f"sc{scene:02d}0")
        )
        assert f"sc{scene:02d}0 {marks}" in board


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(film: FilmView, width: int) -> None:
    assert all(len(line) <= width for line in _board(film, width, Progress(ready=3, segments=9), {FULL: 12}))


def test_what_takes_wait_for_is_said(film: FilmView) -> None:
    board = _board(film, 200, Progress(), {FULL: 12, "exec/farm: paused: it burns": 1})
    assert [line.strip() for line in board[-3:-1]] == [
        "1 take waits: exec/farm: paused: it burns",
        f"12 takes wait: {FULL}",
    ]


def test_nothing_is_promised_before_anything_was_done(film: FilmView) -> None:
    assert _board(film, 200, Progress())[-1].endswith("12 s so far, too early to say how long")


def test_once_all_segments_are_there_the_film_is_put_together(film: FilmView) -> None:
    for shot in film.shots.values():
        shot.stage = Stage.PASSED
    assert _board(film, 200, Progress(ready=9, segments=9))[-1].endswith(
        "segments 9/9  12 s so far, putting the film together"
    )
