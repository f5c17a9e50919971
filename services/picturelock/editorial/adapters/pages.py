"""The storyboard as a document (PDF, A4 landscape, six panels a page) that reads like the script."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from picturelock.editorial.adapters import panel
from picturelock.editorial.adapters.panel import Panel, panel_of, picture_of
from picturelock.editorial.adapters.typeface import path_of
from picturelock.editorial.model import Assembly, Event, Format

PAGE = landscape(A4)
MARGIN, GUTTER, HEAD, FOOT = 36.0, 18.0, 34.0, 20.0
COLUMNS, ROWS = 3, 2
PLAIN, BOLD = "Vera", "VeraBd"
POSTER_WIDTH = 640
"""Pixels: 180 to the inch."""
JPEG_QUALITY = 82
LARGEST, SMALLEST = 8.6, 5.5
"""Points."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Shots of one scene that share a page; `goes_on` when the scene began on a page before."""

    events: Sequence[Event]
    goes_on: bool


def pages(assembly: Assembly, posters: Mapping[str, bytes]) -> bytes:
    """Each scene begins a page of its own."""
    for name, bold in ((PLAIN, False), (BOLD, True)):
        pdfmetrics.registerFont(TTFont(name, str(path_of(bold=bold))))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=PAGE, invariant=True, pageCompression=1)
    canvas.setTitle(f"{assembly.title}: storyboard")
    canvas.setCreator("Picturelock")
    for number, sheet in enumerate(_sheets(assembly.events), start=1):
        _page(canvas, assembly, sheet, posters, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sheets(events: Sequence[Event]) -> Iterator[Sheet]:
    for _, group in groupby(events, key=lambda event: event.scene):
        scene = [*group]
        for at in range(0, len(scene), COLUMNS * ROWS):
            yield Sheet(scene[at : at + COLUMNS * ROWS], goes_on=at > 0)


def _page(canvas: Canvas, assembly: Assembly, sheet: Sheet, posters: Mapping[str, bytes], number: int) -> None:
    look = assembly.finish.format
    _head(canvas, assembly.title, sheet, number)
    width = (PAGE[0] - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS
    height = (PAGE[1] - 2 * MARGIN - HEAD - FOOT - (ROWS - 1) * GUTTER) / ROWS
    top = PAGE[1] - MARGIN - HEAD
    for index, event in enumerate(sheet.events):
        row, column = divmod(index, COLUMNS)
        corner = (MARGIN + column * (width + GUTTER), top - row * (height + GUTTER))
        _panel(canvas, corner, (width, height), panel_of(event, look), _poster(posters, event, look))


def _head(canvas: Canvas, title: str, sheet: Sheet, number: int) -> None:
    top = PAGE[1] - MARGIN
    first = sheet.events[0]
    end = _text(canvas, (MARGIN, top - 12), first.heading, (BOLD, 13), panel.INK)
    if sheet.goes_on:
        _text(canvas, (end + 6, top - 12), "continued", (PLAIN, 8), panel.QUIET)
    else:
        canvas.bookmarkPage(f"page{number}")
        canvas.addOutlineEntry(f"{first.scene} {first.heading}", f"page{number}", level=0)
    canvas.setFillColor(HexColor(panel.QUIET))
    canvas.setFont(PLAIN, 8)
    canvas.drawRightString(PAGE[0] - MARGIN, top - 12, first.scene)
    canvas.drawString(MARGIN, MARGIN - 6, title)
    canvas.drawRightString(PAGE[0] - MARGIN, MARGIN - 6, str(number))
    canvas.setStrokeColor(HexColor(panel.RULE))
    canvas.line(MARGIN, top - 22, PAGE[0] - MARGIN, top - 22)


def _poster(posters: Mapping[str, bytes], event: Event, look: Format) -> ImageReader | None:
    found = picture_of(posters.get(event.shot))
    if found is None:
        return None
    size = (POSTER_WIDTH, max(1, round(POSTER_WIDTH * look.height / look.width)))
    small = io.BytesIO()
    found.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0).save(small, "JPEG", quality=JPEG_QUALITY)
    return ImageReader(small)


def _panel(
    canvas: Canvas, corner: tuple[float, float], size: tuple[float, float], shown: Panel, poster: ImageReader | None
) -> None:
    x, top = corner
    width, height = size
    tall = min(width / shown.aspect, height * 0.65)
    canvas.setFillColor(HexColor(panel.EMPTY))
    canvas.rect(x, top - tall, width, tall, stroke=0, fill=1)
    if poster:
        canvas.drawImage(poster, x, top - tall, width, tall, preserveAspectRatio=True, anchor="c")
    canvas.setStrokeColor(HexColor(panel.INK))
    canvas.setLineWidth(0.6)
    canvas.rect(x, top - tall, width, tall, stroke=1, fill=0)
    _badge(canvas, (x + width, top), shown.badge)
    _caption(canvas, (x, top - tall - 12), width, shown)
    _words(canvas, (x, top - tall - 17), (width, height - tall - 17), shown)


def _badge(canvas: Canvas, corner: tuple[float, float], badge: str) -> None:
    if badge:
        wide = pdfmetrics.stringWidth(badge, BOLD, 7) + 8
        canvas.setFillColor(HexColor("#ffb433"))
        canvas.roundRect(corner[0] - wide - 5, corner[1] - 17, wide, 12, 2.5, stroke=0, fill=1)
        _text(canvas, (corner[0] - wide - 1, corner[1] - 13.5), badge, (BOLD, 7), panel.NIGHT)


def _caption(canvas: Canvas, at: tuple[float, float], width: float, shown: Panel) -> None:
    end = _text(canvas, at, shown.shot, (BOLD, 8.5), panel.INK)
    _text(canvas, (end + 6, at[1]), shown.framing, (PLAIN, 7.5), panel.AMBER)
    canvas.setFillColor(HexColor(panel.QUIET))
    canvas.setFont(PLAIN, 7)
    canvas.drawRightString(at[0] + width, at[1], f"{shown.length}   {shown.timecode}")


def _words(canvas: Canvas, at: tuple[float, float], room: tuple[float, float], shown: Panel) -> None:
    """Action and dialogue, set smaller until they fit."""
    said = [escape(shown.action)] if shown.action else []
    said += [f"<font name='{BOLD}'>{escape(cue)}</font>  {escape(text)}" for cue, text in shown.dialogue]
    size = LARGEST
    while True:
        style = ParagraphStyle("words", fontName=PLAIN, fontSize=size, leading=size * 1.3, spaceAfter=2)
        set_ = [Paragraph(text, style) for text in said]
        heights = [paragraph.wrap(*room)[1] + 2 for paragraph in set_]
        if sum(heights) <= room[1] or size <= SMALLEST:
            break
        size -= 0.4
    y = at[1]
    for paragraph, tall in zip(set_, heights, strict=True):
        if at[1] - (y - tall) > room[1]:
            break
        paragraph.drawOn(canvas, at[0], y - tall + 2)
        y -= tall


def _text(canvas: Canvas, at: tuple[float, float], text: str, face: tuple[str, float], colour: str) -> float:
    """Returns where it ends."""
    canvas.setFillColor(HexColor(colour))
    canvas.setFont(*face)
    canvas.drawString(*at, text)
    return at[0] + float(pdfmetrics.stringWidth(text, *face))
