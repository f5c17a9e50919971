"""Subtitles: what is said, when, in lines that can be read."""

import textwrap
from collections.abc import Iterator, Sequence

from pydantic import Field

from picturelock.editorial.model.assembly import Assembly, Event
from picturelock.kernel.nouns import Line, Noun, Rate

LINE_LENGTH = 42
LINES = 2
SHORTEST_SECONDS = 5 / 6
LONGEST_SECONDS = 7.0
GAP = 2
"""Frames between two titles, so that the eye sees the change."""


class Title(Noun):
    """A subtitle. `text` has one or two lines; `start` and `end` (exclusive) are frames of the film."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str


def titles_of(assembly: Assembly) -> tuple[Title, ...]:
    """All subtitles in order. None overlap; each is up long enough to be read, if the film and the next one let it."""
    rate = assembly.finish.format.rate
    said = [title for event in assembly.events for title in _of_event(event, rate)]
    said.sort(key=lambda title: (title.start, title.end))
    return tuple(_apart(_together(said, rate), rate, assembly.frames))


def _of_event(event: Event, rate: Rate) -> Iterator[Title]:
    brief = event.circled.brief
    last = event.end + event.tail
    for line in brief.lines if brief else ():
        start, end = event.start + line.start, min(event.start + line.start + line.frames, last)
        if start < end and line.text.strip():
            yield from _spread(_wrapped(line), start, end, rate)


def _wrapped(line: Line) -> list[str]:
    name = f"{line.cue}: " if line.off_screen else ""
    lines = textwrap.wrap(name + " ".join(line.text.split()), LINE_LENGTH)
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    return [_balanced(" ".join(page)) for page in pages]


def _balanced(text: str) -> str:
    """Two lines of about equal length instead of a long one and a word."""
    if len(text) <= LINE_LENGTH:
        return text
    narrowest = next(
        width for width in range(len(text) // 2, LINE_LENGTH + 1) if len(textwrap.wrap(text, width)) <= LINES
    )
    return "\n".join(textwrap.wrap(text, narrowest))


def _spread(pages: Sequence[str], start: int, end: int, rate: Rate) -> Iterator[Title]:
    """Pages of one line share its time by their length."""
    letters = sum(map(len, pages))
    longest = rate.frames(LONGEST_SECONDS)
    before = 0
    for page in pages:
        begin = start + (end - start) * before // letters
        before += len(page)
        until = start + (end - start) * before // letters
        if begin < until:
            yield Title(start=begin, end=min(until, begin + longest), text=page)


def _together(titles: Sequence[Title], rate: Rate) -> Iterator[Title]:
    """Titles that begin so near to each other that neither could be read are one group, and share its time."""
    shortest = rate.frames(SHORTEST_SECONDS)
    group: list[Title] = []
    for title in titles:
        end = max((one.end for one in group), default=0)
        if group and not (title.start < end and title.start - group[0].start < shortest + GAP):
            yield from _shared(group, title.start, rate)
            group = []
        group.append(title)
    if group:
        yield from _shared(group, max(one.end for one in group), rate)


def _shared(group: Sequence[Title], until: int, rate: Rate) -> Iterator[Title]:
    """Two short ones stand one above the other, a dash each; others follow each other, all before `until`."""
    if len(group) == 1:
        yield group[0]
        return
    start, end = group[0].start, min(until, max(title.end for title in group))
    both = "\n".join(f"- {title.text}" for title in group)
    pages = [both] if _fits(both) else [title.text for title in group]
    yield from _spread(pages, start, end, rate)


def _fits(text: str) -> bool:
    lines = text.splitlines()
    return len(lines) <= LINES and max(map(len, lines)) <= LINE_LENGTH


def _apart(titles: Iterator[Title], rate: Rate, film: int) -> Iterator[Title]:
    """Short ones are kept up until they can be read, or until the next one must come."""
    shortest = rate.frames(SHORTEST_SECONDS)
    ordered = [*titles]
    limits = [*(title.start - GAP for title in ordered[1:]), film]
    for title, limit in zip(ordered, limits, strict=False):
        wanted = max(title.end, title.start + shortest)
        yield title.model_copy(update={"end": max(title.start + 1, min(wanted, limit))})
