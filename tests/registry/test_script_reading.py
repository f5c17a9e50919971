"""Reading scripts: Fountain's rules, the lines they point at, and the mess that real scripts are in."""

import pytest

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Interior
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.screenplay import Element, ElementKind, Screenplay

HEAD = "INT. KITCHEN - DAY\n\n"


def read(text: str) -> Screenplay:
    return read_script(text.encode(), "film.fountain")


def elements(text: str) -> tuple[Element, ...]:
    return read(HEAD + text).scenes[0].elements


def kinds(text: str) -> list[str]:
    return [element.kind.value for element in elements(text)]


def test_a_title_page_keeps_each_line_of_each_value() -> None:
    script = read("Title:\n\t_**BRICK & STEEL**_\n    FULL RETIRED\nAuthor: Stu\n\n" + HEAD)
    assert script.title == {"title": ("BRICK & STEEL", "FULL RETIRED"), "author": ("Stu",)}


def test_a_script_that_opens_with_a_transition_has_no_title_page() -> None:
    script = read("FADE IN:\n\n" + HEAD)
    assert script.title == {}
    assert [element.kind for element in script.preamble] == [ElementKind.TRANSITION]


@pytest.mark.parametrize(
    ("text", "interior", "place", "time", "number"),
    [
        ("INT. HOUSE - DAY", Interior.INT, "HOUSE", "DAY", ""),
        ("EXT. PARK--DAY", Interior.EXT, "PARK", "DAY", ""),
        ("EXT. PARK — DAY", Interior.EXT, "PARK", "DAY", ""),
        ("INT KITCHEN, NIGHT", Interior.INT, "KITCHEN", "NIGHT", ""),
        ("INT KITCHEN NIGHT", Interior.INT, "KITCHEN", "NIGHT", ""),
        ("INT. CAR (MOVING) - DAY", Interior.INT, "CAR (MOVING)", "DAY", ""),
        ("EXT. ROOF - CONTINUOUS", Interior.EXT, "ROOF", "CONTINUOUS", ""),
        ("EXT. HOUSE - YARD - NIGHT - LATER", Interior.EXT, "HOUSE - YARD", "NIGHT - LATER", ""),
        ("int./ext. car - dusk", Interior.INT_EXT, "car", "dusk", ""),
        ("I/E CAR - MAGIC HOUR", Interior.INT_EXT, "CAR", "MAGIC HOUR", ""),
        ("EST. CITY - DAWN", Interior.EXT, "CITY", "DAWN", ""),
        ("INT. HOTEL - NIGHT CLUB - DAY", Interior.INT, "HOTEL - NIGHT CLUB", "DAY", ""),
        ("INT. MY SCENE -- START", Interior.INT, "MY SCENE", "START", ""),
        ("INT. OFFICE - 12 JUNE 1944", Interior.INT, "OFFICE", "12 JUNE 1944", ""),
        ("INT. X-RAY ROOM - DAY", Interior.INT, "X-RAY ROOM", "DAY", ""),
        ("INT. HOUSE - DAY #1A#", Interior.INT, "HOUSE", "DAY", "1A"),
        ("INT. HOUSE - DAY #110-B.2# #tag", Interior.INT, "HOUSE", "DAY", "110-B.2"),
        ("12 INT. HOUSE - DAY 12", Interior.INT, "HOUSE", "DAY", "12"),
        ("12A.  EXT. HOUSE - DAY", Interior.EXT, "HOUSE", "DAY", "12A"),
        ("INT. HOUSE - DAY #tag #other:tag", Interior.INT, "HOUSE", "DAY", ""),
        ("**INT. HOUSE - DAY**", Interior.INT, "HOUSE", "DAY", ""),
        (".ON THE BEACH - LATER", Interior.EXT, "ON THE BEACH", "LATER", ""),
        (".SNIPER SCOPE", Interior.INT, "SNIPER SCOPE", "", ""),
        ("INT. KITCHEN", Interior.INT, "KITCHEN", "", ""),
    ],
)
def test_a_heading_is_read_as_its_parts(text: str, interior: Interior, place: str, time: str, number: str) -> None:
    scene = read(f"{text}\n\nHe waits.\n").scenes[0]
    found = scene.heading
    assert (found.interior, found.place, found.time, scene.given_number) == (interior, place, time, number)


