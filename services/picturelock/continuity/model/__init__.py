"""What a take must be, what it was measured to be, and what follows from the difference. All pure."""

from picturelock.continuity.model.expectation import Expectation, Spoken, Wanted, expect
from picturelock.continuity.model.judge import judge
from picturelock.continuity.model.judged import Judged, JudgedTake
from picturelock.continuity.model.measured import Measured, Sound, Stretch, Swatch, Tone
from picturelock.continuity.model.policy import Limit, Policy
from picturelock.continuity.model.rules import RULES

__all__ = [
    "RULES", "Expectation", "Judged", "JudgedTake", "Limit", "Measured", "Policy", "Sound", "Spoken", "Stretch",
    "Swatch", "Tone", "Wanted", "expect", "judge",
]  # fmt: skip
