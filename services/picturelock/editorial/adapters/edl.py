"""CMX 3600 edit decision list: picture and sound together, timecode without dropped frames.

A dissolve stands as the format has it, at the incoming shot's first frame. A fade has no event of its own, because
readers take black at either end for a shot; it is named in a comment. Where a take is too short, nothing stands.
"""

import re
from collections.abc import Iterator

from picturelock.editorial.model import Assembly, Event
from picturelock.kernel.nouns import Rate
from picturelock.media.timecode import film_start, timecode

NUMBERED = re.compile(r"^sc(\d{3})_sh(\d{4})$")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def edl(assembly: Assembly) -> str:
    rate = assembly.finish.format.rate
    lines = [f"TITLE: {_plain(assembly.title)}", "FCM: NON-DROP FRAME", ""]
    before: Event | None = None
    for number, event in enumerate(assembly.events, start=1):
        lines += [*_lines(number, event, before, rate), ""]
        before = event
    return "\n".join(lines)


def reel(event: Event) -> str:
    """Eight characters: scene, shot and a letter for the take, or the digest's first where those do not fit."""
    take, asset = event.circled.take, event.circled.asset
    if take is None or asset is None:
        return "BL"
    found = NUMBERED.match(event.shot)
    if found and take.number <= len(ALPHABET):
        return f"{found[1]}{found[2]}{ALPHABET[take.number - 1]}"
    return asset.digest[:8].upper()


def _lines(number: int, event: Event, before: Event | None, rate: Rate) -> Iterator[str]:
    shown = min(event.frames, event.available) if event.available else event.frames
    kind = "C       "
    if event.dissolve and before:
        cut = event.start
        yield _line(number, reel(before), kind, (before.frames, before.frames), (cut, cut), rate)
        kind = f"D    {event.dissolve:03d}"
    yield _line(number, reel(event), kind, (0, shown), (event.start, event.start + shown), rate)
    if event.dissolve and before:
        yield f"* FROM CLIP NAME:  {before.name}"
        yield f"* TO CLIP NAME:  {event.name}"
    else:
        yield f"* FROM CLIP NAME:  {event.name}"
    yield from _comments(event)


def _line(number: int, source: str, kind: str, span: tuple[int, int], record: tuple[int, int], rate: Rate) -> str:
    start = film_start(rate)
    times = (*span, *(start + frame for frame in record))
    return f"{number:03d}  {source:8} B     {kind} " + " ".join(timecode(frame, rate) for frame in times)


def _comments(event: Event) -> Iterator[str]:
    one = event.circled
    if one.take:
        yield f"* SOURCE FILE: takes/{event.name}.mp4"
    else:
        yield "* NO TAKE YET"
    if event.fade_in:
        yield f"* FADE IN {event.fade_in:03d}"
    if event.fade_out:
        yield f"* FADE OUT {event.fade_out:03d}"
    if one.held:
        yield f"* HELD: {_plain(one.reason or 'for a person')}"


def _plain(text: str) -> str:
    """One line of ASCII: all that the format knows."""
    return " ".join(text.encode("ascii", "replace").decode().split())
