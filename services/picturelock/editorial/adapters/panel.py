"""What a storyboard says about one shot, for sheets and pages alike."""

import io
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from picturelock.editorial.model import Event, Format
from picturelock.media.timecode import film_start, timecode

MOST_PIXELS = 8192 * 4608
LARGE_ENOUGH = (640, 360)
"""JPEGs are decoded at half their size and less, down to this."""
PAPER, CARD, INK, QUIET, RULE, AMBER, NIGHT, EMPTY = (
    "#f6f4ef", "#ffffff", "#1d2126", "#6d737b", "#d9d5cc", "#c9761a", "#15181d", "#e4e0d7",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Panel:
    """`badge` is empty for a shot that stands."""

    shot: str
    framing: str
    length: str
    action: str
    dialogue: tuple[tuple[str, str], ...]
    badge: str
    timecode: str
    aspect: float
    """Width to height of the film."""


def panel_of(event: Event, look: Format) -> Panel:
    brief = event.circled.brief
    return Panel(
        shot=event.shot.split("_")[-1].removeprefix("sh"),
        framing=_framing(event),
        length=f"{look.rate.seconds(event.frames):.1f} s",
        action=" ".join(action.text for action in brief.actions) if brief else "",
        dialogue=tuple((_cue(line.cue, line.off_screen), line.text) for line in brief.lines) if brief else (),
        badge=_badge(event),
        timecode=timecode(film_start(look.rate) + event.start, look.rate),
        aspect=look.width / look.height,
    )


def _framing(event: Event) -> str:
    brief = event.circled.brief
    if brief is None:
        return ""
    camera = brief.camera
    said = [camera.size.value]
    said += [f"{camera.angle.value} angle"] if camera.angle.value != "eye" else []
    said += [camera.move.value] if camera.move.value != "static" else []
    return ", ".join(said).replace("_", " ")


def _cue(cue: str, off_screen: bool) -> str:  # noqa: FBT001
    return f"{cue} (O.S.)" if off_screen else cue


def _badge(event: Event) -> str:
    if event.circled.take is None:
        return "NO TAKE YET"
    return "HELD" if event.circled.held else ""


def picture_of(poster: bytes | None) -> Image.Image | None:
    """The poster as RGB; None when there is none, or it is no picture, or one too large to look at."""
    if not poster:
        return None
    try:
        with Image.open(io.BytesIO(poster), formats=("JPEG", "PNG")) as found:
            if found.width * found.height > MOST_PIXELS:
                return None
            found.draft("RGB", LARGE_ENOUGH)
            return found.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError):
        return None