@pytest.mark.parametrize(
    "text", ["Est. 1984", "INTENSE music.", ". NOT A HEADING", "...and then", ".357 in his hand.", "Interior lights."]
)
def test_what_only_resembles_a_heading_is_action(text: str) -> None:
    assert kinds(f"{text}\n") == ["action"]


def test_a_heading_without_empty_lines_is_read_with_a_warning() -> None:
    script = read("INT. HALL - NIGHT\nHe waits.\nEXT. YARD - DAY\nHe runs.\n")
    assert [scene.heading.place for scene in script.scenes] == ["HALL", "YARD"]
    assert script.warnings[1].startswith("film.fountain:3: 'EXT. YARD - DAY' is read as a scene heading")


def test_a_heading_typed_right_under_a_speech_ends_it() -> None:
    script = read(HEAD + "BOB\nHello.\nEXT. YARD - DAY\n\nHe runs.\n")
    assert [scene.heading.place for scene in script.scenes] == ["KITCHEN", "YARD"]


def test_a_speech_has_its_extension_parentheticals_lyrics_and_held_open_line() -> None:
    (speech,) = elements("MOM (O.S.) (CONT'D)\n(slowly\nand sadly)\nCome *down*.\n  \nNow.\n~La la\n")
    assert (speech.cue, speech.extension, speech.dual) == ("MOM", "O.S., CONT'D", False)
    assert [(part.kind, part.text, part.line) for part in speech.parts] == [
        ("parenthetical", "slowly and sadly", 4),
        ("line", "Come down.", 6),
        ("line", "Now.", 8),
        ("lyric", "La la", 9),
    ]


def test_dual_dialogue_marks_the_second_speech() -> None:
    first, second = elements("BRICK\nHa.\n\nSTEEL ^\nHo.\n")
    assert (first.dual, second.dual, second.cue) == (False, True, "STEEL")


def test_forced_elements_are_what_they_say() -> None:
    found = elements("@McAvoy (V.O.)\nHi.\n\n!BANG\nHe falls.\n\n> Burn to white\n\n> THE END <\n\n~Sing\n")
    assert [(each.kind.value, each.cue or each.text) for each in found] == [
        ("speech", "McAvoy"),
        ("action", "BANG\nHe falls."),
        ("transition", "Burn to white"),
        ("centered", "THE END"),
        ("lyric", "Sing"),
    ]


@pytest.mark.parametrize(
    "text", ["CUT TO:", "FADE OUT.", "FADE IN:", "SMASH CUT TO:", "CUT TO BLACK.", "FADE TO BLACK."]
)
def test_a_transition_stands_alone_in_capitals(text: str) -> None:
    assert kinds(f"He waits.\n\n{text}\n\nHe goes.\n") == ["action", "transition", "action"]


@pytest.mark.parametrize("text", ["boop TO:", "He goes TO:\nthe door."])
def test_what_only_resembles_a_transition_is_action(text: str) -> None:
    assert kinds(text + "\n") == ["action"]


@pytest.mark.parametrize(
    "cue", ["BOB", "R2D2", "DR. SMITH", "GUARD #1", "MAN IN THE HAT", "McCLANE", "BOB:", "ÉMILE", "O'BRIEN", "BOB/JIM"]
)
def test_a_name_in_capitals_with_words_below_speaks(cue: str) -> None:
    assert [each.cue for each in elements(f"{cue}\nHello.\n")] == [cue.rstrip(":")]


@pytest.mark.parametrize(
    "text", ["BOOM!\nHe falls.", "CLOSE ON\nthe phone.", "SUPER:\nBerlin", "23\nlines", "LATER\nHe sits."]
)
def test_capitals_that_are_no_name_are_action(text: str) -> None:
    assert kinds(text + "\n") == ["action"]


def test_a_name_with_nothing_below_is_action() -> None:
    assert kinds("BOB\n\nHello.\n\nBOB") == ["action", "action", "action"]


