"""Pictures that show a finding: its frames side by side, the patch boxed, expected and measured colour."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from picturelock.continuity.model import Measured, Swatch
from picturelock.continuity.model.colour_rules import telling_patch
from picturelock.kernel.nouns import Finding
from picturelock.media.colour import named
from picturelock.media.frames import Picture, pictures
from picturelock.media.measure_sound import FLOOR_DB, hear
from picturelock.media.strip import jpeg

WIDE, TALL = 400, 225
LINE = 22
MARGIN = 8
PAPER, INK, FAINT, MARK = (24, 26, 30), (240, 240, 240), (150, 154, 162), (255, 64, 200)
HEARD = frozenset({"dBFS", "LUFS", "%"})
"""Units of findings about sound."""


def picture_of(video: Path, measured: Measured, finding: Finding) -> bytes:
    """JPEG. Raises Invalid when the video cannot be read."""
    patch = _telling(measured, finding)
    if finding.unit in HEARD:
        cells = [_waveform(video, measured, finding)]
    elif patch is not None:
        cells = [*_frames(video, [patch.frame], patch), _swatches(patch)]
    else:
        cells = _frames(video, _places(measured, finding), None)
    return jpeg(np.asarray(_sheet(cells, finding)))


def _telling(measured: Measured, finding: Finding) -> Swatch | None:
    """The patch that a colour finding was read from: two garments of one person are told apart by what was measured."""
    mine = [swatch for swatch in measured.swatches if swatch.subject == finding.subject and finding.subject]
    ordered = sorted(mine, key=lambda swatch: (swatch.part, swatch.difference))
    parts = groupby(ordered, key=lambda swatch: swatch.part)
    telling = [telling_patch(list(patches)) for _, patches in parts]
    return min(telling, key=lambda swatch: abs(swatch.difference - finding.measured), default=None)


def _places(measured: Measured, finding: Finding) -> Sequence[int]:
    """At most four frames: around a stretch, or the take's first, middle and last."""
    end = max(0, measured.facts.frames - 1)
    if finding.first == 0 and finding.last >= end:
        return sorted({0, end // 2, end})
    if finding.code == "flicker":
        return range(finding.first, min(finding.first + 4, end + 1))
    around = (finding.first - 1, finding.first, finding.last, finding.last + 1)
    return sorted({place for place in around if 0 <= place <= end})


def _frames(video: Path, places: Sequence[int], patch: Swatch | None) -> list[Image.Image]:
    cells = []
    for picture in pictures(video):
        if picture.index in places:
            cells.extend(_shown(picture, patch))
        if picture.index >= max(places):
            break
    return cells


def _shown(picture: Picture, patch: Swatch | None) -> list[Image.Image]:
    """The frame; with a patch, boxed, and a closer look at it."""
    height, width = picture.luma.shape
    whole = Image.fromarray(np.round(picture.rgb(0, 0, width, height)).astype(np.uint8))
    caption = f"frame {picture.index}"
    if patch is None:
        return [_cell(whole, caption)]
    edge = max(2, width // 400)
    box = (patch.x - edge, patch.y - edge, patch.x + patch.width + edge, patch.y + patch.height + edge)
    ImageDraw.Draw(whole).rectangle(box, outline=MARK, width=edge)
    across = max(patch.width * 4, patch.height * 4 * WIDE // TALL, WIDE // 4)
    left, top = patch.x + patch.width / 2 - across / 2, patch.y + patch.height / 2 - across * TALL / WIDE / 2
    near = whole.crop((round(left), round(top), round(left + across), round(top + across * TALL / WIDE)))
    return [_cell(whole, caption), _cell(near, f"{patch.subject}: {patch.part}")]


def _cell(picture: Image.Image, caption: str) -> Image.Image:
    """A picture fitted into the cell's frame, with a line under it."""
    cell = Image.new("RGB", (WIDE, TALL + LINE), PAPER)
    scale = min(WIDE / picture.width, TALL / picture.height)
    fitted = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
    cell.paste(fitted, ((WIDE - fitted.width) // 2, (TALL - fitted.height) // 2))
    _write(cell, (2, TALL + 3), caption, FAINT)
    return cell


def _swatches(patch: Swatch) -> Image.Image:
    """What the patch must look like in its light over what it does look like."""
    wide, half = WIDE * 2 // 3, TALL // 2
    cell = Image.new("RGB", (wide, TALL + LINE), PAPER)
    for top, colour, word in ((0, patch.wanted, "expected"), (half, patch.seen, "measured")):
        cell.paste(colour, (0, top, wide, top + half))
        ImageDraw.Draw(cell).rectangle((0, top + half - LINE, wide, top + half), fill=PAPER)
        _write(cell, (2, top + half - LINE + 3), f"{word}: {named(colour)} {colour}", INK)
    _write(cell, (2, TALL + 3), "in the light of the patch", FAINT)
    return cell


def _waveform(video: Path, measured: Measured, finding: Finding) -> Image.Image:
    """Level over time, -80 to 0 dBFS, with the finding's frames marked."""
    heard = hear(video)
    levels = heard.levels if heard is not None and heard.levels.size else np.full(1, FLOOR_DB)
    wide = 3 * WIDE
    cell = Image.new("RGB", (wide, TALL + LINE), PAPER)
    pen = ImageDraw.Draw(cell)
    frames = max(1, measured.facts.frames)
    pen.rectangle((finding.first * wide // frames, 0, (finding.last + 1) * wide // frames, TALL), fill=(70, 30, 60))
    for column in range(wide):
        level = float(levels[column * len(levels) // wide])
        top = round(min(1.0, max(0.0, -level / 80)) * TALL)
        pen.line((column, top, column, TALL), fill=(110, 200, 160))
    if finding.unit == "dBFS":
        limit = round(-finding.threshold / 80 * TALL)
        pen.line((0, limit, wide, limit), fill=MARK)
    _write(cell, (2, TALL + 3), f"level from 0 (top) to -80 dBFS over {frames} frames", FAINT)
    return cell


def _sheet(cells: Sequence[Image.Image], finding: Finding) -> Image.Image:
    wide = sum(cell.width + MARGIN for cell in cells) + MARGIN
    sheet = Image.new("RGB", (max(wide, 2 * WIDE), TALL + 3 * LINE + 3 * MARGIN), PAPER)
    _write(sheet, (MARGIN, MARGIN), finding.message, INK)
    numbers = f"{finding.code}: measured {finding.measured:g} {finding.unit}, limit {finding.threshold:g}"
    _write(sheet, (MARGIN, MARGIN + LINE), numbers, FAINT)
    left = MARGIN
    for cell in cells:
        sheet.paste(cell, (left, 2 * LINE + 2 * MARGIN))
        left += cell.width + MARGIN
    return sheet


def _write(picture: Image.Image, place: tuple[int, int], words: str, colour: tuple[int, int, int]) -> None:
    ImageDraw.Draw(picture).text(place, words, fill=colour, font=ImageFont.load_default(15))
