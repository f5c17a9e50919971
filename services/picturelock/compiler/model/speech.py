"""The dialect of engines that show a presenter: what one person says, with pauses where the shot has none."""

from collections.abc import Iterator

from picturelock.compiler.model.diagnostics import found
from picturelock.compiler.model.order import Draft, Order
from picturelock.compiler.model.prose.grammar import ended
from picturelock.kernel.nouns import Brief, Diagnostic, Piece, Source

SHORTEST_PAUSE = 0.1
"""Seconds."""
SLACK = 1.25
"""A voice may be so much quicker than the shot expects, and the take still last as long as the shot."""


def speak_speech(order: Order) -> Draft:
    """The speech and its pauses are never shortened: what does not fit is refused."""
    text, pieces = "", list[Piece]()
    for said, what, source in _parts(order.brief):
        text += f" {said}" if text else said
        if what:
            pieces.append(Piece(start=len(text) - len(said), end=len(text), what=what, source=source))
    return Draft(text, tuple(pieces), diagnostics=tuple(_troubles(order, text)))


def _parts(brief: Brief) -> Iterator[tuple[str, str, Source | None]]:
    """What is written, the field of the brief that it says, and where that was read; of pauses the first alone."""
    cursor, rate = 0, brief.rate
    for n, line in enumerate(brief.lines):
        if pause := _pause(rate.seconds(line.start - cursor)):
            yield pause, "", None
        if said := ended(_plain(line.text)):
            yield said, f"lines.{n}", line.source
        cursor = max(cursor, line.start + line.frames)
    spoken = sum(line.frames for line in brief.lines)
    slack = round(spoken * (SLACK - 1) / SLACK)
    if pause := _pause(rate.seconds(max(0, brief.frames - cursor) + slack)):
        yield pause, "", None


def _pause(seconds: float) -> str:
    rounded = max(0.0, round(seconds, 1))
    return f'<break time="{rounded:g}s"/>' if rounded >= SHORTEST_PAUSE else ""


def _plain(text: str) -> str:
    """Without what would be read as markup."""
    return text.replace("<", " ").replace(">", " ")


def _troubles(order: Order, text: str) -> Iterator[Diagnostic]:
    brief, target = order.brief, order.target
    engine = f"engine '{target.name}'"
    seen = [line for line in brief.lines if not line.off_screen and line.text.strip()]
    speakers = {line.character: line.cue for line in brief.lines}
    if not seen:
        reason = f"nobody is seen to speak, and {engine} shows somebody who does"
        yield found("E008", brief.shot, f"{reason}; give the shot a line or choose another engine")
    elif len(speakers) > 1:
        reason = f"{' and '.join(speakers.values())} speak, and {engine} shows one speaker"
        yield found("E009", brief.shot, f"{reason}; split the shot or choose another engine", brief.lines[-1].source)
    length = target.counting.length(text)
    if target.most_characters is not None and length > target.most_characters:
        reason = f"what must be said takes {length} characters, {engine} reads {target.most_characters}"
        yield found("E005", brief.shot, f"{reason}; split the shot")
    more = "; the notes on the last take are not told either" if order.notes else ""
    yield found("W018", brief.shot, f"{engine} is told what is said, and not place, people, camera or look{more}")
