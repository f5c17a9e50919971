"""What a presenter is given to say: the lines, word for word, and the shot's own pauses."""

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.compiler.compiler_briefs import two_people
from tests.strategies_briefs import lines

from picturelock.compiler.model import TARGETS, compile_brief
from picturelock.compiler.model.speech import SLACK
from picturelock.kernel.nouns import Line, Prompt

PRESENTER = TARGETS["synthesia/presenter"]
PAUSE = re.compile(r'<break time="(\d+(?:\.\d)?)s"/>')


def line(text: str, start: int, frames: int = 24, **changes: Any) -> Line:
    return Line(character="mara", cue="MARA", text=text, start=start, frames=frames, **changes)


def spoken(*said: Line, frames: int = 132) -> Prompt:
    brief = two_people().model_copy(update={"lines": said, "frames": frames, "actions": ()})
    prompt = compile_brief(brief, PRESENTER, revision=1).prompt
    assert prompt
    return prompt


def test_lines_are_said_with_the_pauses_of_the_shot() -> None:
    prompt = spoken(line("Go.", 12), line("Now!\nPlease", 60), frames=108)
    assert prompt.text == '<break time="0.5s"/> Go. <break time="1s"/> Now! Please. <break time="1.4s"/>'
    assert [(piece.what, prompt.text[piece.start : piece.end]) for piece in prompt.pieces] == [
        ("lines.0", "Go."), ("lines.1", "Now! Please."),
    ]  # fmt: skip


def test_what_looks_like_markup_is_not_said() -> None:
    assert "<" not in PAUSE.sub("", spoken(line('The <break time="300s"/> sign', 0)).text)


@settings(max_examples=30, deadline=None)
@given(st.lists(lines(("mara",), 132), min_size=1, max_size=3))
def test_a_take_lasts_as_long_as_the_shot_even_with_a_quick_voice(drawn: list[Line]) -> None:
    only = [said.model_copy(update={"cue": "MARA", "off_screen": False, "speaker": None}) for said in drawn]
    brief = two_people().model_copy(update={"lines": tuple(only), "frames": 132, "actions": ()})
    prompt = compile_brief(brief, PRESENTER, revision=1).prompt
    assume(prompt is not None)
    assert prompt is not None
    pauses = sum(float(seconds) for seconds in PAUSE.findall(prompt.text))
    quick = brief.rate.seconds(sum(said.frames for said in only)) / SLACK
    rounding = 0.05 * (len(only) + 1) + 0.1
    assert pauses + quick >= brief.rate.seconds(brief.frames) - rounding
    assert prompt.timed_by_engine
    assert prompt.rate == brief.rate


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((), "E008"),
        ((line("Listen.", 0, off_screen=True),), "E008"),
        ((line("  ", 0),), "E008"),
        ((line("Yes.", 0), line("No.", 30).model_copy(update={"cue": "TOM", "character": "tom"})), "E009"),
        ((line("word " * 500, 0, 130),), "E005"),
    ],
)
def test_a_shot_that_no_presenter_can_say_is_refused(said: tuple[Line, ...], code: str) -> None:
    brief = two_people().model_copy(update={"lines": said})
    compiled = compile_brief(brief, PRESENTER, revision=1)
    assert compiled.prompt is None
    assert [found.code for found in compiled.diagnostics if found.code.startswith("E")] == [code]
