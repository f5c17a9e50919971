"""Who is in a script, what they wear and carry, and what they do, as read from its words."""

import pytest

from picturelock.kernel.nouns import Build, Figure, GarmentSlot, Gesture, Hair, Posture, TimeOfDay, Travel, Weather
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.carrying import props_in
from picturelock.registry.model.characters import Roster, mentions, who_speaks
from picturelock.registry.model.draft import draft_bible, draft_text
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.headings import place_id, time_of_day
from picturelock.registry.model.motions import gesture_of, posture_of, travel_of
from picturelock.registry.model.physique import guess
from picturelock.registry.model.weather import weather

HEAD = "INT. KITCHEN - DAY\n\n"


def roster(*blocks: str) -> Roster:
    return who_speaks(read_script((HEAD + "\n\n".join(blocks)).encode(), "film.fountain"))


def bible(*blocks: str) -> Bible:
    return draft_bible(read_script((HEAD + "\n\n".join(blocks)).encode(), "film.fountain"))


def who(found: Roster) -> list[str]:
    return [member.character for member in found.members]


def test_a_short_cue_is_the_one_full_name_it_ends() -> None:
    found = roster("CYBER BOB, 40, waits.", "BOB\nHi.", "He waits.", "CYBER BOB\nHo.")
    assert [(each.name, each.speeches) for each in found.members] == [("Cyber Bob", 2)]


def test_a_doctor_and_the_same_doctor_without_title_are_one() -> None:
    assert who(roster("DR. SMITH\nHi.", "He waits.", "SMITH\nHo.")) == ["dr_smith"]


def test_a_name_that_fits_two_people_stays_apart_with_a_warning() -> None:
    found = roster("MR. SMITH\nHi.", "MRS. SMITH\nHo.", "They wait.", "SMITH\nHm.")
    assert who(found) == ["mr_smith", "mrs_smith", "smith"]
    assert "'SMITH' may be MR SMITH or MRS SMITH" in found.warnings[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [("BOB", "YOUNG BOB"), ("ANNA", "HANNA"), ("MARIO", "MARIA"), ("GUARD 1", "GUARD 2"), ("MAN", "OLD MAN"),
     ("BOB", "BOB'S MOM"), ("GUARD", "PRISON GUARD"), ("DOG", "DOGS"), ("DANIEL", "DANIELA")],
)  # fmt: skip
def test_names_that_only_resemble_each_other_are_two_people(one: str, other: str) -> None:
    assert len(roster(f"{one}\nHi.", "A pause.", f"{other}\nHo.").members) == 2


def test_two_who_answer_each_other_are_two() -> None:
    assert len(roster("BOB\nHi.", "CYBER BOB\nHo.").members) == 2


def test_a_slip_in_a_long_name_is_the_same_person_and_is_told() -> None:
    said = ("MARGARET\nHi.", "A pause.") * 3
    found = roster(*said, "MARGERET\nHo.", "Bob waves Margarett over.")
    assert who(found) == ["margaret"]
    assert all("MARGARET" in warning and ";" in warning for warning in found.warnings)


def test_a_numbered_extra_is_the_same_with_and_without_its_sign() -> None:
    assert who(roster("GUARD #1\nHi.", "A pause.", "GUARD 1\nHo.")) == ["guard_1"]


def test_those_who_speak_together_are_no_new_character() -> None:
    assert who(roster("ANNA\nHi.", "BEN\nHo.", "ANNA AND BEN\nHey!")) == ["anna", "ben"]


def test_everybody_at_once_is_heard_and_not_seen() -> None:
    found = bible("ANNA\nHi.", "ALL\nHurrah!", "NARRATOR (V.O.)\nOnce.")
    assert [found.characters[each].physique.figure for each in ("all", "narrator")] == [Figure.UNSEEN] * 2


def test_whoever_is_introduced_in_capitals_is_somebody_even_in_silence() -> None:
    found = roster("A TALL WAITER and MRS. HILL, 60, a widow, enter. NINA watches them. Nina smiles.")
    assert who(found) == ["tall_waiter", "mrs_hill", "nina"]


