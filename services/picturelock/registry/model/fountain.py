"""Reading a script: Fountain as fountain.io/syntax has it, forgiving where writers are known to stray."""

from collections.abc import Iterable, Iterator

from picturelock.kernel.errors import Invalid
from picturelock.registry.model.headings import UNNAMED, read_heading
from picturelock.registry.model.markup import Margin, taken_apart
from picturelock.registry.model.paragraphs import HeadingRow, Paragraphs
from picturelock.registry.model.screenplay import Element, ElementKind, Heading, Screenplay, ScriptScene
from picturelock.registry.model.script_bytes import read_lines
from picturelock.registry.model.title_page import read_title_page

HELP = "write a heading like 'INT. KITCHEN - DAY' on a line of its own, or force one with a leading '.'"
BORDERLESS = (
    "is read as a scene heading, though it has no empty line {side} it; add one, or write '!' before it if it is none"
)


def read_script(data: bytes, file: str) -> Screenplay:
    """Reads any bytes. Raises Invalid where they are no script; `Screenplay.warnings` has the rest of the trouble.

    Every `line` is the line of the file on disk. An action is one paragraph and keeps its line breaks.
    """
    lines, warnings = read_lines(data, file)
    rest = taken_apart(lines, file)
    title, body = read_title_page(rest.rows)
    reader = Paragraphs(body, file)
    found = list(_with_notes(reader.read(), rest.notes))
    preamble, scenes, more = _scenes(found, file)
    if not scenes:
        raise Invalid(_no_heading(lines, file))
    return Screenplay(
        file=file,
        title=title,
        preamble=preamble,
        scenes=scenes,
        warnings=(*warnings, *rest.warnings, *reader.warnings, *more),
    )


def _no_heading(lines: tuple[str, ...], file: str) -> str:
    at = next(n for n, line in enumerate(lines, 1) if line.strip())
    start = " ".join(lines[at - 1].split())[:60]
    return f"{file}:{at}: there is no scene heading in the script, which begins '{start}'; {HELP}"


def _with_notes(found: Iterable[Element | HeadingRow], notes: Iterable[Margin]) -> Iterator[Element | HeadingRow]:
    """A note comes after the element in which, or behind which, it was written."""
    remarks = [Element(kind=ElementKind.NOTE, text=note.text, line=note.line) for note in notes]
    yield from sorted([*found, *remarks], key=lambda each: each.line)


def _scenes(
    found: Iterable[Element | HeadingRow], file: str
) -> tuple[tuple[Element, ...], tuple[ScriptScene, ...], tuple[str, ...]]:
    preamble: list[Element] = []
    elements = preamble
    opened: list[tuple[Heading, str, list[Element]]] = []
    warnings: list[str] = []
    for each in found:
        if isinstance(each, Element):
            elements.append(each)
            continue
        heading, number = read_heading(each.text, each.line, before=opened[-1][0] if opened else None)
        elements = []
        opened.append((heading, number, elements))
        warnings += _doubts(each, heading, file)
    scenes = (ScriptScene(heading=head, given_number=number, elements=tuple(rest)) for head, number, rest in opened)
    return tuple(preamble), tuple(scenes), tuple(warnings)


def _doubts(row: HeadingRow, heading: Heading, file: str) -> Iterator[str]:
    if row.crowded:
        yield f"{file}:{row.line}: '{heading.text}' " + BORDERLESS.format(side=row.crowded)
    if heading.place == UNNAMED:
        yield f"{file}:{row.line}: the heading '{heading.text}' names no place; write one, as in 'INT. KITCHEN - DAY'"
