"""Size, rate and length: what every engine is told in numbers."""

from collections.abc import Iterator
from math import floor

from picturelock.continuity.model.reading import Case, Reading
from picturelock.kernel.nouns import Rate

SAME_SHAPE = 0.02
"""How much the ratio of the sides may differ before the shape is another."""


def wrong_size(case: Case, _: float) -> Iterator[Reading]:
    """Where only the brief is known an engine may deliver its own size, if the shape is right."""
    wanted, got = case.expected, case.measured.facts
    off = max(abs(got.width - wanted.width), abs(got.height - wanted.height))
    if not wanted.exact and got.height and abs(got.width / got.height * wanted.height / wanted.width - 1) < SAME_SHAPE:
        off = 0
    yield Reading(
        off, case.whole,
        message=f"is {got.width}x{got.height}, not {wanted.width}x{wanted.height}",
        note=f"The picture must be {wanted.width}x{wanted.height}; it was {got.width}x{got.height}.",
    )  # fmt: skip


def wrong_rate(case: Case, _: float) -> Iterator[Reading]:
    wanted, got = case.expected.rate, case.measured.facts.rate
    if got and case.expected.timed_by_engine:
        return
    off = abs(float(got.fps - wanted.fps)) if got else float(wanted.fps)
    yield Reading(
        off, case.whole,
        message=f"runs at {_said(got)} frames a second, not {_said(wanted)}",
        note=f"The rate must be {_said(wanted)} frames a second; it was {_said(got)}.",
    )  # fmt: skip


def wrong_length(case: Case, _: float) -> Iterator[Reading]:
    wanted, got = case.expected.frames, _frames_in_time(case)
    exact = case.expected.exact and not case.expected.timed_by_engine
    missing, surplus = max(0, wanted - got), max(0, got - wanted) if exact else 0
    least = "" if exact else "at least "
    yield Reading(
        missing or surplus, case.whole,
        message=f"has {got} frames, not {least}{wanted}",
        note=f"The shot must have {least}{wanted} frames; it had {got}.",
    )  # fmt: skip


def _frames_in_time(case: Case) -> int:
    """Of a take at the engine's own rate, those that its time would have at the rate that was asked for."""
    facts = case.measured.facts
    if facts.rate and case.expected.timed_by_engine:
        return floor(facts.frames * case.expected.rate.fps / facts.rate.fps)
    return facts.frames


def _said(rate: Rate | None) -> str:
    return f"{float(rate.fps):.3f}".rstrip("0").rstrip(".") if rate else "no known number of"
