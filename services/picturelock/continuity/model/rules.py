"""One rule a code: what it reads from a take, and in what unit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from picturelock.continuity.model.colour_rules import prop_colour, wardrobe_colour
from picturelock.continuity.model.form_rules import wrong_length, wrong_rate, wrong_size
from picturelock.continuity.model.jump_rules import colour_jump, exposure_jump
from picturelock.continuity.model.picture_rules import black_frames, cut_inside, flicker, frozen_frames
from picturelock.continuity.model.reading import Case, Reading
from picturelock.continuity.model.sound_rules import clipped_sound, no_sound, silent_dialogue, too_loud, too_quiet


@dataclass(frozen=True, slots=True)
class Rule:
    """`worth` is how far beyond its limit a measure makes one more point of score; `under` turns beyond around."""

    read: Callable[[Case, float], Iterable[Reading]]
    unit: str
    worth: float
    under: bool = False

    def excess(self, measured: float, threshold: float) -> float:
        """How far `measured` lies beyond, in its unit; 0 or less where it does not."""
        return threshold - measured if self.under else measured - threshold


RULES: Mapping[str, Rule] = {
    "wrong_size": Rule(wrong_size, "px", 100),
    "wrong_rate": Rule(wrong_rate, "fps", 1),
    "wrong_length": Rule(wrong_length, "frames", 12),
    "black_frames": Rule(black_frames, "frames", 4),
    "frozen_frames": Rule(frozen_frames, "s", 0.5),
    "flicker": Rule(flicker, "levels", 4),
    "cut_inside": Rule(cut_inside, "of the picture", 0.1),
    "exposure_jump": Rule(exposure_jump, "L*", 5),
    "colour_jump": Rule(colour_jump, "a*b*", 5),
    "wardrobe_colour": Rule(wardrobe_colour, "dE00", 5),
    "prop_colour": Rule(prop_colour, "dE00", 5),
    "no_sound": Rule(no_sound, "lines", 1),
    "silent_dialogue": Rule(silent_dialogue, "dBFS", 20, under=True),
    "too_loud": Rule(too_loud, "LUFS", 3),
    "too_quiet": Rule(too_quiet, "LUFS", 10, under=True),
    "clipped_sound": Rule(clipped_sound, "%", 1),
}
"""Every field of Policy has its rule here."""
