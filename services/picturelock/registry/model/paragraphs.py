"""From rows to elements: which kind each paragraph of a script is."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from picturelock.registry.model.cues import Cue, is_transition, read_cue
from picturelock.registry.model.headings import LONGEST, looks_like_heading
from picturelock.registry.model.markup import Row, plain, untagged
from picturelock.registry.model.screenplay import Element, ElementKind, SpeechPart

PAGE_BREAK = re.compile(r"={3,}\s*$")
SECTION = re.compile(r"(#{1,6})(?!#)\s*(.*)$")
CENTERED = re.compile(r">(.*)<$")
FORCED_HEADING = re.compile(r"\.(?=[^\W_])")
HELD_OPEN = "  "
"""Two spaces on an empty line: the speech goes on after it."""
LAYOUT = re.compile(r"\((?:MORE|CONTINUED)\)|CONTINUED:(?: \(\d+\))?", re.IGNORECASE)
"""What a formatter prints at page ends; in exported text it means nothing."""
SHOUT_WORDS = 4
LONGEST_ASIDE = 6
"""Lines after which a parenthetical that was never closed is taken for dialogue."""


class HeadingRow(NamedTuple):
    """A scene heading as it stands. `crowded` says on which side an empty line is missing."""

    line: int
    text: str
    crowded: str = ""


class Paragraphs:
    """Reads rows once, from the top. `warnings` are complete when `read` has ended."""

    def __init__(self, rows: Sequence[Row], file: str) -> None:
        self._rows = [row for row in rows if not LAYOUT.fullmatch(row.text.strip())]
        self._file = file
        self._at = 0
        self.warnings: list[str] = []

    def read(self) -> Iterator[Element | HeadingRow]:
        while self._at < len(self._rows):
            if self._rows[self._at].blank:
                self._at += 1
            else:
                yield self._next()

    def _next(self) -> Element | HeadingRow:
        row = self._rows[self._at]
        text = row.text.replace("\f", " ").strip()
        if found := self._marked(row.number, text) or self._heading(row.number, text):
            self._at += 1
            return found
        if self._alone() and is_transition(text):
            self._at += 1
            return Element(kind=ElementKind.TRANSITION, text=untagged(plain(text)), line=row.number)
        if cue := self._cue(text):
            return self._speech(row.number, cue)
        return self._action()

    def _marked(self, line: int, text: str) -> Element | HeadingRow | None:
        """What its first character makes of a line, wherever it stands between speeches."""
        if PAGE_BREAK.match(text):
            return Element(kind=ElementKind.PAGE_BREAK, line=line)
        if text.startswith("="):
            return Element(kind=ElementKind.SYNOPSIS, text=plain(text[1:].strip()), line=line)
        if found := SECTION.match(text):
            words = untagged(plain(found.group(2).strip()))
            return Element(kind=ElementKind.SECTION, text=words, line=line, depth=len(found.group(1)))
        if found := CENTERED.match(text):
            return Element(kind=ElementKind.CENTERED, text=plain(found.group(1).strip()), line=line)
        if text.startswith(">"):
            return Element(kind=ElementKind.TRANSITION, text=untagged(plain(text[1:].strip())), line=line)
        if text.startswith("~"):
            return Element(kind=ElementKind.LYRIC, text=plain(text[1:].strip()), line=line)
        return None

    def _heading(self, line: int, text: str) -> HeadingRow | None:
        before, after = self._blank_before(), self._blank_after()
        if (
            len(text) <= LONGEST
            and FORCED_HEADING.match(text)
            and before
            and not (text[1].isdigit() and text != text.upper())
        ):
            return HeadingRow(line, text[1:].strip())
        if not looks_like_heading(text, alone=before and after):
            return None
        crowded = {(True, True): "", (True, False): "after", (False, True): "before"}
        return HeadingRow(line, text, crowded.get((before, after), "before and after"))

    def _cue(self, text: str) -> Cue | None:
        """The cue in the row at hand, when something is said below it."""
        below = self._row(self._at + 1)
        if not self._blank_before() or below is None or (below.blank and below.text != HELD_OPEN):
            return None
        if text.startswith("@"):
            return read_cue(text[1:], forced=True)
        if text.startswith("!"):
            return None
        cue = read_cue(text)
        if cue is None and _is_shout(text):
            self._warn(text)
        return cue

    def _warn(self, text: str) -> None:
        line = self._rows[self._at].number
        if any(letter.isalpha() for letter in text):
            self.warnings.append(
                f"{self._file}:{line}: '{plain(text)}' is read as action, not as somebody who speaks; "
                "write '@' before it if it is a name"
            )

    def _speech(self, line: int, cue: Cue) -> Element:
        self._at += 1
        parts: list[SpeechPart] = []
        while (row := self._row(self._at)) and not self._ends_speech(row):
            if not row.blank:
                parts.append(self._part(row))
            self._at += 1
        return Element(
            kind=ElementKind.SPEECH,
            text="\n".join(part.text for part in parts if part.kind != "parenthetical"),
            line=line,
            cue=cue.name,
            extension=cue.extension,
            dual=cue.dual,
            parts=tuple(parts),
        )

    def _ends_speech(self, row: Row) -> bool:
        text = row.text.strip()
        if row.blank:
            return row.text != HELD_OPEN
        if PAGE_BREAK.match(text) or text.startswith("!"):
            return True
        return looks_like_heading(text, alone=False)

    def _part(self, row: Row) -> SpeechPart:
        text = row.text.strip()
        if text.startswith("~"):
            return SpeechPart(kind="lyric", text=plain(text[1:].strip()), line=row.number)
        if text.startswith("(") and (aside := self._aside(text)):
            return SpeechPart(kind="parenthetical", text=plain(aside[1:-1].strip()), line=row.number)
        return SpeechPart(kind="line", text=plain(text), line=row.number)

    def _aside(self, text: str) -> str:
        """A parenthetical from its bracket to its bracket, over several lines if need be; else nothing."""
        for further in range(LONGEST_ASIDE):
            if ")" in text:
                whole = text.endswith(")") and text.count("(") <= text.count(")")
                self._at += further if whole else 0
                return text if whole else ""
            row = self._row(self._at + further + 1)
            if row is None or row.blank:
                return ""
            text = f"{text} {row.text.strip()}"
        return ""

    def _action(self) -> Element:
        first = self._rows[self._at].number
        lines: list[str] = []
        while (row := self._row(self._at)) and not row.blank and not (lines and self._ends_action(row)):
            lines.append(plain(row.text.replace("\f", " ").strip().removeprefix("!").strip()))
            self._at += 1
        return Element(kind=ElementKind.ACTION, text=_without_frame("\n".join(lines)), line=first)

    def _ends_action(self, row: Row) -> bool:
        text = row.text.strip()
        return bool(self._marked(row.number, text) or self._heading(row.number, text)) or (
            self._blank_after() and is_transition(text)
        )

    def _row(self, at: int) -> Row | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _blank_before(self) -> bool:
        row = self._row(self._at - 1)
        return row is None or row.blank

    def _blank_after(self) -> bool:
        row = self._row(self._at + 1)
        return row is None or row.blank

    def _alone(self) -> bool:
        below = self._row(self._at + 1)
        return self._blank_before() and (
            below is None or below.blank or looks_like_heading(below.text.strip(), alone=False)
        )


def _is_shout(text: str) -> bool:
    """Whether a line in capitals might be a name after all."""
    return text == text.upper() and text.endswith((".", "…", "!", "?")) and len(text.split()) < SHOUT_WORDS


def _without_frame(text: str) -> str:
    """Emphasis over a whole paragraph, which Fountain's one-line rule leaves standing."""
    for mark in ("***", "**", "*", "_"):
        if len(text) > 2 * len(mark) and text.startswith(mark) and text.endswith(mark) and "\n" in text:
            return text[len(mark) : -len(mark)]
    return text
