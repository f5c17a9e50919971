"""Coverage as a director would check it: what is shown, how close, from where, and who looks which way."""

from itertools import pairwise

import pytest

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import (
    Angle,
    Brief,
    Facing,
    Gesture,
    Interior,
    Move,
    Physique,
    Position,
    Posture,
    ShotSize,
    TimeOfDay,
    Transition,
    Travel,
    Weather,
)
from picturelock.registry.model.bible import Bible, Character
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.plan import Planned, plan
from picturelock.registry.model.screenplay import Screenplay

BIBLE = Bible.model_validate(
    {
        "characters": {
            "mara": {"words": "a woman of forty", "looks": {"default": {"coat": "navy"}}},
            "jonas": {"words": "a man of thirty"},
            "otto": {"words": "an old man"},
        },
        "locations": {"pier": {}, "kitchen": {"weather": "clear"}},
        "props": {"lantern": {"owner": "mara"}, "letter": {}},
    }
)
TALK = "\n".join(f"{who}\nThis is the line with the number {at}.\n" for at, who in enumerate(["MARA", "JONAS"] * 4))


def made(text: str) -> Planned:
    return plan("studio/film", read_script(text.encode(), "film.fountain"), BIBLE)


def shots(text: str, heading: str = "EXT. PIER - DAY") -> tuple[Brief, ...]:
    return made(f"{heading}\n\n{text}\n").briefs


def sizes(briefs: tuple[Brief, ...]) -> list[str]:
    return [brief.camera.size.value for brief in briefs]


def test_an_exchange_goes_from_the_two_shot_over_shoulders_to_singles_that_close_in() -> None:
    wide, two, *rest = shots(TALK)
    assert (wide.camera.size, wide.lines) == (ShotSize.WIDE, ())
    assert two.camera.size is ShotSize.MEDIUM_WIDE
    assert [each.camera.over_shoulder != "" for each in rest] == [True, True, True, False, False, False, False, False]
    assert sizes(tuple(rest)) == ["medium"] * 3 + ["medium_close"] * 2 + ["close"] * 3
    assert rest[-2].camera.move is Move.PUSH_IN
    assert rest[-1].lines == ()


def test_both_sides_are_covered_and_nobody_changes_sides() -> None:
    for brief in shots(TALK)[1:]:
        sides = {each.character: each.position for each in brief.cast}
        assert sides.get("mara", Position.LEFT) is Position.LEFT
        assert sides.get("jonas", Position.RIGHT) is Position.RIGHT
        speaker = next(each for each in brief.cast if each.character == brief.camera.subject)
        assert speaker.facing is (Facing.RIGHT if speaker.character == "mara" else Facing.LEFT)


def test_over_a_shoulder_one_looks_up_to_the_taller_and_down_to_the_smaller() -> None:
    people = {**BIBLE.characters, "jonas": Character(name="Jonas", physique=Physique(height_cm=120))}
    bible = BIBLE.model_copy(update={"characters": people})
    script = read_script(f"EXT. PIER - DAY\n\n{TALK}".encode(), "film.fountain")
    over = [brief.camera for brief in plan("studio/film", script, bible).briefs if brief.camera.over_shoulder]
    assert [(each.subject, each.angle) for each in over[:2]] == [("jonas", Angle.HIGH), ("mara", Angle.LOW)]


def test_a_radio_is_heard_by_whoever_has_just_raised_it() -> None:
    briefs = shots("MARA\nIt is late, Jonas.\n\nMara raises the lantern.\n\nOTTO (V.O.)\nCome in, please.\n")
    assert briefs[-1].camera.subject == "mara"


def test_a_fade_out_is_drawn_back_from() -> None:
    assert shots("Rain.\n\nMara waits.\n\nFADE OUT.\n")[-1].camera.move is Move.PULL_OUT


def test_the_one_over_whose_shoulder_we_look_turns_their_back() -> None:
    over = next(brief for brief in shots(TALK) if brief.camera.over_shoulder)
    back = next(each for each in over.cast if each.character == over.camera.over_shoulder)
    assert back.facing is Facing.AWAY


def test_short_lines_are_traded_in_one_two_shot() -> None:
    briefs = shots("MARA\nYes?\n\nJONAS\nNo.\n\nMARA\nWhy?\n")
    assert [len(brief.lines) for brief in briefs] == [0, 3]


def test_a_dual_dialogue_is_one_two_shot_in_which_both_speak_at_once() -> None:
    briefs = shots("MARA\nI never said that.\n\nJONAS ^\nYou always say that.\n")
    both = briefs[-1]
    assert [line.character for line in both.lines] == ["mara", "jonas"]
    assert both.lines[0].start == both.lines[1].start
    assert {each.character for each in both.cast} == {"mara", "jonas"}


