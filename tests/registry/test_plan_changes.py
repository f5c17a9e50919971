"""Why a shot is stale: what changed, from what to what, and where it stands."""

from picturelock.kernel.nouns import Brief
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.changes import compare
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.plan import Planned, plan

SCRIPT = """EXT. PIER - NIGHT

Mara waits at the end of the pier.

MARA
You are late.

JONAS
I know.

Mara holds up the lantern.
"""
BIBLE = """characters:
  mara:
    words: a pilot
    looks:
      default:
        top: white
        coat: "#b3202a"
  jonas:
    physique: {hair: bald}
props:
  lantern: {colour: brass}
"""


def planned(script: str, bible: str, before: Planned | None = None) -> Planned:
    read = read_bible(bible.encode(), "harbour.bible.yaml")
    past = before.breakdown if before else None
    return plan("studio/film", read_script(script.encode(), "harbour.fountain"), read, past)


def reasons(script: str, bible: str) -> dict[str, list[str]]:
    """What changed from the film above, by shot."""
    first = planned(SCRIPT, BIBLE)
    second = planned(script, bible, first)
    known = read_bible(bible.encode(), "harbour.bible.yaml")
    old = {brief.shot: brief for brief in first.briefs}
    told = {brief.shot: [str(each) for each in compare(old.get(brief.shot), brief, known)] for brief in second.briefs}
    return {shot: changes for shot, changes in told.items() if changes}


def with_character(brief: Brief, character: str) -> bool:
    return any(each.character == character for each in brief.cast)


def test_nothing_changed_is_nothing_to_say() -> None:
    assert reasons(SCRIPT, BIBLE) == {}
    assert reasons("\n\n" + SCRIPT, "# moved down\n" + BIBLE) == {}


def test_another_coat_touches_exactly_the_shots_it_is_seen_in_and_names_its_line() -> None:
    told = reasons(SCRIPT, BIBLE.replace("#b3202a", "#e0b020"))
    seen = {brief.shot for brief in planned(SCRIPT, BIBLE).briefs if with_character(brief, "mara")}
    assert set(told) == seen
    assert {change for changes in told.values() for change in changes} == {
        "cast.mara.wardrobe.coat.colour: #b3202a -> #e0b020 (harbour.bible.yaml:7, characters.mara.looks.default.coat)"
    }


def test_a_reworded_line_is_quoted_with_the_line_of_the_script() -> None:
    told = reasons(SCRIPT.replace("You are late.", "You are late again."), BIBLE)
    (changes,) = told.values()
    assert changes[0].startswith('lines[0].text: "You are late." -> "You are late again." (harbour.fountain:6)')
    assert any(change.startswith("frames: ") for change in changes)


def test_a_character_described_otherwise_names_that_entry() -> None:
    told = reasons(SCRIPT, BIBLE.replace("bald", "curly"))
    assert {change for changes in told.values() for change in changes} == {
        "cast.jonas.physique.hair: bald -> curly (harbour.bible.yaml:9, characters.jonas.physique.hair)"
    }


def test_another_prop_touches_only_where_it_is_seen() -> None:
    told = reasons(SCRIPT, BIBLE.replace("brass", "red"))
    assert told
    assert all(change.startswith("props.lantern.colour: ") for changes in told.values() for change in changes)


def test_a_new_shot_is_new() -> None:
    told = reasons(SCRIPT.replace("Mara holds", "Jonas sits down on a crate.\n\nMara holds"), BIBLE)
    assert [changes for changes in told.values() if changes[0].startswith("shot: none -> sc010_sh00")]


def test_a_garment_put_on_is_told_by_its_colour() -> None:
    told = reasons(SCRIPT, BIBLE.replace("        top: white\n", "        top: white\n        hat: navy\n"))
    assert all(changes[0].startswith('cast.mara.wardrobe.hat: none -> "#1c2b4f"') for changes in told.values())