@pytest.mark.parametrize(
    "text",
    ["FWOOSH! The door opens.", "The phone RINGS.", "CLOSE ON the knife.", "SUPER: Berlin.", "THUNDER rolls.",
     "They hear the sound of MANY DOGS.", 'The sign says "JOE HILL".', "A large LED clock.", "He takes the RED KEY."],
)  # fmt: skip
def test_sounds_signs_and_camera_terms_in_capitals_are_nobody(text: str) -> None:
    assert who(roster(text)) == []


def test_action_names_people_in_mixed_case_and_kinds_in_any() -> None:
    found = roster("ROSE, 30, and a SMALL DOG, 5, wait.", "ROSE\nHi.", "DOG\nWuff.")
    assert mentions("The dog looks at Rose's hat.", found) == ("dog", "rose")
    assert mentions("A rose lies there.", found) == ()
    assert mentions("She smiles.", found, recent=("rose",)) == ("rose",)


def test_an_introduction_makes_the_body() -> None:
    body = guess("Karl", "early 60s, a burly, bearded man with long grey hair").physique
    assert (body.age, body.build, body.beard, body.hair) == (62, Build.BROAD, True, Hair.LONG)
    assert guess("Pip", "9, a thin boy").physique.figure is Figure.CHILD
    assert guess("Rex", "a big brown dog").physique.figure is Figure.DOG
    assert guess("Unit 4", "a rusty robot").physique.figure is Figure.ROBOT
    assert guess("Ann", "the owner of a dog").physique.figure is Figure.PERSON


def test_what_somebody_is_seen_to_wear_is_worn() -> None:
    found = bible("MARA, 41, in a red coat, wears a blue knitted hat. OTTO, in jeans, looks at her green scarf.")
    worn = found.characters["mara"].looks["default"]
    assert worn[GarmentSlot.COAT].words == "red coat"
    assert worn[GarmentSlot.HAT].colour == "#2455b0"
    assert GarmentSlot.COAT not in found.characters["otto"].looks["default"]


def test_a_coat_put_on_in_a_later_scene_is_a_look_from_there_on() -> None:
    found = bible("MARA, 41, waits.", "EXT. PIER - NIGHT", "Mara wears a yellow oilskin.")
    assert GarmentSlot.COAT not in found.characters["mara"].looks["default"]
    assert found.characters["mara"].looks["yellow_oilskin"][GarmentSlot.COAT].words == "yellow oilskin"
    assert found.scenes["EXT. PIER - NIGHT"].characters["mara"].look == "yellow_oilskin"


def test_people_without_told_clothes_are_told_apart_by_their_colours() -> None:
    found = bible(*(f"{name}\nHi." for name in ("ANNA", "BEN", "CARL", "DORA", "EMIL", "FRIDA", "GRETA", "HUGO")))
    tops = [each.looks["default"][GarmentSlot.TOP].colour for each in found.characters.values()]
    assert len(set(tops)) == len(tops)


def test_a_prop_belongs_to_whoever_is_said_to_own_it() -> None:
    found = bible("ANNA, 30, leads a DOG on a leash. BEN, a man, watches her.", "BEN\nHi.", "He holds up his phone.")
    assert {key: each.owner for key, each in found.props.items()} == {"leash": "anna", "phone": "ben"}
    assert found.characters["anna"].carries == ("leash",)


def test_a_drafted_bible_points_at_the_lines_of_the_script() -> None:
    found = bible("A storm rages.", "ANNA\nHi.", "She takes the red key.")
    assert found.source("characters.anna").line == 5
    assert found.source("props.key").line == 8
    assert found.source("locations.kitchen").line == 1
    assert found.locations["kitchen"].weather is Weather.STORM
    assert "# line 5: 1 speech" in draft_text(read_script((HEAD + "A.\n\nANNA\nHi.").encode(), "film.fountain"))