def test_a_long_speech_is_cut_in_pieces_with_the_listener_in_between() -> None:
    speech = " ".join(f"This is sentence number {at} of a speech that goes on." for at in range(6))
    briefs = shots(f"JONAS\nWell?\n\nMARA\n{speech}\n")
    speaking = [brief for brief in briefs if any(line.character == "mara" for line in brief.lines)]
    assert len(speaking) > 2
    assert speaking[1].camera.subject == "jonas"
    assert speaking[1].lines[0].off_screen
    assert speaking[1].lines[0].speaker is not None
    assert all(brief.frames <= 240 for brief in speaking)


@pytest.mark.parametrize(("extension", "heard_by"), [("(V.O.)", "mara"), ("(O.S.)", "mara"), ("(on phone)", "mara")])
def test_a_voice_plays_over_who_hears_it(extension: str, heard_by: str) -> None:
    briefs = shots(f"Mara waits.\n\nJONAS {extension}\nAre you there?\n")
    assert briefs[-1].camera.subject == heard_by
    assert briefs[-1].lines[0].off_screen
    assert [each.character for each in briefs[-1].cast] == ["mara"]


def test_a_voice_that_nobody_hears_plays_over_the_place() -> None:
    last = shots("JONAS (V.O.)\nNobody was there.\n")[-1]
    assert (last.camera.subject, last.cast) == ("", ())


def test_a_prop_gets_an_insert_when_it_is_first_handled_and_not_again() -> None:
    briefs = shots("Mara picks up the lantern.\n\nMara raises the lantern again and looks out to sea.\n")
    assert [brief.camera.size for brief in briefs].count(ShotSize.INSERT) == 0
    briefs = shots("Rain.\n\nMara picks up the lantern.\n\nMara raises the lantern and looks out to sea.\n")
    inserts = [brief for brief in briefs if brief.camera.size is ShotSize.INSERT]
    assert [brief.camera.subject for brief in inserts] == ["lantern"]


def test_what_is_written_on_a_thing_is_read_in_an_insert() -> None:
    last = shots('Mara opens the letter. It reads:\n\n"Come home."\n')[-1]
    assert (last.camera.size, last.camera.subject) == (ShotSize.INSERT, "letter")


def test_a_thing_is_not_cut_to_from_itself() -> None:
    briefs = shots('Rain.\n\nMara opens the letter. The letter reads:\n\n"Come home."\n\nThe letter is wet.\n')
    subjects = [(brief.camera.subject, brief.camera.size) for brief in briefs]
    assert all(one != other for one, other in pairwise(subjects))


def test_a_known_place_is_not_established_again_but_a_later_hour_is() -> None:
    again = made("EXT. PIER - DAY\n\nMara waits.\n\nEXT. PIER - CONTINUOUS\n\nMara turns.\n").briefs
    later = made("EXT. PIER - DAY\n\nMara waits.\n\nEXT. PIER - LATER\n\nMara turns.\n").briefs
    assert sizes(again) == ["wide", "full"]
    assert sizes(later) == ["wide", "wide"]


def test_somebody_who_walks_is_shown_whole_and_followed_the_way_they_go() -> None:
    crossing = shots("Rain.\n\nMara walks across the pier.\n")[-1]
    assert crossing.camera.size is ShotSize.FULL
    assert (crossing.cast[0].travel, crossing.camera.move) == (Travel.CROSS_RIGHT, Move.TRACK_RIGHT)


def test_everybody_does_what_the_clause_about_them_says() -> None:
    both = shots("Rain.\n\nMara points, and Jonas kneels.\n")[-1]
    doing = {each.character: (each.gesture, each.posture) for each in both.cast}
    assert doing == {"mara": (Gesture.POINT, Posture.STANDING), "jonas": (Gesture.NONE, Posture.KNEELING)}


def test_what_other_things_do_is_not_done_by_people() -> None:
    last = shots("Rain.\n\nMara walks in with two bags, the bottoms collapsing.\n")[-1]
    assert last.cast[0].posture is Posture.STANDING


@pytest.mark.parametrize(
    ("action", "size", "move", "angle"),
    [
        ("CLOSE ON Mara. She waits.", ShotSize.CLOSE, Move.STATIC, Angle.EYE),
        ("We PUSH IN on Mara, who waits.", ShotSize.MEDIUM, Move.PUSH_IN, Angle.EYE),
        ("LOW ANGLE on Mara, waiting.", ShotSize.MEDIUM, Move.STATIC, Angle.LOW),
        ("WIDE SHOT: Mara and Jonas wait.", ShotSize.WIDE, Move.STATIC, Angle.EYE),
        ("Mara pushes in the door.", ShotSize.MEDIUM, Move.STATIC, Angle.EYE),
    ],
)
def test_the_writers_own_directions_are_followed(action: str, size: ShotSize, move: Move, angle: Angle) -> None:
    camera = shots(f"Rain.\n\nOtto is here.\n\n{action}\n")[-1].camera
    assert (camera.size, camera.move, camera.angle) == (size, move, angle)


