"""A screenplay as it was written: scenes of elements, each with its line. What it means is decided elsewhere."""

from enum import StrEnum

from pydantic import Field

from picturelock.kernel.nouns import Interior, Noun


class ElementKind(StrEnum):
    """Fountain's own words (fountain.io/syntax)."""

    ACTION = "action"
    CENTERED = "centered"
    LYRIC = "lyric"
    SPEECH = "speech"
    TRANSITION = "transition"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    PAGE_BREAK = "page_break"


class SpeechPart(Noun):
    """One line under a cue: `kind` is `line`, `parenthetical` or `lyric`. Emphasis marks are taken out of `text`."""

    kind: str
    text: str
    line: int = Field(ge=1)


class Element(Noun):
    """`line` is 1-based, in the file as it lies on disk. Emphasis marks and notes are taken out of `text`."""

    kind: ElementKind
    text: str = ""
    line: int = Field(ge=1)
    depth: int = 0
    """A section's number of `#`."""
    cue: str = ""
    """A speech's character as spelled, without extension or `^`: `CYBER BOB`."""
    extension: str = ""
    """`V.O.`, `O.S.`, `CONT'D`, ... as spelled, without brackets; several are joined by a comma."""
    dual: bool = False
    """The second speech of a dual dialogue: it is spoken together with the speech before it."""
    parts: tuple[SpeechPart, ...] = ()


class Heading(Noun):
    """`EXT. PARK--DAY` read as its parts. `place` and `time` keep the writer's spelling, tidied of dashes."""

    text: str
    interior: Interior
    place: str
    time: str = ""
    """The words after the place, e.g. `DAY`, `NIGHT - LATER`, `CONTINUOUS`; empty when there are none."""
    line: int = Field(ge=0)


class ScriptScene(Noun):
    heading: Heading
    given_number: str = ""
    """The number the writer gave between `#`s, or empty."""
    elements: tuple[Element, ...] = ()


class Screenplay(Noun):
    file: str
    title: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Title page keys in lower case, each with its lines."""
    preamble: tuple[Element, ...] = ()
    """What stands before the first heading."""
    scenes: tuple[ScriptScene, ...] = ()
    warnings: tuple[str, ...] = ()
    """`file:line: what; what to do`."""
