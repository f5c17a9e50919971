"""A scene on one sheet (PNG): every shot's poster with what is seen and said in it."""

import io
from collections.abc import Mapping, Sequence
from typing import Final

from PIL import Image, ImageDraw

from picturelock.editorial.adapters import panel
from picturelock.editorial.adapters.panel import Panel, panel_of, picture_of
from picturelock.editorial.adapters.typeface import font, shortened, wrapped, write
from picturelock.editorial.model import Event, Format

WIDTH, MARGIN, GUTTER, HEADER = 1920, 56, 32, 132
COLUMNS: Final = 4
CELL: Final = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GUTTER) // COLUMNS
PAD, LINE = 16, 22
ACTION_LINES, DIALOGUE_LINES = 3, 3
CAPTION: Final = 44 + ACTION_LINES * LINE + 10 + DIALOGUE_LINES * LINE + PAD
RADIUS = 10


def contact_sheet(title: str, events: Sequence[Event], posters: Mapping[str, bytes], look: Format) -> bytes:
    """A PNG 1920 pixels wide, as high as it must be."""
    picture = round(CELL * look.height / look.width)
    rows = -(-len(events) // COLUMNS)
    height = HEADER + rows * (picture + CAPTION + GUTTER) + MARGIN - GUTTER
    sheet = Image.new("RGB", (WIDTH, height), panel.PAPER)
    _head(ImageDraw.Draw(sheet), title, events, look)
    for index, event in enumerate(events):
        row, column = divmod(index, COLUMNS)
        at = (MARGIN + column * (CELL + GUTTER), HEADER + row * (picture + CAPTION + GUTTER))
        _panel(sheet, at, panel_of(event, look), posters.get(event.shot), picture)
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _head(draw: ImageDraw.ImageDraw, title: str, events: Sequence[Event], look: Format) -> None:
    first = events[0]
    seconds = look.rate.seconds(sum(event.frames for event in events))
    heading = shortened(first.heading, font(34, bold=True), WIDTH - 2 * MARGIN - 460)
    write(draw, (MARGIN, 56), heading, font(34, bold=True), panel.INK)
    shots = f"{len(events)} shot{'s' if len(events) > 1 else ''}"
    write(draw, (MARGIN, 96), f"{first.scene}   {shots}   {seconds:.1f} s", font(19), panel.QUIET)
    name = shortened(title, font(19), 430)
    write(draw, (WIDTH - MARGIN - font(19).getlength(name), 56), name, font(19), panel.QUIET)


def _panel(sheet: Image.Image, at: tuple[int, int], shown: Panel, poster: bytes | None, height: int) -> None:
    draw = ImageDraw.Draw(sheet)
    x, y = at
    draw.rounded_rectangle((x, y, x + CELL, y + height + CAPTION), RADIUS, fill=panel.CARD, outline=panel.RULE)
    _picture(sheet, at, poster, height)
    _badge(draw, (x + CELL - PAD, y + PAD), shown.badge)
    _caption(draw, (x + PAD, y + height), shown)


def _picture(sheet: Image.Image, at: tuple[int, int], poster: bytes | None, height: int) -> None:
    found = picture_of(poster)
    if found is None:
        found = Image.new("RGB", (CELL, height), panel.EMPTY)
        draw = ImageDraw.Draw(found)
        draw.text((CELL / 2, height / 2), "no picture yet", fill=panel.QUIET, font=font(20), anchor="mm")
    small = found.resize((CELL - 1, height - 1), Image.Resampling.LANCZOS, reducing_gap=2.0)
    mask = Image.new("L", small.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, CELL - 2, height + RADIUS), RADIUS, fill=255)
    sheet.paste(small, (at[0] + 1, at[1] + 1), mask)


def _badge(draw: ImageDraw.ImageDraw, corner: tuple[int, int], badge: str) -> None:
    """Its upper right corner is `corner`."""
    if badge:
        face = font(16, bold=True)
        x, y = corner
        left = x - face.getlength(badge) - 20
        draw.rounded_rectangle((left, y, x, y + 28), 6, fill="#ffb433")
        write(draw, (left + 10, y + 14), badge, face, panel.NIGHT)


def _caption(draw: ImageDraw.ImageDraw, at: tuple[int, int], shown: Panel) -> None:
    x, y = at
    right = x + CELL - 2 * PAD
    end = write(draw, (x, y + 24), shown.shot, font(20, bold=True), panel.INK)
    length = font(16).getlength(shown.length)
    write(draw, (right - length, y + 24), shown.length, font(16), panel.QUIET)
    framing = shortened(shown.framing, font(16), right - length - end - 28)
    write(draw, (end + 14, y + 24), framing, font(16), panel.AMBER)
    y += 44 + LINE // 2
    for line in wrapped(shown.action, font(16), CELL - 2 * PAD, ACTION_LINES):
        write(draw, (x, y), line, font(16), panel.INK)
        y += LINE
    said = "   ".join(f"{cue}: {text}" for cue, text in shown.dialogue)
    y += 10 if shown.action else 0
    for line in wrapped(said, font(16), CELL - 2 * PAD, DIALOGUE_LINES):
        write(draw, (x, y), line, font(16), panel.QUIET)
        y += LINE
