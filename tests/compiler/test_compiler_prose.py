"""A prose prompt reads like a shot described by somebody who knows film."""

import pytest
from tests.compiler.compiler_briefs import LANTERN, MARA, TOM, lone_prop, two_people, voice_over_place

from picturelock.compiler.model import TARGETS, compile_brief, explain
from picturelock.compiler.model.colours import colour_name, hair_name, skin_name
from picturelock.compiler.model.prose.grammar import coloured, ended, with_article
from picturelock.compiler.model.prose.people import body, garment_words
from picturelock.kernel.nouns import (
    Brief,
    Build,
    Figure,
    Garment,
    GarmentSlot,
    Hair,
    Physique,
    Presence,
    Prompt,
    ShotSize,
)

RUNWAY = TARGETS["runway/gen4.5"]
TALKATIVE = RUNWAY.model_copy(update={"most_characters": None, "speaks": True, "most_negative": 400})
RADIO = Presence(character="ines", name="Inés")
NOTE = "keep her coat dark red #8a1f1f"


def spoken(brief: Brief, most: int | None = None, notes: tuple[str, ...] = ()) -> Prompt:
    target = TALKATIVE.model_copy(update={"most_characters": most})
    prompt = compile_brief(brief, target, revision=1, notes=notes).prompt
    assert prompt
    return prompt


def left_out(prompt: Prompt) -> list[str]:
    return [found.message.split(" ")[1] for found in prompt.diagnostics if found.code == "W010"]


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#8a1f1f", "dark red"), ("#14203e", "navy"), ("#000000", "black"), ("#ffffff", "white"), ("#f3ead2", "ivory")],
)
def test_a_colour_is_called_by_its_nearest_name(colour: str, name: str) -> None:
    assert colour_name(colour) == name


def test_skin_and_hair_that_nobody_is_born_with_are_called_plainly() -> None:
    assert (skin_name("#c99a78"), skin_name("#2457cf")) == ("tanned", "blue")
    assert (hair_name("#14110f"), hair_name("#ee3a93")) == ("black", "hot pink")


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        ("coat", "dark red coat"),
        ("red coat", "dark red coat"),
        ("Dark red coat", "Dark red coat"),
        ("pale red coat", "dark red coat"),
        ("an orange coat, buttoned", "dark red coat, buttoned"),
        ("dress with green roses", "dark red dress with green roses"),
        ("his father's yellow oilskin", "his father's dark red oilskin"),
        ("her mother's wedding dress", "her mother's dark red wedding dress"),
        ("black and white shirt", "black and white shirt (mostly dark red)"),
        ("tired coat", "dark red tired coat"),
    ],
)
def test_a_colour_is_said_once(thing: str, said: str) -> None:
    assert coloured(thing, "dark red") == said


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("coat", "a coat"),
        ("ivory dress", "an ivory dress"),
        ("black boots", "black boots"),
        ("coat with brass buttons", "a coat with brass buttons"),
        ("her father's watch", "her father's watch"),
    ],
)
def test_articles_are_put_where_they_belong(phrase: str, said: str) -> None:
    assert with_article(phrase) == said


@pytest.mark.parametrize(
    ("text", "said"), [("he nods", "He nods."), ("Why?", "Why?"), (" \n ", ""), ("“No.”", "“No.”")]
)
def test_a_sentence_ends_once(text: str, said: str) -> None:
    assert ended(text) == said


@pytest.mark.parametrize(
    ("physique", "said"),
    [
        (
            Physique(age=34, build=Build.SLIM, height_cm=184, hair=Hair.BRAID),
            "a tall, slim person in their mid-thirties with tanned skin and dark brown hair in a braid",
        ),
        (
            Physique(age=91, hair=Hair.BALD, beard=True),
            "a person over ninety with tanned skin, a bald head and a beard",
        ),
        (Physique(figure=Figure.CHILD, age=8), "an 8-year-old child with tanned skin and short dark brown hair"),
        (Physique(figure=Figure.DOG, build=Build.HEAVY, hair_colour="#f1f1ee"), "a heavyset white dog"),
        (Physique(figure=Figure.ROBOT, skin="#cfd3d8"), "a silver robot"),
    ],
)
def test_a_body_is_put_into_words(physique: Physique, said: str) -> None:
    assert body(physique) == said


def test_a_garment_without_words_is_called_by_its_place() -> None:
    assert (
        garment_words(Garment(slot=GarmentSlot.BOTTOM, colour="#14203e", pattern="checks")) == "navy checked trousers"
    )


