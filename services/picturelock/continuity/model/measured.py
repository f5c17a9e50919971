"""What a take was measured to be: small numbers and runs of frames, no pixels."""

from pydantic import Field

from picturelock.kernel.nouns import MediaFacts, Noun, ShotSize
from picturelock.kernel.nouns.base import Colour


class Stretch(Noun):
    """Frames `first` to `last`, both inside; `strength` grows with how bad it is."""

    first: int = Field(ge=0)
    last: int = Field(ge=0)
    strength: float


class Tone(Noun):
    """The light and colour of some frames: CIE L*a*b* of the mean, and luma (0 to 255) at 5, 50 and 95 percent."""

    lightness: float
    a: float
    b: float
    dark: float
    middle: float
    bright: float


class Swatch(Noun):
    """One patch the engine named: the colour it must show in its light, and the colour it does show."""

    frame: int = Field(ge=0)
    subject: str
    part: str
    x: int = Field(ge=0)
    y: int = Field(ge=0)
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    wanted: Colour
    """In the patch's light."""
    seen: Colour
    unlit: Colour
    """The surface colour that would look like `seen` in that light."""
    difference: float
    """CIEDE2000 between the two, both brought to full light first, so that night hides nothing."""


class Sound(Noun):
    """Loudness in LUFS (ITU-R BS.1770), levels in dBFS, `clipped` the share of samples at full scale."""

    seconds: float
    loudness: float
    peak: float
    clipped: float
    silent: tuple[Stretch, ...] = ()
    """Strength: seconds."""
    spoken: tuple[float, ...] = ()
    """The loudest moment within each line that is to be heard, in the expectation's order."""


class Measured(Noun):
    """Of one take of `shot`; `setting` and `size` are what it was asked to be."""

    shot: str
    setting: str
    size: ShotSize
    facts: MediaFacts
    tone: Tone
    head: Tone
    tail: Tone
    black: tuple[Stretch, ...] = ()
    """Strength: frames."""
    frozen: tuple[Stretch, ...] = ()
    """Strength: seconds."""
    flicker: tuple[Stretch, ...] = ()
    """Strength: the swing in levels of 255."""
    cuts: tuple[Stretch, ...] = ()
    """The two frames on either side. Strength: the share of the picture that changed, 0 to 1."""
    swatches: tuple[Swatch, ...] = ()
    sound: Sound | None = None
    by: str = ""
    """The inspector and its version."""
