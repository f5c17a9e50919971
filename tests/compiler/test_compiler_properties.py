"""What holds for every brief, whatever the target."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.compiler.compiler_briefs import two_people
from tests.strategies_briefs import briefs, changed, facts, words

from picturelock.compiler.model import (
    TARGETS,
    Counting,
    Durations,
    FrameLattice,
    Target,
    compile_brief,
    explain,
)
from picturelock.compiler.model.colours import colour_name
from picturelock.compiler.model.showing import shown_to
from picturelock.kernel.nouns import Brief, Prompt
from picturelock.media.previz.scene import Scene

PREVIZ, RUNWAY = TARGETS["previz"], TARGETS["runway/gen4.5"]
TALKATIVE = RUNWAY.model_copy(update={"most_characters": None, "speaks": True, "most_negative": 400})
few = settings(max_examples=30, deadline=None)
notes = st.lists(words, max_size=3)
targets = st.sampled_from([PREVIZ, RUNWAY, TALKATIVE])


def prompt_of(brief: Brief, target: Target, **asked: Any) -> Prompt:
    prompt = compile_brief(brief, target, **{"revision": 1, **asked}).prompt
    assume(prompt is not None)
    assert prompt is not None
    return prompt


@few
@given(briefs(careless=True), targets, notes)
def test_the_same_brief_makes_the_same_prompt(brief: Brief, target: Target, notes: list[str]) -> None:
    again = Brief.model_validate_json(brief.model_dump_json())
    assert compile_brief(brief, target, revision=2, notes=notes) == compile_brief(
        again, target, revision=2, notes=notes
    )


@few
@given(briefs(careless=True), targets)
def test_there_is_a_prompt_exactly_when_there_is_no_error(brief: Brief, target: Target) -> None:
    compiled = compile_brief(brief, target, revision=1)
    errors = [found.code for found in compiled.diagnostics if found.code.startswith("E")]
    assert (compiled.prompt is None) == bool(errors)
    if compiled.prompt:
        assert compiled.prompt.diagnostics == compiled.diagnostics


@few
@given(briefs(), targets)
def test_where_a_fact_was_read_does_not_change_the_prompt(brief: Brief, target: Target) -> None:
    prompt = prompt_of(brief, target)
    plain = brief.model_dump(mode="json")
    moved = Brief.model_validate(_read_elsewhere(plain) | {"neighbours": {"next": "sc900_sh0010"}})
    assert prompt_of(moved, target).digest == prompt.digest


def _read_elsewhere(value: Any) -> Any:
    if isinstance(value, dict):
        elsewhere = {"source": {"file": "other.fountain", "line": 7}, "heading": "INT. OTHER"}
        return {key: elsewhere.get(key) or _read_elsewhere(item) for key, item in value.items()}
    return [_read_elsewhere(item) for item in value] if isinstance(value, list) else value


@few
@given(briefs(), targets, st.data())
def test_every_shown_fact_counts(brief: Brief, target: Target, data: st.DataObject) -> None:
    brief = shown_to(target, brief).brief
    path = data.draw(st.sampled_from(facts(brief)))
    other = changed(brief, path)
    assert prompt_of(other, target).digest != prompt_of(brief, target).digest


@few
@given(briefs(), targets)
def test_a_retake_is_another_prompt(brief: Brief, target: Target) -> None:
    first, retake = prompt_of(brief, target, revision=1), prompt_of(brief, target, revision=2)
    assert first.seed != retake.seed
    assert first.digest != retake.digest


@few
@given(briefs(), targets, notes)
def test_pieces_lie_in_the_text_in_order_and_nest(brief: Brief, target: Target, notes: list[str]) -> None:
    prompt = prompt_of(brief, target, notes=notes)
    for piece in prompt.pieces:
        assert 0 <= piece.start < piece.end <= len(prompt.text)
    for before, after in pairwise(prompt.pieces):
        assert before.end <= after.start or (before.start <= after.start and after.end <= before.end)


@few
@given(briefs(), targets)
def test_an_explanation_goes_through_the_text_without_repeating_itself(brief: Brief, target: Target) -> None:
    prompt, at = prompt_of(brief, target), 0
    for stretch in explain(prompt):
        at = prompt.text.index(stretch.excerpt, at) + len(stretch.excerpt)


@few
@given(briefs(), notes)
def test_a_previz_prompt_reads_back_as_the_scene(brief: Brief, notes: list[str]) -> None:
    prompt = prompt_of(brief, PREVIZ, notes=notes)
    scene = Scene.model_validate_json(prompt.text)
    shown = json.loads(prompt.text)
    assert json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == prompt.text
    for field in ("camera", "cast", "props", "actions", "lines", "look", "frames", "width", "height"):
        assert shown[field] == _plain(brief)[field]
    for field in ("place", "interior", "time", "weather"):
        assert shown[field] == _plain(brief)["setting"][field]
    assert (scene.seed, scene.rate) == (prompt.seed, brief.rate)


@few
@given(briefs())
def test_a_piece_of_a_previz_prompt_is_the_fact_it_names(brief: Brief) -> None:
    prompt = prompt_of(brief, PREVIZ)
    known = _facts_by_name(brief)
    for piece in prompt.pieces:
        said = json.loads(prompt.text[piece.start : piece.end])
        assert said == (prompt.seed if piece.what == "seed" else known[piece.what])


def _plain(brief: Brief) -> dict[str, Any]:
    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: strip(item) for key, item in value.items() if key != "source"}
        return [strip(item) for item in value] if isinstance(value, list) else value

    plain: dict[str, Any] = strip(brief.model_dump(mode="json"))
    return plain


def _facts_by_name(brief: Brief) -> dict[str, Any]:
    plain = _plain(brief)
    known = {name: plain[name] for name in ("camera", "look", "frames", "rate", "width", "height")}
    known |= {f"setting.{name}": value for name, value in plain["setting"].items()}
    known |= {f"props.{prop['prop']}": prop for prop in plain["props"]}
    for name in ("actions", "lines"):
        known |= {f"{name}.{n}": item for n, item in enumerate(plain[name])}
    for figure in plain["cast"]:
        who = f"cast.{figure['character']}"
        known |= {who: figure} | {f"{who}.{field}": value for field, value in figure.items()}
        known |= {f"{who}.wardrobe.{garment['slot']}": garment for garment in figure["wardrobe"]}
        known |= {f"{who}.holding.{prop}": prop for prop in figure["holding"]}
        known |= {f"{who}.wounds.{n}": wound for n, wound in enumerate(figure["wounds"])}
    return known


@few
@given(briefs())
def test_a_piece_of_prose_says_the_fact_it_names(brief: Brief) -> None:
    prompt = prompt_of(brief, TALKATIVE)
    said = {piece.what: prompt.text[piece.start : piece.end] for piece in prompt.pieces}
    for presence in brief.cast:
        if presence.physique.figure.value == "unseen":
            continue
        for garment in presence.wardrobe:
            worn = [text for what, text in said.items() if what.startswith(f"cast.{presence.character}.wardrobe.")]
            assert any(colour_name(garment.colour) in text.lower() for text in worn)
    for n, line in enumerate(brief.lines):
        assert " ".join(line.text.split()) in said[f"lines.{n}"]
    assert brief.setting.place.name in said["setting.place"]
    assert brief.setting.time.value in said["setting.time"]
    assert f"{brief.camera.lens_mm} mm" in said["camera.lens"]


@few
@given(briefs(), notes, st.integers(150, 1500), st.sampled_from(Counting))
def test_prose_keeps_to_its_limit_and_says_what_it_left_out(
    brief: Brief, notes: list[str], most: int, counting: Counting
) -> None:
    free = TALKATIVE.model_copy(update={"counting": counting})
    tight = free.model_copy(update={"most_characters": most, "most_negative": 50})
    whole = prompt_of(brief, free, notes=notes)
    compiled = compile_brief(brief, tight, revision=1, notes=notes)
    if compiled.prompt is None:
        assert [found.code for found in compiled.diagnostics if found.code.startswith("E")] == ["E005"]
        return
    assert counting.length(compiled.prompt.text) <= most
    assert counting.length(compiled.prompt.negative) <= 50
    left_out = [found.message.split(": ")[1].split(" ")[0] for found in compiled.diagnostics if found.code == "W010"]
    kept = [piece.what for piece in compiled.prompt.pieces]
    assert sorted(kept + left_out) == sorted(piece.what for piece in whole.pieces)
    assert bool(left_out) == (counting.length(whole.text) > most)


lengths = st.one_of(
    st.builds(
        FrameLattice,
        every=st.integers(1, 8),
        plus=st.integers(0, 3),
        least=st.integers(1, 50),
        most=st.integers(50, 400),
    ),
    st.builds(Durations, seconds=st.lists(st.integers(1, 15), min_size=1).map(tuple)),
)


@few
@given(briefs(), lengths)
def test_a_take_is_never_shorter_than_the_shot(brief: Brief, lengths: FrameLattice | Durations) -> None:
    prompt = prompt_of(brief, TALKATIVE.model_copy(update={"lengths": lengths, "rates": ()}))
    assert prompt.frames >= brief.frames
    if isinstance(lengths, FrameLattice):
        assert (prompt.frames - lengths.plus) % lengths.every == 0
        assert lengths.least <= prompt.frames <= lengths.most
        assert prompt.frames - brief.frames < lengths.every or prompt.frames - lengths.every < lengths.least
    else:
        assert prompt.frames in {int(seconds * brief.rate.fps) for seconds in lengths.seconds}
        assert int(prompt.parameters["duration"]) in lengths.seconds


@few
@given(briefs())
def test_at_another_rate_a_take_lasts_as_long_as_the_shot(brief: Brief) -> None:
    prompt = prompt_of(brief, RUNWAY.model_copy(update={"most_characters": None}))
    assert prompt.frames / prompt.rate.fps >= brief.frames / brief.rate.fps


@pytest.mark.parametrize("target", [PREVIZ, TALKATIVE], ids=lambda target: target.name)
@few
@given(brief=briefs(), first=words, second=words)
def test_another_note_is_another_prompt(target: Target, brief: Brief, first: str, second: str) -> None:
    assume(" ".join(first.split()).lower() != " ".join(second.split()).lower())
    one, other = prompt_of(brief, target, notes=[first]), prompt_of(brief, target, notes=[second])
    assert one.digest != other.digest


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
@settings(max_examples=12, deadline=None)
@given(brief=briefs(careless=True), notes=notes)
def test_no_engine_is_sent_what_it_does_not_take(target: Target, brief: Brief, notes: list[str]) -> None:
    compiled = compile_brief(brief, target, revision=1, notes=notes)
    assert compiled == compile_brief(brief, target, revision=1, notes=list(notes))
    prompt = compiled.prompt
    if prompt is None:
        assert any(found.code.startswith("E") for found in compiled.diagnostics)
        return
    assert target.most_characters is None or target.counting.length(prompt.text) <= target.most_characters
    assert target.counting.length(prompt.negative) <= target.most_negative
    assert target.sizes.fit(prompt.width, prompt.height) == (prompt.width, prompt.height)
    assert not target.rates or prompt.rate in target.rates
    assert target.lengths.fit(prompt.frames, prompt.rate) == prompt.frames
    assert prompt.frames / prompt.rate.fps >= brief.frames / brief.rate.fps
    assert len(prompt.references) <= target.most_references
    assert all("{" not in said for said in prompt.parameters.values())


def test_a_target_counts_the_characters_of_speech_with_their_directions() -> None:
    prompt = compile_brief(two_people(), TARGETS["elevenlabs/eleven_v3"], revision=1).prompt
    assert prompt is not None
    assert prompt.parameters["characters"] == str(len("[quietly] You said the light was dead."))
