"""The bible held against the script: whatever points at nothing is told, with where it stands."""

from picturelock.registry.model.bible_check import Problems, check
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.fountain import read_script

SCRIPT = """INT. KITCHEN - DAY

Mara lights the lantern. The CAT watches.

MARA
Home.

EXT. PIER - NIGHT #12#

JONAS
Alone.
"""


def checked(bible: str, script: str = SCRIPT) -> Problems:
    return check(read_bible(bible.encode(), "b.yaml"), read_script(script.encode(), "s.fountain"))


def test_a_bible_that_fits_its_script_has_no_errors() -> None:
    found = checked(
        "characters: {mara: {}, jonas: {}, cat: {}}\n"
        "locations: {kitchen: {}, pier: {}}\n"
        "props: {lantern: {owner: mara}}\n"
        "scenes: {sc010: {weather: rain}, '12': {time: dusk}, INT. KITCHEN - DAY: {}}\n"
    )
    assert found == Problems()


def test_a_character_who_is_not_in_the_script_is_told_with_the_nearest_who_is() -> None:
    (error,) = checked("characters:\n  mara: {}\n  jonah: {}\n").errors
    assert error == "b.yaml:3: characters.jonah: nobody called 'Jonah' is in s.fountain; did you mean 'Jonas'"


def test_everything_that_points_at_nothing_is_told_at_once() -> None:
    errors = checked(
        "characters:\n"
        "  mara: {look: stom, looks: {storm: {coat: red}}, carries: lamp}\n"
        "props:\n"
        "  lantern: {owner: marra}\n"
        "scenes:\n"
        "  EXT. PIR - NIGHT: {look: noir}\n"
        "  sc010:\n"
        "    location: pier\n"
        "    characters:\n"
        "      mara: stomr\n"
        "      bob: {holding: [lantern]}\n"
    ).errors
    assert [error.split(": ")[0] for error in errors] == [
        "b.yaml:2", "b.yaml:2", "b.yaml:4", "b.yaml:6", "b.yaml:6", "b.yaml:8", "b.yaml:10", "b.yaml:11",
    ]  # fmt: skip
    assert "did you mean 'EXT. PIER - NIGHT'" in errors[3]


def test_one_name_for_two_characters_is_told() -> None:
    found = checked("characters: {mara: {}, jonas: {aliases: [Mara]}}\nlocations: {kitchen: {}, pier: {}}")
    assert found.errors == ()
    assert "also a name of 'mara'" in found.warnings[0]


def test_a_character_may_share_a_props_name() -> None:
    bible = "characters: {mara: {}, jonas: {}, lantern: {}}\nprops: {lantern: {}}\n"
    assert checked(bible, SCRIPT.replace("lantern", "LANTERN")).errors == ()


def test_who_and_where_the_bible_leaves_out_is_warned_of_and_played_by_stand_ins() -> None:
    found = checked("characters: {mara: {}}\nlocations: {kitchen: {}}\n")
    assert found.errors == ()
    assert [warning.partition(":")[2].partition(";")[0] for warning in found.warnings] == [
        "8: the bible has no location for 'PIER'",
        "10: JONAS is not in the bible",
    ]
