"""What holds of every verdict."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.continuity.continuity_cases import (
    LANTERN,
    expectation,
    facts,
    measured,
    neighbour,
    sound,
    stretch,
    swatch,
    tone,
)

from picturelock.continuity.model import RULES, Measured, judge
from picturelock.continuity.model.judge import SEVERITY
from picturelock.kernel.nouns import Verdict

amounts = st.floats(0, 120)
runs = st.lists(amounts, max_size=3)
measures = st.fixed_dictionaries(
    {
        "missing": st.integers(0, 95), "black": runs, "frozen": runs, "flicker": runs, "cuts": runs,
        "coat": st.lists(amounts, min_size=1, max_size=5), "lantern": st.lists(amounts, max_size=5),
        "quiet": amounts, "clipped": st.floats(0, 1), "off": st.floats(0, 60),
    }
)  # fmt: skip
SOUND: dict[str, Any] = {
    "missing": 0, "black": [], "frozen": [], "flicker": [], "cuts": [], "coat": [0.0], "lantern": [],
    "quiet": 0.0, "clipped": 0.0, "off": 0.0,
}  # fmt: skip
scenes = st.lists(st.floats(0, 100), max_size=6).map(
    lambda tones: [neighbour(10 * i + 30, lightness) for i, lightness in enumerate(tones)]
)


def take(how: dict[str, Any]) -> Measured:
    """The larger every number, the worse the take."""
    return measured(
        facts=facts(frames=96 - how["missing"]),
        **{
            kind: tuple(stretch(i * 20 + 30, i * 20 + 31, amount) for i, amount in enumerate(how[kind]))
            for kind in ("black", "frozen", "flicker", "cuts")
        },
        swatches=(
            *(swatch(amount, 5 * i) for i, amount in enumerate(how["coat"])),
            *(swatch(amount, 5 * i, wanted=LANTERN) for i, amount in enumerate(how["lantern"])),
        ),
        sound=sound(spoken=(-how["quiet"],), loudness=-20 - how["quiet"], clipped=how["clipped"]),
        tone=tone(40 + how["off"]),
    )


@settings(deadline=None)
@given(measures, scenes)
def test_the_same_measures_always_get_the_same_verdict(how: dict[str, Any], scene: list[Measured]) -> None:
    first = judge(take(how), expectation(), scene)
    assert judge(take(how), expectation(), list(reversed(scene))) == first


@settings(deadline=None)
@given(measures, st.data())
def test_a_worse_take_never_gets_a_milder_verdict(how: dict[str, Any], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(how)))
    more = data.draw(st.floats(0, 60))
    steady = [neighbour(number) for number in (10, 30, 40)]
    better = judge(take(how), expectation(), steady)
    worse = judge(take(how | {kind: _worse(how[kind], more)}), expectation(), steady)
    assert SEVERITY.index(worse.decision) >= SEVERITY.index(better.decision)
    assert worse.score >= better.score - 1e-6
    assert _codes(better) <= _codes(worse)


def _worse(amount: Any, more: float) -> Any:
    if isinstance(amount, list):
        return [one + more for one in amount]
    return min(95, amount + round(more)) if isinstance(amount, int) else amount + more


def _codes(verdict: Verdict) -> set[str]:
    return {finding.code for finding in verdict.findings}


@settings(deadline=None)
@example({**SOUND, "black": [2.0004]}, [])
@example({**SOUND, "coat": [14.0000001]}, [])
@given(measures, scenes)
def test_every_finding_lies_in_the_take_beyond_its_limit_and_says_what_to_do(
    how: dict[str, Any], scene: list[Measured]
) -> None:
    verdict = judge(take(how), expectation(), scene)
    for finding in verdict.findings:
        assert 0 <= finding.first <= finding.last
        assert finding.note
        assert finding.unit
        assert RULES[finding.code].excess(finding.measured, finding.threshold) > 0
    assert (verdict.score == 0) == (not verdict.findings)
    assert verdict.score >= len(verdict.findings)
