"""Takes that err on purpose are found, sent back with notes, and kept out of the film."""

import html
from typing import Any

import av
import pytest
from tests.flow.flow_studio import Ran, Studio, in_cut

RATES = "wardrobe=0.35,black=0.3,freeze=0.3"


@pytest.fixture(scope="module")
def erring(made: Studio, tmp_path_factory: pytest.TempPathFactory) -> tuple[Studio, dict[str, Any]]:
    """The film made by an engine that errs often, and what making it said."""
    studio = Studio(tmp_path_factory.mktemp("erring"))
    for name in (made.script.name, made.bible.name):
        (studio.folder / name).write_bytes((made.folder / name).read_bytes())
    return studio, studio.make("--faults", RATES)


def _takes(studio: Studio) -> list[dict[str, Any]]:
    return [take for shot in studio.report["shots"] for take in shot["takes"]]


def test_erring_takes_are_sent_back_and_say_what_was_measured(erring: tuple[Studio, dict[str, Any]]) -> None:
    studio, said = erring
    rejected = [take for take in _takes(studio) if take["verdict"] not in ("pass", "")]
    assert said["takes"]["rejected"] == len(rejected) > 0
    page = html.unescape((studio.out / "report.html").read_text())
    for take in rejected:
        assert take["findings"]
        for finding in take["findings"]:
            assert finding["message"]
            assert finding["measured"] != finding["threshold"]
            assert finding["first"] <= finding["last"]
            assert finding["evidence"]
            assert finding["message"] in page


def test_a_retake_is_sent_with_notes_on_what_was_wrong(erring: tuple[Studio, dict[str, Any]]) -> None:
    studio, _ = erring
    for shot in studio.report["shots"]:
        for before, after in zip(shot["takes"], shot["takes"][1:], strict=False):
            notes = [finding["note"] for finding in before["findings"] if finding["note"]]
            assert set(notes) <= set(after["notes"])


def test_the_film_is_made_of_takes_that_passed(erring: tuple[Studio, dict[str, Any]]) -> None:
    studio, said = erring
    assert list(in_cut(said))
    for shot in studio.report["shots"]:
        (used,) = [take for take in shot["takes"] if take["number"] == shot["take_in_cut"]]
        if shot["shot"] not in said["held"]:
            assert used["verdict"] == "pass"
            assert used["findings"] == []


def test_the_film_has_no_black_frame_left_in_it(erring: tuple[Studio, dict[str, Any]]) -> None:
    studio, said = erring
    held = [range(item["start"], item["start"] + item["frames"]) for item in said["cut"]["items"] if item["held"]]
    with av.open(str(studio.out / "film.mp4")) as film:
        for number, frame in enumerate(film.decode(video=0)):
            luma = frame.to_ndarray(format="gray")[60:120]
            assert luma.mean() > 20 or any(number in frames for frames in held), f"frame {number} is black"


def test_an_honest_engine_has_nothing_sent_back(first: dict[str, Any]) -> None:
    assert first["takes"]["rejected"] == 0
    assert first["held"] == {}


@pytest.fixture(scope="module")
def hopeless(made: Studio, tmp_path_factory: pytest.TempPathFactory) -> tuple[Studio, Ran]:
    """The finished film with one line changed, made by an engine that always leaves frames black."""
    studio = made.copied_to(tmp_path_factory.mktemp("hopeless"))
    studio.rewrite(studio.script, "Dark again.", "Dark once more.")
    return studio, studio.run("make", *studio.ordered("--faults", "black=1.0"))


def test_a_shot_that_never_passes_is_held_and_the_film_is_made_with_its_best_take(
    hopeless: tuple[Studio, Ran],
) -> None:
    studio, ran = hopeless
    assert ran.code == 0, ran.err
    assert "held: sc030_sh0020: 5 takes were rejected, the last because:" in ran.err
    assert "a person must look at the held shots" in ran.err
    held = studio.report["shots"][-1]
    assert held["stage"] == "held"
    assert len([take for take in held["takes"] if take["verdict"] == "retake"]) == 5
    assert held["take_in_cut"] in {take["number"] for take in held["takes"]}
    assert "HELD" in (studio.out / "cut.otio").read_text().upper()


def test_again_leaves_a_held_shot_held_and_says_so(hopeless: tuple[Studio, Ran]) -> None:
    studio, _ = hopeless
    again = studio.copied_to(studio.folder.parent / "hopeless-again").make()
    assert again["up_to_date"]
    assert list(again["held"]) == ["sc030_sh0020"]


def test_held_shots_are_shot_again_when_that_is_asked_for(hopeless: tuple[Studio, Ran]) -> None:
    studio, _ = hopeless
    healed = studio.copied_to(studio.folder.parent / "healed").make("--retry-held")
    assert healed["held"] == {}
    assert healed["takes"]["generated"] == 1
    assert healed["cut"]["encoded"] == 1
