"""What Fountain writes into a text that is not the text: boneyards, notes, emphasis, tags."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from picturelock.kernel.nouns import Noun

GONE, GAP = "\0", "\1"
"""Stand where something was taken out: a line that was nothing else vanishes, or is left as an empty line."""
BONEYARD = re.compile(r"/\*.*?\*/", re.DOTALL)
LONGEST_TAGGED = 500
"""Headings and cues are shorter; a longer line is prose, in which `#` is a word's."""
EMPTY_LINE = re.compile(r"\n(?=[ \t\1]?\n)")
MARKED = re.compile(r"[*_\\]")
EMPHASIS = tuple((mark, re.compile(re.escape(mark))) for mark in ("***", "**", "*", "_"))
ESCAPE = re.compile(r"\\([*_\\])")
HIDE = str.maketrans({"*": "\2", "_": "\3", "\\": "\4"})
MARKS = str.maketrans("", "", "\0\1")
SHOW = str.maketrans({"\2": "*", "\3": "_", "\4": "\\"})
TAGS = re.compile(r"(?:\s+#[^\W\d][\w:.-]*[?!,]?)+\s*$")


class Row(NamedTuple):
    """A line of the script that is still there, with its number in the file."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


class Margin(Noun):
    """A note and the line it begins on."""

    line: int
    text: str


class Rest(NamedTuple):
    """What is left of a script without boneyards and notes."""

    rows: tuple[Row, ...]
    notes: tuple[Margin, ...]
    warnings: tuple[str, ...]


def taken_apart(lines: Iterable[str], file: str) -> Rest:
    """Rows keep the numbers they have on disk. What was never closed stays, with a warning."""
    text, warnings = _without_boneyard("\n".join(lines), file)
    text, notes, more = _without_notes(text, file)
    rows = [Row(number, line) for number, line in enumerate(text.split("\n"), 1)]
    return Rest(tuple(_tidied(rows)), notes, (*warnings, *more))


def _tidied(rows: Iterable[Row]) -> Iterable[Row]:
    for number, text in rows:
        rest = text.replace(GONE, "").replace(GAP, "")
        if rest.strip() or rest == text:
            yield Row(number, rest)
        elif GAP in text:
            yield Row(number, "")


def _without_boneyard(text: str, file: str) -> tuple[str, list[str]]:
    text = BONEYARD.sub(_grave, text)
    if "/*" not in text:
        return text, []
    line = text.count("\n", 0, text.index("/*")) + 1
    warning = f"{file}:{line}: '/*' opens a boneyard that is never closed, so nothing was left out; write '*/'"
    return text.replace("/*", ""), [warning]


def _grave(found: re.Match[str]) -> str:
    body = found.group()
    block = EMPTY_LINE.search(body) or not body[2:].partition("\n")[0].strip()
    mark = GAP if "\n" in body and block else GONE
    return mark + ("\n" + mark) * body.count("\n")


def _without_notes(text: str, file: str) -> tuple[str, tuple[Margin, ...], list[str]]:
    """A note may run over lines, but an empty line ends it unless two spaces stand there (Fountain, Notes)."""
    breaks = [found.start() for found in re.finditer("\n", text)]
    kept, notes, warnings, done = [], [], [], 0
    start = text.find("[[")
    while start >= 0:
        line, end = bisect_left(breaks, start) + 1, _paragraph_end(text, start)
        close = text.find("]]", start, end)
        if close < 0:
            warnings.append(
                f"{file}:{line}: '[[' opens a note that nothing closes before the next empty line; write ']]'"
            )
            start = text.find("[[", end)
            continue
        body = text[start + 2 : close]
        notes.append(Margin(line=line, text=" ".join(body.translate(MARKS).split())))
        kept += [text[done:start], GONE, ("\n" + GONE) * body.count("\n")]
        done = close + 2
        start = text.find("[[", done)
    return "".join([*kept, text[done:]]), tuple(note for note in notes if note.text), warnings


def _paragraph_end(text: str, start: int) -> int:
    found = EMPTY_LINE.search(text, start)
    return found.start() if found else len(text)


def plain(text: str) -> str:
    """`text` without emphasis: `***both***`, `**bold**`, `*italics*`, `_underline_`; an escaped mark is text.

    A mark opens before a letter and closes after one, on the same line; a lone mark is text.
    """
    if not MARKED.search(text):
        return text
    hidden = ESCAPE.sub(lambda found: found.group(1).translate(HIDE), text)
    for mark, pattern in EMPHASIS:
        if mark in hidden:
            hidden = "\n".join(_unpaired(line, pattern) for line in hidden.split("\n"))
    return hidden.translate(SHOW)


def _unpaired(line: str, mark: re.Pattern[str]) -> str:
    """Takes out every pair of one mark."""
    drop: list[tuple[int, int]] = []
    opened: tuple[int, int] | None = None
    for found in mark.finditer(line):
        start, end = found.span()
        before, after = line[max(0, start - 1) : start], line[end : end + 1]
        if opened and before.strip() and _ends(found.group(), after):
            drop += [opened, (start, end)]
            opened = None
        elif after.strip() and _ends(found.group(), before):
            opened = opened or (start, end)
    starts = [0, *(end for _, end in drop)]
    ends = [*(start for start, _ in drop), len(line)]
    return "".join(line[a:b] for a, b in zip(starts, ends, strict=True))


def _ends(mark: str, outside: str) -> bool:
    """An underscore within a word, as in `left_door`, is no mark."""
    return mark != "_" or not outside.isalnum()


def untagged(text: str) -> str:
    """`text` without the `#tags` at its end."""
    return TAGS.sub("", text) if "#" in text and len(text) < LONGEST_TAGGED else text.rstrip()
