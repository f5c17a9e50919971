"""Pictures that are burnt into the film: the slate's strip, and the card for a shot without a take."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from picturelock.editorial.adapters.typeface import font, path_of, shortened, wrapped, write
from picturelock.editorial.model import Card, Format, Slate

PAPER, INK, QUIET, AMBER, NIGHT = "#f2efe9", "#ffffff", "#b9bec6", "#ffb433", "#15181d"
STRIP_ALPHA = 150


@dataclass(frozen=True, slots=True)
class Layout:
    """Of a strip, in pixels, scaled to the picture's height."""

    height: int
    size: int
    margin: int
    counter: float
    """Where the running frame number begins."""


def layout(look: Format) -> Layout:
    size = max(8, round(min(look.height / 42, look.width / 68)))
    margin = size
    counter = look.width - margin - font(size).getlength("00000")
    return Layout(height=round(size * 2.1), size=size, margin=margin, counter=counter)


def draw_strip(slate: Slate, look: Format, path: Path) -> None:
    """A translucent PNG as wide as the picture, to be laid along its top."""
    place = layout(look)
    strip = Image.new("RGBA", (look.width, place.height // 2 * 2), (0, 0, 0, STRIP_ALPHA))
    draw = ImageDraw.Draw(strip)
    middle = strip.height / 2
    plain, bold = font(place.size), font(place.size, bold=True)
    gap = place.size * 1.2
    end = write(draw, (place.margin, middle), slate.shot, bold, INK)
    end = write(draw, (end + gap, middle), slate.take, plain, QUIET)
    if slate.held:
        end = _held(draw, slate.held, (end + gap, middle), place)
    room = place.counter - gap - (end + gap)
    title = shortened(slate.title, plain, max(0.0, room))
    write(draw, (place.counter - gap - plain.getlength(title), middle), title, plain, QUIET)
    strip.save(path)


def _held(draw: ImageDraw.ImageDraw, held: str, at: tuple[float, float], place: Layout) -> float:
    bold = font(place.size, bold=True)
    tab = bold.getlength("HELD") + place.size
    box = (at[0], at[1] - place.size * 0.8, at[0] + tab, at[1] + place.size * 0.8)
    draw.rounded_rectangle(box, radius=place.size * 0.25, fill=AMBER)
    write(draw, (at[0] + place.size / 2, at[1]), "HELD", bold, NIGHT)
    words = shortened(held, font(place.size), (place.counter - at[0]) * 0.7 - tab)
    return write(draw, (at[0] + tab + place.size * 0.7, at[1]), words, font(place.size), AMBER)


def counter(look: Format) -> str:
    """The ffmpeg filter that writes the running number of the take's frame, counted from 0, into the strip."""
    place = layout(look)
    options = (
        f"fontfile={_escaped(str(path_of()))}",
        r"text=%{eif\\:n\\:d\\:5}",
        f"fontsize={place.size}",
        f"fontcolor={INK}",
        f"x={place.counter:.0f}",
        f"y={place.height // 2 * 2 / 2 - place.size * 0.36:.0f}",
    )
    return "drawtext=" + ":".join(options)


def _escaped(value: str) -> str:
    """For an option's value inside a filter graph: once for the option, once for the graph."""
    for marks in ("\\':", "\\'[],;"):
        value = "".join(f"\\{letter}" if letter in marks else letter for letter in value)
    return value


def draw_card(card: Card, look: Format, path: Path) -> None:
    """A card the size of the picture that says what will be seen here."""
    picture = Image.new("RGB", (look.width, look.height), NIGHT)
    draw = ImageDraw.Draw(picture)
    unit = min(look.height / 30, look.width / 48)
    left, width = look.width * 0.12, look.width * 0.76
    y = look.height * 0.24
    draw.rectangle((left - unit, y - unit, left - unit * 0.8, look.height * 0.8), fill=AMBER)
    for text, scale, bold, colour, lines in _words(card):
        face = font(round(unit * scale), bold=bold)
        for line in wrapped(text, face, width, lines):
            write(draw, (left, y), line, face, colour)
            y += unit * scale * 1.45
        y += unit * 0.5 if text else 0
    picture.save(path)


def _words(card: Card) -> list[tuple[str, float, bool, str, int]]:
    """Text, size, weight, colour and most lines of each paragraph."""
    dialogue = [(said, 1.0, False, QUIET, 2) for said in card.dialogue[:3]]
    return [
        (card.shot, 2.4, True, INK, 1),
        (card.heading, 1.1, False, QUIET, 1),
        (card.framing, 1.1, True, AMBER, 1),
        (card.action, 1.25, False, PAPER, 4),
        *dialogue,
    ]
