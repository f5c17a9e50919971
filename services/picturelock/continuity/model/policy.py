"""Where each finding begins and what follows from it: data that a studio may change."""

from typing import Literal

from picturelock.kernel.nouns import Decision, Noun


class Limit(Noun):
    """A finding is made where the measure is beyond `threshold`; `on=False` never makes it."""

    threshold: float
    decision: Literal[Decision.RETAKE, Decision.HOLD] = Decision.RETAKE
    on: bool = True


class Policy(Noun):
    """One limit a code; units are those of `rules.RULES`."""

    wrong_size: Limit = Limit(threshold=0)
    """Pixels, of width or height."""
    wrong_rate: Limit = Limit(threshold=0.001)
    """Frames per second."""
    wrong_length: Limit = Limit(threshold=0)
    """Frames missing, or too many where a length was ordered."""
    black_frames: Limit = Limit(threshold=2)
    """Frames in one run."""
    frozen_frames: Limit = Limit(threshold=0.35)
    """Seconds in one run."""
    flicker: Limit = Limit(threshold=4)
    """Levels of 255 that the light swings by, more than three times a second."""
    cut_inside: Limit = Limit(threshold=0.55)
    """Share of the picture that changes from one frame to the next and stays so, 0 to 1."""
    exposure_jump: Limit = Limit(threshold=26)
    """L* from the middle of the scene's shots."""
    colour_jump: Limit = Limit(threshold=20)
    """a*b* distance from the middle of the scene's shots."""
    wardrobe_colour: Limit = Limit(threshold=14)
    """CIEDE2000 from the bible's colour in the light of the patch."""
    prop_colour: Limit = Limit(threshold=14)
    """As for wardrobe."""
    no_sound: Limit = Limit(threshold=0, on=False)
    """Lines in a take without a sound stream. Off, because most engines are mute and voices are laid in the cut."""
    silent_dialogue: Limit = Limit(threshold=-50)
    """dBFS that a line reaches at its loudest."""
    too_loud: Limit = Limit(threshold=-8)
    """LUFS."""
    too_quiet: Limit = Limit(threshold=-50)
    """LUFS, where somebody speaks."""
    clipped_sound: Limit = Limit(threshold=0.1)
    """Percent of samples at full scale."""
