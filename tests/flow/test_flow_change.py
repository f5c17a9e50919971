"""What a change of the script or the bible makes stale, and that nothing else is done again."""

from pathlib import Path
from typing import Any

import pytest
from tests.flow.flow_studio import PIER_LAST, WITHOUT_THE_PIER, Studio, in_cut

GREEN, RED = '"#2f7d3c", words: a green coat', '"#b03030", words: a red coat'
MARAS = ["sc010_sh0010", "sc010_sh0020", "sc020_sh0010", "sc020_sh0020"]


def _why(plan: dict[str, Any], shot: str) -> str:
    return "\n".join(next(item["why"] for item in plan["shots"] if item["shot"] == shot))


def _counts(said: dict[str, Any]) -> tuple[int, int]:
    return said["takes"]["generated"], said["cut"]["encoded"]


def test_another_coat_makes_stale_the_shots_that_show_it_and_undoing_it_shoots_nothing(
    studio: Studio, first: dict[str, Any]
) -> None:
    studio.rewrite(studio.bible, GREEN, RED)
    planned = studio.plan()
    assert planned["stale"] == MARAS
    for shot in MARAS:
        assert "#2f7d3c -> #b03030 (lantern.bible.yaml:11, characters.mara.looks.default.coat)" in _why(planned, shot)
    made = studio.make()
    assert _counts(made) == (4, 4)
    before, after = in_cut(first), in_cut(made)
    assert [shot for shot in after if after[shot] != before[shot]] == MARAS
    assert studio.plan()["stale"] == []

    studio.rewrite(studio.bible, RED, GREEN)
    assert studio.plan()["stale"] == MARAS
    undone = studio.make()
    assert undone["takes"] == {"generated": 0, "reused": 4, "rejected": 0}
    assert in_cut(undone) == before
    assert undone["cut"]["frames"] == first["cut"]["frames"]


def test_another_line_of_dialogue_is_one_shot_and_one_segment(studio: Studio, first: dict[str, Any]) -> None:
    studio.rewrite(studio.script, "It still burns.", "It burns yet.")
    planned = studio.plan()
    assert planned["stale"] == ["sc020_sh0020"]
    assert '"It still burns." -> "It burns yet." (lantern.fountain:20)' in _why(planned, "sc020_sh0020")
    made = studio.make()
    assert _counts(made) == (1, 1)
    before, after = in_cut(first), in_cut(made)
    assert [shot for shot in after if after[shot] != before[shot]] == ["sc020_sh0020"]
    assert "It burns yet." in (studio.out / "film.srt").read_text()


def test_a_shot_put_in_gets_a_number_between_and_is_all_that_is_shot(studio: Studio, first: dict[str, Any]) -> None:
    studio.rewrite(studio.script, "Tom sits under the window.", "Tom sits under the window.\n\nHe opens an old box.")
    planned = studio.plan()
    assert planned["stale"] == ["sc030_sh0015"]
    made = studio.make()
    assert made["takes"]["generated"] == 1
    after = in_cut(made)
    assert list(after) == sorted([*in_cut(first), "sc030_sh0015"])
    assert {shot: after[shot] for shot in in_cut(first)} == in_cut(first)


def test_a_scene_taken_out_leaves_the_cut_and_its_number_is_never_given_again(
    studio: Studio, first: dict[str, Any]
) -> None:
    whole, kept = studio.script.read_text(), [shot for shot in in_cut(first) if not shot.startswith("sc020")]
    studio.script.write_text(WITHOUT_THE_PIER)
    planned = studio.plan()
    assert planned["stale"] == []
    gone = {item["shot"] for item in planned["shots"] if item["standing"] == "removed"}
    assert gone == {"sc020_sh0010", "sc020_sh0020"}
    shorter = studio.make()
    assert shorter["takes"]["generated"] == 0
    assert list(in_cut(shorter)) == kept
    assert shorter["cut"]["frames"] < first["cut"]["frames"]

    studio.script.write_text(whole)
    restored = studio.make()
    assert restored["cut"]["frames"] == first["cut"]["frames"]
    assert gone.isdisjoint(in_cut(restored))
    assert {shot: in_cut(restored)[shot] for shot in kept} == {shot: in_cut(first)[shot] for shot in kept}


def test_a_scene_that_moved_keeps_its_numbers_and_its_takes(studio: Studio, first: dict[str, Any]) -> None:
    assert not studio.plan()["recut"]
    studio.script.write_text(PIER_LAST)
    planned = studio.plan()
    assert (planned["stale"], planned["recut"]) == ([], True)
    moved = studio.make()
    assert _counts(moved)[0] == 0
    assert list(in_cut(moved))[-2:] == ["sc020_sh0010", "sc020_sh0020"]
    assert in_cut(moved) == in_cut(first)


def test_a_film_without_slates_is_encoded_anew_and_not_shot_anew(studio: Studio, first: dict[str, Any]) -> None:
    clean = studio.make("--no-slate")
    assert _counts(clean) == (0, len(in_cut(first)))
    assert in_cut(clean) == in_cut(first)
    assert clean["cut"]["digest"] != first["cut"]["digest"]
    slated = studio.make()
    assert _counts(slated) == (0, 0)
    assert slated["cut"]["digest"] == first["cut"]["digest"]


def test_planning_leaves_no_trace(made: Studio, tmp_path: Path) -> None:
    ran = made.run("plan", made.script, "--bible", made.bible, "--out", tmp_path / "nowhere")
    assert ran.code == 0
    assert "8 to shoot" in ran.out
    assert not (tmp_path / "nowhere").exists()


@pytest.fixture
def monologue(tmp_path: Path) -> Path:
    script = tmp_path / "monologue.fountain"
    script.write_text("INT. CELLAR - NIGHT\n\nIDA, 30, in a red coat, lights a match.\n")
    return script


def test_a_second_script_shares_an_output_without_touching_the_first(studio: Studio, monologue: Path) -> None:
    shots = [item["shot"] for item in studio.plan()["shots"]]
    ran = studio.run("make", monologue, "--out", studio.out, "--json")
    assert ran.code == 0, ran.err
    assert ran.said["project"] == "local/monologue"
    assert [item["shot"] for item in studio.plan()["shots"]] == shots
    assert studio.plan()["stale"] == []
    again = studio.make()
    assert again["takes"]["generated"] == 0
    assert again["title"] == "The Lantern"
    assert studio.report["title"] == "The Lantern"


def test_a_bible_is_drafted_where_there_is_none_and_used_once_it_is_edited(tmp_path: Path, monologue: Path) -> None:
    studio, out = Studio(tmp_path), tmp_path / "drafted"
    made = studio.run("make", monologue, "--out", out, "--json")
    assert made.code == 0, made.err
    bible = out / "monologue.bible.yaml"
    drafted = bible.read_text()
    assert "ida:" in drafted
    assert "cellar:" in drafted
    assert studio.run("make", monologue, "--out", out, "--json").said["up_to_date"]
    assert bible.read_text() == drafted

    bible.write_text(drafted.replace("words: red coat", "words: a long red coat"))
    edited = bible.read_text()
    assert edited != drafted
    planned = studio.run("plan", monologue, "--out", out, "--json").said
    assert planned["stale"]
    why = "\n".join(planned["shots"][0]["why"])
    assert "monologue.bible.yaml:" in why
    assert "characters.ida.looks.default.coat" in why
    assert studio.run("make", monologue, "--out", out, "--json").said["takes"]["generated"] == len(planned["stale"])
    assert bible.read_text() == edited
