"""Whole films through reading and planning: ours, one that nobody here wrote, Fountain's own cases, a very long one."""

import random
from pathlib import Path

import pytest

from picturelock.registry.model.bible import Bible
from picturelock.registry.model.bible_check import check
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.plan import Planned, plan
from picturelock.registry.model.reading import Page, read
from picturelock.registry.model.screenplay import ElementKind, Screenplay

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
OURS = ROOT / "examples" / "channel-nine"


def shared(folder: str, pattern: str = "*.fountain") -> list[Path]:
    return sorted((DATA / folder).glob(pattern)) if DATA.is_dir() else []


def spoken(script: Screenplay) -> str:
    speeches = (each for scene in script.scenes for each in scene.elements if each.kind is ElementKind.SPEECH)
    return " ".join(part.text for speech in speeches for part in speech.parts if part.kind != "parenthetical")


def heard(made: Planned) -> str:
    return " ".join(line.text for brief in made.briefs for line in brief.lines)


def ours() -> Planned:
    script = read_script((OURS / "channel-nine.fountain").read_bytes(), "channel-nine.fountain")
    bible = read_bible((OURS / "channel-nine.bible.yaml").read_bytes(), "channel-nine.bible.yaml")
    assert check(bible, script).errors == ()
    return plan("studio/channel-nine", script, bible)


def test_our_film_is_as_long_and_as_cut_as_it_should_be() -> None:
    briefs = ours().briefs
    seconds = sum(brief.frames for brief in briefs) / 24
    assert 210 <= seconds <= 270
    assert 13 <= 60 * len(briefs) / seconds <= 19


def test_nothing_in_our_film_is_longer_than_ten_seconds() -> None:
    assert max(brief.frames for brief in ours().briefs) <= 240


@pytest.mark.parametrize("path", shared("screenplays"), ids=lambda path: path.name)
def test_a_strangers_script_is_planned_with_a_drafted_bible_and_no_line_is_lost(path: Path) -> None:
    reading = read(Page(name=path.name, data=path.read_bytes()), None)
    made = plan("studio/film", reading.screenplay, reading.bible)
    assert heard(made).split() == spoken(reading.screenplay).split()
    assert all(each.character in reading.bible.characters for brief in made.briefs for each in brief.cast)
    assert all(each.prop in reading.bible.props for brief in made.briefs for each in brief.props)
    seconds = sum(brief.frames for brief in made.briefs) / 24
    assert 12 <= 60 * len(made.briefs) / seconds <= 18


@pytest.mark.skipif(not shared("screenplays"), reason="the real screenplays are not on this machine")
def test_the_strangers_scripts_are_there() -> None:
    assert shared("fountain")


def test_five_hundred_scenes_are_planned_and_planned_again_the_same() -> None:
    chance = random.Random(7)
    rows = []
    for at in range(500):
        rows.append(f"{chance.choice(['INT', 'EXT'])}. PLACE {at % 40} - {chance.choice(['DAY', 'NIGHT'])}\n")
        rows.append("Mara walks in and takes the lantern. The water is grey and the boat is gone.\n")
        rows += [
            f"{chance.choice(['MARA', 'JONAS'])}\nThis is the answer number {chance.random()}.\n" for _ in range(4)
        ]
    script = read_script("\n".join(rows).encode(), "long.fountain")
    first = plan("studio/long", script, Bible())
    again = plan("studio/long", script, Bible(), first.breakdown)
    assert again == first
    assert len(first.breakdown.scenes) == 500
    assert len(first.breakdown.model_dump_json()) < 4_000_000
