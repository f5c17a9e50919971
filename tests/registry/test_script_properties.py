"""What holds for every script there can be."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from picturelock.kernel.errors import Invalid
from picturelock.registry.model.bible_check import check
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.draft import draft_text
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.screenplay import Element, ElementKind, Screenplay

DATA = Path(__file__).parents[2].parent / "shared" / "data"
FILES = sorted((DATA / "fountain").glob("*.fountain")) + sorted((DATA / "screenplays").glob("*.fountain"))
needs_data = pytest.mark.skipif(not FILES, reason=f"the real scripts are not at {DATA}")

PIECES = st.sampled_from(
    """INT. KITCHEN - DAY|EXT. PARK--NIGHT|.FORCED|BOB|BOB (V.O.) ^|@McAvoy|Hello *there*.|(beat)||  |\t|/*|*/|[[|]]
[[a note]]|~la|> CUT TO:|>mid<|# One|= It begins|===|CUT TO:|!BANG|FADE IN:|12 INT. HALL - DAY 12|\f|\x0b
“Quote” — dash|ANNA, 30, in a red coat, sits.
He holds up his phone.|Title: X|日本語|DR. #1|\u2028|\ud7ff|(|)|^|@|.|!|~|>|=|ALL|THE|A|#1#
INT.|EXT. - DAY|İ ıß|ΣΑΣ|THE SMITHS|GUARD 1 and GUARD 2 wave.|She puts on a hat.|Rain.""".replace("\n", "|").split("|")
)
SCRIPTS = st.lists(PIECES | st.text(max_size=30), max_size=40).map("\n".join)


def read_or_refuse(data: bytes) -> Screenplay | None:
    try:
        return read_script(data, "film.fountain")
    except Invalid as refused:
        check_plain(refused)
        return None


def check_plain(refused: Invalid) -> None:
    assert all(problem.startswith("film.fountain:") and ";" in problem for problem in refused.problems)


def everything(script: Screenplay) -> list[Element]:
    return [*script.preamble, *(each for scene in script.scenes for each in scene.elements)]


@given(st.binary(max_size=300))
@example(b"\xff\xfeI\0N")
@example(b"\xff\xfe\0\0")
@example(b"INT. A\n\n\x81\x8d")
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused_in_plain_words(data: bytes) -> None:
    read_or_refuse(data)


@given(SCRIPTS)
@settings(max_examples=120, deadline=None)
def test_any_text_that_can_be_read_can_be_drafted_into_a_bible_that_fits_it(text: str) -> None:
    script = read_or_refuse(("INT. HALL - DAY\n\n" + text).encode("utf-8", "replace"))
    if script is not None:
        bible = read_bible(draft_text(script).encode(), "film.bible.yaml")
        assert check(bible, script).errors == ()


@given(SCRIPTS)
@settings(max_examples=120, deadline=None)
def test_a_line_number_points_at_the_line_where_the_words_begin(text: str) -> None:
    script = read_or_refuse(text.encode("utf-8", "replace"))
    if script is None:
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for element in everything(script):
        if element.kind is ElementKind.NOTE:
            continue
        assert first_word(element.cue or element.text) in bare(lines[element.line - 1])
        assert all(first_word(part.text) in bare(lines[part.line - 1]) for part in element.parts)
    for scene in script.scenes:
        assert first_word(scene.heading.text) in bare(lines[scene.heading.line - 1])


def first_word(text: str) -> str:
    return bare(text.partition("\n")[0])[:1]


def bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@given(SCRIPTS)
@settings(max_examples=80, deadline=None)
def test_line_ends_and_byte_order_marks_change_nothing(text: str) -> None:
    plain = text.replace("\r", "").encode("utf-8", "replace")
    script = read_or_refuse(plain)
    for variant in (plain.replace(b"\n", b"\r\n"), plain.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + plain):
        assert read_or_refuse(variant) == script


WORDS = st.text(alphabet="abcdefghij klmno", min_size=1, max_size=20).map(lambda each: " ".join(each.split()) or "a")
NAMES = st.sampled_from(["BOB", "DR. SMITH", "GUARD #2", "R2D2", "O'BRIEN", "ÉMILE"])
ELEMENTS = st.one_of(
    st.tuples(st.just("action"), WORDS.map(lambda each: f"He {each}")),
    st.tuples(st.just("speech"), st.tuples(NAMES, WORDS)),
    st.tuples(st.just("centered"), WORDS),
    st.tuples(st.just("section"), WORDS),
    st.tuples(st.just("synopsis"), WORDS),
    st.tuples(st.just("lyric"), WORDS),
    st.tuples(st.just("note"), WORDS),
    st.tuples(st.just("transition"), st.just("SMASH CUT TO:")),
)
MARKED = {
    "action": "{}",
    "centered": "> {} <",
    "section": "## {}",
    "synopsis": "= {}",
    "lyric": "~{}",
    "note": "[[{}]]",
}


def written(kind: str, what: str | tuple[str, str]) -> str:
    if kind == "speech":
        return f"{what[0]}\n{what[1]}"
    return MARKED.get(kind, "{}").format(what)


@given(st.lists(ELEMENTS, max_size=15), st.booleans())
@settings(max_examples=120, deadline=None)
def test_a_script_built_of_elements_reads_back_to_them(built: list[tuple[str, str]], crlf: bool) -> None:  # noqa: FBT001
    text = "\n\n".join(["INT. HALL - NIGHT", *(written(kind, what) for kind, what in built)]) + "\n"
    scene = read_script((text.replace("\n", "\r\n") if crlf else text).encode(), "film.fountain").scenes[0]
    found = [(each.kind.value, (each.cue, each.text) if each.cue else each.text) for each in scene.elements]
    assert found == built


@needs_data
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_real_script_is_read_and_drafted_or_lacks_a_heading(path: Path) -> None:
    data = path.read_bytes()
    if script := read_or_refuse(data):
        assert read_bible(draft_text(script).encode(), "film.bible.yaml").locations
    else:
        assert not any(word in data.upper() for word in (b"INT.", b"EXT."))


@needs_data
def test_a_real_film_has_the_cast_and_the_props_that_an_assistant_director_would_list() -> None:
    script = read_script((DATA / "screenplays" / "cyber_bob_ep1.fountain").read_bytes(), "cyber_bob_ep1.fountain")
    bible = read_bible(draft_text(script).encode(), "cyber_bob.yaml")
    figures = {key: each.physique.figure.value for key, each in bible.characters.items()}
    assert figures == {
        "bob": "person",
        "dog": "dog",
        "margaret": "person",
        "cyber_boss": "cloud",
        "chihuahuas": "dog",
    }
    assert {bible.character_id(cue) for cue in ("BOB", "CYBER BOB", "cyber bob")} == {"bob"}
    assert bible.character_id("BOSS") == bible.character_id("the cloud".removeprefix("the ")) == "cyber_boss"
    assert bible.character_id("Margeret") == "margaret"
    assert [(key, each.owner) for key, each in bible.props.items()] == [("leash", "margaret"), ("phone", "bob")]
    assert bible.characters["margaret"].carries == ("leash",)
    assert [len(script.scenes), len(bible.locations)] == [3, 3]


def test_five_hundred_scenes_are_read_whole() -> None:
    scene = "EXT. PIER {0} - DAY\n\nMara waits for the ferry.\n\nMARA\nIt is late.\n\n"
    script = read_script("".join(scene.format(number) for number in range(500)).encode(), "long.fountain")
    assert len(script.scenes) == 500
    assert script.scenes[-1].elements[-1].line == 7 * 499 + 5
    assert script.warnings == ()