def test_a_pattern_that_the_words_name_is_not_doubled() -> None:
    pyjamas = Garment(slot=GarmentSlot.TOP, colour="#14203e", words="striped pyjamas", pattern="stripes")
    assert garment_words(pyjamas) == "navy striped pyjamas"


def test_pyjamas_are_worn_once() -> None:
    top, bottom = (
        Garment(slot=slot, colour="#14203e", words="pyjamas") for slot in (GarmentSlot.TOP, GarmentSlot.BOTTOM)
    )
    in_bed = TOM.model_copy(update={"wardrobe": (top, bottom)})
    text = spoken(two_people().model_copy(update={"cast": (MARA, in_bed)})).text
    assert "Old Tom wears navy pyjamas. " in text


def test_a_prop_whose_words_name_it_is_told_in_those_words() -> None:
    words = "a blue storm lantern, dented"
    text = spoken(lone_prop().model_copy(update={"props": (LANTERN.model_copy(update={"words": words}),)})).text
    assert "In sight: a mustard storm lantern, dented." in text


def test_shoes_go_first_from_a_close_shot() -> None:
    short = spoken(two_people(), len(spoken(two_people()).text) - 30)
    assert left_out(short) == ["cast.tom.wardrobe.bottom", "cast.mara.wardrobe.shoes"]


def test_a_detail_has_no_room_for_where_people_stand() -> None:
    insert = two_people().camera.model_copy(update={"size": ShotSize.INSERT, "subject": "lantern"})
    assert "in the foreground" not in spoken(two_people().model_copy(update={"camera": insert})).text


def test_a_voice_is_called_by_its_name() -> None:
    brief = voice_over_place()
    heard = brief.lines[0].model_copy(update={"character": "ines", "cue": "INES (O.S.)", "speaker": RADIO})
    assert "Inés (off screen) says: " in spoken(brief.model_copy(update={"lines": (heard,)})).text


def test_notes_come_first() -> None:
    prompt = spoken(two_people(), notes=(NOTE, "  ", NOTE, "hold the lantern higher"))
    assert prompt.text.startswith("Keep her coat dark red #8a1f1f. Hold the lantern higher. Medium close-up of Mara")


def test_words_are_quoted_for_an_engine_that_speaks() -> None:
    assert "Mara (quietly) says: “You said the light was dead.”" in spoken(two_people()).text
    assert "RADIO VOICE (off screen) says: “Gale warning.”" in spoken(voice_over_place()).text


def test_somebody_is_seen_to_speak_for_an_engine_that_is_mute() -> None:
    prompt = compile_brief(two_people(), RUNWAY, revision=1).prompt
    assert prompt
    assert "Mara speaks (quietly)." in prompt.text
    assert "light was dead" not in prompt.text


def test_a_voice_has_no_body() -> None:
    assert "RADIO VOICE is" not in spoken(voice_over_place()).text


def test_nobody_is_unwanted_where_nobody_is() -> None:
    assert spoken(lone_prop()).negative.startswith("people, ")
    assert "people" not in spoken(two_people()).negative


def test_a_text_that_fits_exactly_is_whole() -> None:
    whole = spoken(two_people())
    assert spoken(two_people(), len(whole.text)).text == whole.text


def test_one_character_too_many_costs_the_least_important_piece_only() -> None:
    whole = spoken(lone_prop())
    assert left_out(spoken(lone_prop(), len(whole.text) - 1)) == ["setting.place.palette"]


def test_what_fits_exactly_once_a_piece_is_gone_loses_no_second_one() -> None:
    shorter = spoken(lone_prop(), len(spoken(lone_prop()).text) - 1)
    assert spoken(lone_prop(), len(shorter.text)).text == shorter.text


def test_a_note_outlives_clothes_and_clothes_outlive_the_look() -> None:
    order = left_out(spoken(two_people(), 260, (NOTE,)))
    assert order.index("look.words") < order.index("cast.mara.wardrobe.coat")
    assert "notes.0" not in order


def test_a_list_stays_a_list_when_its_end_is_left_out() -> None:
    whole = spoken(lone_prop())
    without = spoken(lone_prop(), len(whole.text) - len("Its colours: slate grey and camel. ") - 1)
    assert "In it: crane and nets." in without.text


def test_a_prompt_explains_itself() -> None:
    lines = {line.what: (line.excerpt, str(line.source)) for line in explain(spoken(two_people()))}
    assert lines["cast.mara.wardrobe.coat"] == (
        "a dark red oilskin coat",
        "bible.yaml:12 (characters.mara.looks.storm)",
    )
    assert lines["actions.0"] == ("Mara lifts the lantern until its light finds his face.", "lamp.fountain:43")
    assert lines["setting.weather"] == ("Steady rain, wet ground.", "lamp.fountain:40")
