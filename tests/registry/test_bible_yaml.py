"""Bibles as YAML: short when they may be, and every mistake told with its line and its remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Figure, GarmentSlot, Hair, Rate, TimeOfDay, Weather
from picturelock.registry.model.bible import (
    Bible,
    BibleProp,
    Character,
    CharacterState,
    Film,
    FilmLook,
    Location,
    SceneState,
    Worn,
)
from picturelock.registry.model.bible_text import write_bible
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.colours import colour_of


def read(text: str | bytes) -> Bible:
    return read_bible(text.encode() if isinstance(text, str) else text, "film.bible.yaml")


def problems(text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(Invalid) as caught:
        read(text)
    return caught.value.problems


def reasons(text: str | bytes) -> tuple[str, ...]:
    try:
        read(text)
    except Invalid as refused:
        return refused.problems
    return ()


def test_a_short_bible_is_short() -> None:
    bible = read("characters:\n  mara: a harbour pilot\n  jonas:\nprops:\n  lantern: {owner: mara}\n")
    assert bible.characters["mara"] == Character(name="Mara", words="a harbour pilot")
    assert bible.characters["jonas"].name == "Jonas"
    assert bible.props["lantern"] == BibleProp(name="Lantern", owner="mara")
    assert bible.film == Film()


def test_an_empty_bible_is_a_bible() -> None:
    assert read("").characters == {}
    assert read("# only a remark\n").characters == {}


@pytest.mark.parametrize(
    ("written", "colour", "words"),
    [
        ('"#b3202a"', "#b3202a", ""),
        ('"#B32"', "#bb3322", ""),
        ("red", "#b3202a", "red"),
        ("a dark green wool coat", "#1a4521", "a dark green wool coat"),
        ("{colour: navy, words: pea coat, pattern: stripes}", "#1c2b4f", "pea coat"),
    ],
)
def test_a_garment_may_be_written_as_a_person_would_say_it(written: str, colour: str, words: str) -> None:
    bible = read(f"characters:\n  mara:\n    looks:\n      default:\n        coat: {written}\n")
    worn = bible.characters["mara"].looks["default"][GarmentSlot.COAT]
    assert (worn.colour, worn.words) == (colour, words)


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        ("24", Rate()),
        ("25", Rate(numerator=25)),
        ("23.976", Rate(numerator=24000, denominator=1001)),
        ('"30000/1001"', Rate(numerator=30000, denominator=1001)),
    ],
)
def test_a_rate_is_exact_however_it_is_written(written: str, rate: Rate) -> None:
    assert read(f"film: {{rate: {written}}}").film.rate == rate


def test_every_entry_knows_its_line() -> None:
    bible = read("characters:\n  mara:\n    looks:\n      storm:\n        coat: red\n        hat: navy\n")
    assert str(bible.source("characters.mara.looks.storm.hat")) == "film.bible.yaml:6 (characters.mara.looks.storm.hat)"
    assert bible.source("characters.mara.looks.storm.hat.words").line == 6


def test_all_mistakes_are_told_at_once_in_order_of_line() -> None:
    told = problems(
        "charcters: 3\n"
        "characters:\n"
        "  Mara K: {}\n"
        "  mara:\n"
        "    physique: {age: old, hair: bunn, skin: redd}\n"
        "    looks:\n"
        "      default:\n"
        "        coat: #b3202a\n"
        "        cote: red\n"
        "  mara: again\n"
        "film: {widht: 3}\n"
    )
    assert [problem.split(":")[1] for problem in told] == ["1", "3", "5", "5", "5", "8", "9", "10", "11"]
    assert "did you mean 'characters'" in told[0]
    assert "'redd' is no colour; did you mean 'red'" in told[4]
    assert "in quotes" in told[5]
    assert "did you mean 'coat'" in told[6]
    assert "twice, first in line 4" in told[7]
    assert "did you mean 'width'" in told[8]


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"characters:\n\tmara: {}\n", 2, "a tab"),
        (b"characters: [unclosed\n", 2, "is not YAML"),
        (b"characters:\n  mara: {a: b\n", 3, "is not YAML"),
        (b"\x00\x01\x02", 1, "binary"),
        (b"characters:\n  mara: caf\xe9\n", 2, "UTF-8"),
        (b"just words\n", 1, "not a bible"),
        (b"a: 1\n---\nb: 2\n", 2, "is not YAML"),
        (b"characters: !!python/object:os.system {}\n", 1, "plain text"),
        (b"x: " + b"[" * 4000, 1, "nested"),
        (b"#" * 500_001, 1, "bytes"),
    ],
)
def test_what_is_no_bible_at_all_is_told_in_one_line(data: bytes, line: int, what: str) -> None:
    told = problems(data)
    assert told[0].startswith(f"film.bible.yaml:{line}: ")
    assert what in told[0]
    assert len(told) == 1


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, 9)]
    assert "values" in problems("\n".join(rows))[-1]


def test_a_bible_cannot_name_its_own_file_or_lines() -> None:
    assert "unknown key 'file'" in problems("file: elsewhere.yaml\n")[0]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_end_in_anything_but_a_bible_or_a_reason(data: bytes) -> None:
    assert all(problem.startswith("film.bible.yaml:") for problem in reasons(data))


@settings(deadline=None)
@given(st.text(alphabet="ab: -[]{}#&*!|>'\"\n,?%@`\t", max_size=80))
def test_no_text_ends_in_anything_but_a_bible_or_a_reason(text: str) -> None:
    assert all(problem.startswith("film.bible.yaml:") for problem in reasons("characters:\n  " + text))


IDS = st.from_regex(r"[a-z][a-z0-9]{0,5}(_[a-z0-9]{1,4})?", fullmatch=True)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=30)
NAMES = TEXT.filter(lambda text: text.strip() != "")
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
WORN = st.builds(Worn, colour=COLOURS, words=TEXT, pattern=st.sampled_from(["plain", "stripes"]))
LOOKS = st.dictionaries(IDS, st.dictionaries(st.sampled_from(GarmentSlot), WORN, max_size=3), max_size=2)


def characters() -> st.SearchStrategy[Character]:
    return st.builds(
        Character, name=NAMES, words=TEXT, aliases=st.lists(TEXT, max_size=2).map(tuple), looks=LOOKS, look=IDS,
        carries=st.lists(IDS, max_size=2).map(tuple),
        physique=st.fixed_dictionaries(
            {"age": st.integers(0, 99), "hair": st.sampled_from(Hair), "figure": st.sampled_from(Figure)}
        ),
    )  # fmt: skip


def bibles() -> st.SearchStrategy[Bible]:
    states = st.builds(CharacterState, look=st.none() | IDS, holding=st.none() | st.lists(IDS, max_size=2).map(tuple))
    return st.builds(
        Bible,
        film=st.builds(Film, title=TEXT, rate=st.sampled_from([Rate(), Rate(numerator=24000, denominator=1001)])),
        looks=st.dictionaries(IDS, st.builds(FilmLook, words=TEXT, palette=st.lists(COLOURS, max_size=2)), max_size=2),
        characters=st.dictionaries(IDS, characters(), max_size=3),
        locations=st.dictionaries(IDS, st.builds(Location, name=NAMES, words=TEXT), max_size=2),
        props=st.dictionaries(IDS, st.builds(BibleProp, name=NAMES, colour=COLOURS, owner=IDS), max_size=2),
        scenes=st.dictionaries(
            NAMES,
            st.builds(
                SceneState,
                time=st.none() | st.sampled_from(TimeOfDay),
                weather=st.none() | st.sampled_from(Weather),
                characters=st.dictionaries(IDS, states, max_size=2),
            ),
            max_size=2,
        ),
    )


@settings(max_examples=40, deadline=None)
@given(bibles())
def test_a_bible_written_and_read_again_is_the_same_bible(bible: Bible) -> None:
    back = read(write_bible(bible, {"": "head", "characters": "people"}))
    assert back.model_copy(update={"file": "", "lines": {}}) == bible


@pytest.mark.parametrize(
    "words", [":0", "0:", "a:,b", "#0", "a: b", "{a", "- a", "?0", "?a, b", "'", '"', "?", "a #b", "@a", "%a", "~"]
)
def test_words_are_read_as_they_were_written_whatever_yaml_thinks_of_them(words: str) -> None:
    worn = {"top": {"colour": "#000000", "words": words}}
    bible = Bible.model_validate({"characters": {"a": {"words": words, "looks": {"default": worn}}}})
    back = read(write_bible(bible))
    assert back.model_copy(update={"file": "", "lines": {}}) == bible


def test_comments_stand_above_what_they_are_about() -> None:
    bible = Bible.model_validate({"characters": {"mara": {"words": "a pilot"}}})
    text = write_bible(bible, {"": "Drafted.", "characters.mara": "film.fountain:12"})
    assert text == "# Drafted.\n\ncharacters:\n  # film.fountain:12\n  mara:\n    name: Mara\n    words: a pilot\n"


def test_colours_are_found_in_words() -> None:
    assert colour_of("redder than ever") is None
    assert colour_of("off-white linen") == colour_of("white")
    assert colour_of("pale blue") not in (None, colour_of("blue"))