def test_pronouns_mean_who_they_fit() -> None:
    briefs = shots("Rain.\n\nMara and Jonas wait.\n\nShe laughs.\n\nHe sits down on a crate.\n")
    assert [brief.camera.subject for brief in briefs[-2:]] == ["mara", "jonas"]


def test_an_intercut_never_puts_its_two_ends_in_one_frame_and_keeps_each_in_their_place() -> None:
    briefs = made(
        "INT. KITCHEN - DAY\n\nMara waits by the phone.\n\nMARA\nHello?\n\nINTERCUT WITH:\n\n"
        "EXT. PIER - DAY\n\nJonas paces.\n\nJONAS\nIt is me.\n\nMARA\nI know.\n"
    ).briefs
    assert all(len(brief.cast) <= 1 for brief in briefs)
    assert briefs[-1].camera.subject == "mara"
    assert (briefs[-1].setting.place.place, briefs[-1].setting.interior) == ("kitchen", Interior.INT)


def test_items_of_a_montage_are_shots_of_their_own() -> None:
    briefs = shots("MONTAGE - THE CITY\n\n- Trains.\n\n- Mara runs.\n\n- Jonas runs.\n")
    assert [brief.actions[0].text for brief in briefs] == ["Trains.", "Mara runs.", "Jonas runs."]


def test_a_crowd_is_drawn_as_five_at_most() -> None:
    names = ["ANNA", "BEN", "CARLA", "DAVE", "EVE", "FRED", "GINA", "HAL", "IVY", "JACK"]
    crowd = f"{', '.join(names[:-1])} and {names[-1]} stand in a circle.\n\n"
    briefs = shots(crowd + "\n".join(f"{name}\nI was there that night, and so were you.\n" for name in names))
    assert max(len(brief.cast) for brief in briefs) == 5
    assert [line.cue for brief in briefs for line in brief.lines] == names


@pytest.mark.parametrize(
    "text",
    ["", "CUT TO:\n", "MARA\n(nods)\n", "MARA\n...\n", "> THE END <\n", "[[only a note]]\n", "~A song.\n", "===\n"],
)
def test_a_scene_of_next_to_nothing_still_has_a_shot(text: str) -> None:
    assert shots(text)


def test_transitions_open_and_close_the_shots_they_stand_between() -> None:
    listed = made(
        "FADE IN:\n\nEXT. PIER - DAY\n\nRain.\n\nDISSOLVE TO:\n\nINT. KITCHEN - DAY\n\nRain.\n\nSMASH CUT TO:\n\n"
        "EXT. PIER - NIGHT\n\nRain.\n\nFADE OUT.\n"
    ).shots
    assert [(each.opens, each.closes) for each in listed] == [
        (Transition.FADE, Transition.CUT),
        (Transition.DISSOLVE, Transition.CUT),
        (Transition.CUT, Transition.FADE),
    ]


def test_time_goes_on_and_weather_is_what_the_scene_says() -> None:
    briefs = made(
        "EXT. PIER - NIGHT\n\nIt rains.\n\nEXT. PIER - CONTINUOUS\n\nMara waits.\n\nINT. KITCHEN - DAY\n\nQuiet.\n"
    ).briefs
    assert [brief.setting.time for brief in briefs] == [TimeOfDay.NIGHT, TimeOfDay.NIGHT, TimeOfDay.DAY]
    assert [brief.setting.weather for brief in briefs] == [Weather.RAIN, Weather.RAIN, Weather.CLEAR]


def test_a_script_without_scenes_is_refused_with_the_way_out() -> None:
    with pytest.raises(Invalid, match=r"film\.fountain: has no scene; begin one with"):
        plan("studio/film", Screenplay(file="film.fountain"), BIBLE)


def test_neighbours_are_named_within_the_scene() -> None:
    briefs = shots(TALK)
    assert briefs[0].neighbours.previous == ""
    assert briefs[-1].neighbours.next == ""
    assert all(one.neighbours.next == other.shot for one, other in pairwise(briefs))


def test_every_fact_says_where_it_was_read() -> None:
    brief = shots("Rain.\n\nMara picks up the lantern.\n")[1]
    assert str(brief.setting.source) == "film.fountain:1"
    assert str(brief.actions[0].source) == "film.fountain:5"
    assert str(brief.cast[0].source) == "bible (characters.mara.looks.default)"
    assert str(brief.props[0].source) == "bible (props.lantern)"
