"""Sound: heard where somebody speaks, and within the limits a mix can work with."""

from collections.abc import Iterator

from picturelock.continuity.model.measured import Stretch
from picturelock.continuity.model.reading import Case, Reading


def no_sound(case: Case, _: float) -> Iterator[Reading]:
    if case.measured.sound is None:
        lines = len(case.expected.spoken)
        yield Reading(lines, case.whole, message="has no sound", note="The take must come with sound.")


def silent_dialogue(case: Case, _: float) -> Iterator[Reading]:
    if case.measured.sound is None:
        return
    for line, level in zip(case.expected.spoken, case.measured.sound.spoken, strict=True):
        yield Reading(
            level, Stretch(first=line.first, last=line.last, strength=0),
            message=f"leaves {line.cue} unheard in frames {line.first} to {line.last}",
            note=f"{line.cue} must be heard from frame {line.first} to {line.last}; there was silence.",
        )  # fmt: skip


def too_loud(case: Case, _: float) -> Iterator[Reading]:
    if sound := case.measured.sound:
        yield Reading(
            sound.loudness, case.whole,
            message=f"is as loud as {sound.loudness:.1f} LUFS",
            note="The sound must be softer.",
        )  # fmt: skip


def too_quiet(case: Case, _: float) -> Iterator[Reading]:
    sound = case.measured.sound
    if sound and case.expected.spoken:
        yield Reading(
            sound.loudness, case.whole,
            message=f"is only as loud as {sound.loudness:.1f} LUFS, though somebody speaks",
            note="The dialogue must be louder.",
        )  # fmt: skip


def clipped_sound(case: Case, _: float) -> Iterator[Reading]:
    if sound := case.measured.sound:
        yield Reading(
            100 * sound.clipped, case.whole,
            message=f"clips in {100 * sound.clipped:.2f} % of its samples",
            note="The sound must not clip; make it softer.",
        )  # fmt: skip