@pytest.mark.parametrize(
    ("text", "props"),
    [
        ("He lifts the old brass lantern.", ["lantern"]),
        ("Watch. In case it rings, note that.", []),
        ("She hands Ben's letter to the man with a gun.", ["letter", "gun"]),
        ("The phone booth is empty.", []),
    ],
)
def test_props_are_things_with_an_article_or_an_owner(text: str, props: list[str]) -> None:
    assert [each.noun for each in props_in(text)] == props


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KITCHEN", "THE KITCHEN"),
        ("Kitchen", "KITCHEN (MESSY)"),
        ("HOUSE - KITCHEN", "HOUSE/KITCHEN"),
        ("CAFÉ", "CAFE"),
    ],
)
def test_one_place_has_one_id_however_it_is_spelled(one: str, other: str) -> None:
    assert place_id(one) == place_id(other)


def test_places_in_other_scripts_keep_apart() -> None:
    assert place_id("公園") != place_id("学校")


@pytest.mark.parametrize(
    ("words", "time"),
    [("DAY", TimeOfDay.DAY), ("LATE NIGHT", TimeOfDay.NIGHT), ("MAGIC HOUR", TimeOfDay.DUSK),
     ("SUNRISE", TimeOfDay.DAWN),
     ("THE NEXT DAY - EVENING", TimeOfDay.EVENING), ("2:30 PM", TimeOfDay.AFTERNOON), ("3 A.M.", TimeOfDay.NIGHT),
     ("DAY FOR NIGHT", TimeOfDay.NIGHT), ("CONTINUOUS", TimeOfDay.DUSK), ("", TimeOfDay.DUSK), ("1944", TimeOfDay.DUSK),
     ("PRESENT DAY", TimeOfDay.DUSK), ("MOMENTS LATER", TimeOfDay.DUSK)],
)  # fmt: skip
def test_the_time_of_day_is_what_the_words_say_or_goes_on_from_before(words: str, time: TimeOfDay) -> None:
    assert time_of_day(words, previous=TimeOfDay.DUSK) is time


@pytest.mark.parametrize(
    ("text", "sky"),
    [("Rain hammers the glass.", Weather.RAIN), ("DAY - SNOW", Weather.SNOW), ("Thunder. Rain lashes.", Weather.STORM),
     ("It's not raining.", None), ("A storm of applause.", None), ("He storms out.", None),
     ("The rain has stopped.", None),
     ("Fog rolls in.", Weather.FOG), ("He winds the clock.", None), ("The wind howls.", Weather.WIND),
     ("Overcast.", Weather.CLOUDY),
     ("Her raincoat drips.", None), ("small thunder bolt symbols", None), ("Misty-eyed, she nods.", None)],
)  # fmt: skip
def test_weather_is_what_is_there_and_not_a_figure_of_speech(text: str, sky: Weather | None) -> None:
    assert weather(text) is sky


@pytest.mark.parametrize(
    ("text", "gesture", "travel", "posture"),
    [("He holds his phone up.", Gesture.HOLD_UP, Travel.NONE, None),
     ("She shakes her head.", Gesture.SHAKE_HEAD, Travel.NONE, None),
     ("She doesn't nod.", Gesture.NONE, Travel.NONE, None),
     ("Mara enters from the right and sits.", Gesture.NONE, Travel.ENTER_RIGHT, Posture.SITTING),
     ("He leaves the key on the table.", Gesture.NONE, Travel.NONE, None),
     ("He leaves the room.", Gesture.NONE, Travel.EXIT_RIGHT, None),
     ("She lies on the floor, then stands up.", Gesture.NONE, Travel.NONE, Posture.STANDING)],
)  # fmt: skip
def test_verbs_make_gestures_travel_and_postures(
    text: str, gesture: Gesture, travel: Travel, posture: Posture | None
) -> None:
    assert (gesture_of(text), travel_of(text), posture_of(text)) == (gesture, travel, posture)
