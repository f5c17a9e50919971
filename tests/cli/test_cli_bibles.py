"""Bibles that cannot be used get one line for each thing that is wrong, with its file and line."""

from pathlib import Path

import pytest
from tests.cli.cli_run import picturelock

GOOD = """film:
  title: Hello
  width: 320
characters:
  mara:
    words: a woman of forty
    looks:
      default:
        coat: {colour: "#2f7d3c", words: a green coat}
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("title: Hello", "titel: Hello", "bible.yaml:2: film.titel: unknown key 'titel'; "),
        ("width: 320", "width: wide", "bible.yaml:3: film.width: 'wide' will not do"),
        ("  mara:", "  zed:\n    words: a ghost\n  mara:", "bible.yaml:5: characters.zed: nobody called 'Zed' is in"),
        ('"#2f7d3c"', "qqqq", "coat.colour: 'qqqq' is no colour; write \"#rrggbb\" in quotes"),
        ("film:", "film: [", "is not YAML"),
        (GOOD, "- just\n- a list\n", "bible.yaml:1"),
    ],
    ids=["unknown key", "wrong type", "nobody", "no colour", "no yaml", "a list"],
)
def test_what_is_wrong_with_a_bible_is_said_with_its_line(
    script: Path, tmp_path: Path, before: str, after: str, said: str
) -> None:
    bible = tmp_path / "bible.yaml"
    bible.write_text(GOOD.replace(before, after))
    ran = picturelock("make", script, "--bible", bible, "--out", tmp_path / "out")
    assert ran.code == 2
    assert said in ran.complaint
    assert "; " in ran.complaint
    assert not (tmp_path / "out").exists()


def test_everything_that_is_wrong_is_said_at_once(script: Path, tmp_path: Path) -> None:
    bible = tmp_path / "bible.yaml"
    bible.write_text(GOOD.replace("title", "titel").replace('"#2f7d3c"', "greyish"))
    ran = picturelock("plan", script, "--bible", bible)
    assert ran.code == 2
    first, second = ran.err.splitlines()
    assert "bible.yaml:2:" in first
    assert "bible.yaml:9:" in second


@pytest.mark.parametrize(
    ("name", "said"), [("none.yaml", "there is no such file; check the path of the bible"), ("", "is a directory")]
)
def test_a_bible_that_is_not_there_is_named(script: Path, tmp_path: Path, name: str, said: str) -> None:
    ran = picturelock("plan", script, "--bible", tmp_path / name)
    assert ran.code == 2
    assert said in ran.complaint


def test_bytes_are_no_bible(script: Path, tmp_path: Path) -> None:
    bible = tmp_path / "bible.yaml"
    bible.write_bytes(bytes(range(256)))
    ran = picturelock("plan", script, "--bible", bible)
    assert ran.code == 2
    assert ran.complaint.startswith("bible.yaml:2: is not UTF-8 text; ")


def test_an_engine_that_is_not_there_is_found_in_the_bible(script: Path, tmp_path: Path) -> None:
    bible = tmp_path / "bible.yaml"
    bible.write_text(GOOD.replace("title: Hello", "engine: sora"))
    ran = picturelock("plan", script, "--bible", bible, cwd=tmp_path)
    assert ran.code == 2
    assert ran.complaint == "bible.yaml:2 (film.engine) 'sora': there is no such engine here; use previz"
