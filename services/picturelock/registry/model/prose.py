"""Action as prose: its sentences with their lines, and the names that stand in it in capitals."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from picturelock.registry.model.screenplay import Element, ElementKind, Screenplay

ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Capt|Sgt|Lt|No|vs|a\.k\.a|[A-Z])\.$", re.IGNORECASE)
ENDS = re.compile(r"[.!?…]+[\"'”’)]*(?=\s+[\"'“(]?[A-Z0-9])|\n\n")  # noqa: RUF001
QUOTED = re.compile(r"[\"“][^\"”]*(?:[\"”]|$)")
WORD = (
    r"(?:(?:DR|MR|MRS|MS|ST|SGT|CAPT|LT|PROF|[A-Z])\.(?=\s[A-Z])|[A-Z]{2}\w*|[A-Z]['’][A-Z]+|Mc[A-Z]{2,}|[A-Z]\d+\w*)"  # noqa: RUF001
    r"(?:['’-][A-Z]+)*"  # noqa: RUF001
)
CAPITALS = re.compile(
    rf"(?<![\w'’-]){WORD}(?:\s+(?:(?:OF|AND|THE|IN|WITH)\s+)?(?:{WORD}|\#?\d{{1,2}}(?![\d:.])|[A-Z](?![\w'’])))*"  # noqa: RUF001
)
NEAR, FAR = 60, 400
"""Letters of context before and after a name."""


class Sentence(NamedTuple):
    """A sentence of action on one line of text, the line of the file it begins on, and its scene's index."""

    text: str
    line: int
    scene: int


class Shouted(NamedTuple):
    """Words in capitals in a sentence: what stands right before them, and after."""

    name: str
    before: str
    after: str
    at: Sentence


def action_of(screenplay: Screenplay) -> Iterator[Sentence]:
    """Every sentence of action after the first heading, in order."""
    for number, scene in enumerate(screenplay.scenes):
        for element in scene.elements:
            if element.kind is ElementKind.ACTION:
                yield from sentences(element, number)


def sentences(element: Element, scene: int = 0) -> Iterator[Sentence]:
    """Line breaks within a sentence are writers' or formatters' and become spaces."""
    text, start = element.text, 0
    for found in (*ENDS.finditer(text), None):
        end = found.end() if found else len(text)
        if found and ABBREVIATED.search(text[start:end]):
            continue
        words = " ".join(text[start:end].split())
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        if words:
            yield Sentence(words, element.line + text.count("\n", 0, start + lead), scene)
        start = end


def shouted(sentence: Sentence) -> Iterator[Shouted]:
    """The runs of capitals outside quotation marks, in a sentence that is not all in capitals."""
    text = QUOTED.sub(lambda found: " " * len(found.group()), sentence.text)
    if not any(letter.islower() for letter in text):
        return
    for found in CAPITALS.finditer(text):
        name = found.group().rstrip(".,")
        for part, offset in _apart(name):
            begin = found.start() + offset
            end = begin + len(part)
            yield Shouted(part, text[max(0, begin - NEAR) : begin], text[end : end + FAR], sentence)


def _apart(name: str) -> Iterator[tuple[str, int]]:
    """`BRICK AND STEEL` names two."""
    at = 0
    for part in re.split(r"(\s+AND\s+)", name):
        if part.strip() and part.strip() != "AND":
            yield part, at
        at += len(part)