def test_sections_synopses_and_page_breaks_are_kept() -> None:
    found = elements("# Act\n\n### Scene\n\n= It begins.\n\n===\n")
    assert [(each.kind.value, each.text, each.depth) for each in found] == [
        ("section", "Act", 1),
        ("section", "Scene", 3),
        ("synopsis", "It begins.", 0),
        ("page_break", "", 0),
    ]


def test_line_numbers_count_what_boneyards_and_notes_took_away() -> None:
    text = "/* one\n\ntwo */\n\nINT. HALL - DAY\n\nHe waits [[why\n  \nso long]] here.\n\n"
    text += "/*\nEXT. CUT - DAY\n*/\n\nBOB\nHi.\n"
    scene = read(text).scenes[0]
    assert scene.heading.line == 5
    assert [(each.kind.value, each.line, each.text) for each in scene.elements] == [
        ("action", 7, "He waits\nhere."),
        ("note", 7, "why so long"),
        ("speech", 15, "Hi."),
    ]


def test_a_line_of_dialogue_taken_out_does_not_end_the_speech() -> None:
    (speech, note) = elements("BOB\nOne.\n/* Two. */\n[[or three?]]\nFour.\n")
    assert [part.line for part in speech.parts] == [4, 7]
    assert note.text == "or three?"


def test_a_boneyard_that_is_never_closed_leaves_the_script_standing() -> None:
    script = read(HEAD + "He waits.\n\n/* cut?\n\nEXT. YARD - DAY\n\nHe runs.\n")
    assert len(script.scenes) == 2
    assert script.warnings[0].startswith("film.fountain:5: '/*' opens a boneyard that is never closed")


def test_a_note_ends_at_an_empty_line_and_is_then_text() -> None:
    script = read(HEAD + "He [[waits\n\nfor]] her.\n")
    assert [each.kind for each in script.scenes[0].elements] == [ElementKind.ACTION] * 2
    assert script.warnings[0].startswith("film.fountain:3: '[[' opens a note")


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("***all*** **bold** *it* _under_", "all bold it under"),
        ("_Steel's face FILLS the *scope*_.", "Steel's face FILLS the scope."),
        (r"the keypad: **\*9765\***", "the keypad: *9765*"),
        ("He dialed *69 and then *23, and hung up.", "He dialed *69 and then *23, and hung up."),
        ("He dialed *69 and then 23*, and hung up.", "He dialed 69 and then 23, and hung up."),
        ("_69 and then 23 _, and", "_69 and then 23 _, and"),
        ("the left_door_key", "the left_door_key"),
    ],
)
def test_emphasis_marks_are_taken_out_of_text(marked: str, text: str) -> None:
    assert elements(marked + "\n")[0].text == text


def test_emphasis_does_not_run_over_paragraphs() -> None:
    assert [each.text for each in elements("They *share a look.\n\nThis is BAD.*\n")] == [
        "They *share a look.",
        "This is BAD.*",
    ]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"ID3\x04 ...", "MP3"),
        (b"\0\0\0\x20ftypisom", "MP4"),
        (b"PK\x03\x04....word/document.xml", "Word"),
        (b"PK\x03\x04....", "ZIP"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"<!DOCTYPE html><p>", "web page"),
        (b"abc\0def", "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
        ("INT. HALL - DAY".encode("utf-16-le"), "UTF-16"),
        (b"Once upon a time.\n", "no scene heading"),
    ],
)
def test_what_is_no_script_is_refused_in_one_line_that_says_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_script(data, "film.fountain")
    (problem,) = refused.value.problems
    assert problem.startswith("film.fountain:1: ")
    assert word in problem
    assert ";" in problem
    assert "\n" not in problem


def test_a_script_in_windows_1252_is_read_with_a_warning_that_names_the_line() -> None:
    script = read_script(HEAD.encode() + "JOSÉ\n“Olé… señor”\n".encode("cp1252"), "film.fountain")
    assert script.scenes[0].elements[0].cue == "JOSÉ"
    assert script.scenes[0].elements[0].text == "“Olé… señor”"
    assert script.warnings[0].startswith("film.fountain:3: is not UTF-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    script = read_script((HEAD + "JOSÉ\nOlé.\n").encode(encoding), "film.fountain")
    assert script.scenes == read(HEAD + "JOSÉ\nOlé.\n").scenes
