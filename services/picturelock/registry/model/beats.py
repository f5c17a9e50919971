"""Beats: a scene cut into the smallest pieces that a shot may hold, a speech or a moment of action each."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from picturelock.kernel.nouns import Transition
from picturelock.registry.model.acts import Act, acts_of
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.mentions import NameIndex
from picturelock.registry.model.pieces import LONGEST_SENTENCE, PIECE_WORDS, gathered, sentences
from picturelock.registry.model.screenplay import Element, ElementKind, ScriptScene

SPEECH_WORDS = 22
"""About eight seconds: what one shot of somebody talking holds."""
ACTION_WORDS = 18
"""About five seconds of action."""

HEADER = re.compile(
    r"(?:BEGIN |END |END OF |BACK TO )?(?:MONTAGE|SERIES OF SHOTS|INTERCUT|SCENE)\b[^a-z]*"
    r"|CUT TO (?:BLACK|WHITE)\W*|THE END\W*"
)
"""Lines in capitals that direct the cut and are not themselves seen."""
INTERCUT = re.compile(r"\W*(?:BEGIN )?INTERCUT\b")
ITEM = re.compile(r"\s*(?:[-\u2013\u2022*]+|\(?(?:[A-Z]|\d{1,2})[).])\s+")
"""What an item of a montage begins with."""

AND = re.compile(r"\s*(?:&|/|,|\band\b)\s*", re.IGNORECASE)


class BeatKind(StrEnum):
    ACTION = "action"
    LINE = "line"


class Voice(StrEnum):
    """Where a line is spoken: in the picture, near it, or over it."""

    SEEN = "seen"
    OFF_SCREEN = "off_screen"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Beat:
    """`who` are the characters seen to act, or to speak, in order of naming. `part` counts pieces of one speech."""

    kind: BeatKind
    text: str
    line: int
    who: tuple[str, ...] = ()
    props: tuple[str, ...] = ()
    cue: str = ""
    parenthetical: str = ""
    voice: Voice = Voice.SEEN
    dual: bool = False
    part: int = 0
    parts: int = 1
    acts: tuple[Act, ...] = ()
    apart: bool = False
    """An item of a montage: it shares its shot with nothing."""
    opens: Transition = Transition.CUT
    closes: Transition = Transition.CUT
    words: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", len(self.text.split()))

    @property
    def speaker(self) -> str:
        return self.who[0] if self.kind is BeatKind.LINE and self.who else ""

    @property
    def is_line(self) -> bool:
        return self.kind is BeatKind.LINE

    @property
    def role(self) -> str:
        """What survives a change of words: the kind, who, and which piece."""
        return f"{self.kind.value}:{'+'.join(self.who)}:{self.part}"

    @property
    def key(self) -> str:
        """Equal for beats that say the same of the same people."""
        said = f"{self.text}|{self.parenthetical}|{self.voice.value}|{'+'.join(self.props)}|{self.dual}"
        return f"{self.role}:{hashlib.blake2b(said.encode(), digest_size=8).hexdigest()}"


@dataclass(frozen=True, slots=True)
class SceneBeats:
    """A scene's beats, and the transitions the script asks for at its two ends."""

    beats: tuple[Beat, ...]
    opens: Transition = Transition.CUT
    hands_on: Transition = Transition.CUT
    """How the scene after this one is to open."""
    intercut: bool = False
    """From somewhere in this scene on, it goes back and forth with another place."""
    intercut_next: bool = False
    """The same of the scene after it: this one ends by saying so."""


def beats_of(scene: ScriptScene, bible: Bible, names: NameIndex) -> SceneBeats:
    """The scene's beats in order; what is not seen or heard (notes, sections, synopses) makes none."""
    beats: list[Beat] = []
    pending = first = Transition.CUT
    recent: tuple[str, ...] = ()
    crossed = -1 if "INTERCUT" not in scene.heading.text.upper() else 0
    for element in scene.elements:
        turn = transition_of(element)
        if INTERCUT.match(element.text) and element.kind is not ElementKind.NOTE:
            crossed = len(beats)
        if turn is not None or HEADER.fullmatch(element.text.strip()):
            turn = turn or (Transition.CUT, Transition.CUT)
            beats, pending = _close(beats, turn), turn[1]
            first = first if beats else pending
            continue
        for beat in _element_beats(element, bible, names, recent):
            read = _read_out(beat, beats[-1]) if beats else beat
            beats.append(replace(read, opens=pending if beats else Transition.CUT))
            pending = Transition.CUT
            recent = tuple(dict.fromkeys((*beat.who, *recent)))
    hands_on = pending if beats else Transition.CUT
    ends = crossed == len(beats) > 0
    return SceneBeats(tuple(beats), first, hands_on, intercut=crossed >= 0 and not ends, intercut_next=ends)


def _read_out(beat: Beat, before: Beat) -> Beat:
    """What stands in quotation marks after a colon is what is written on the thing before it."""
    written = not beat.is_line and beat.text[:1] in '"\u201c' and before.text.rstrip().endswith(":") and before.props
    return replace(beat, who=(), props=before.props, acts=()) if written else beat


def transition_of(element: Element) -> tuple[Transition, Transition] | None:
    """How the shot before closes and the one after opens, or None where the element is no transition."""
    text = element.text.strip().upper().rstrip(":. ")
    written = element.kind is ElementKind.TRANSITION
    if not written and not re.fullmatch(r"FADE (IN|OUT|TO)( (TO )?(BLACK|WHITE))?|(CROSS )?DISSOLVE TO|CUT TO", text):
        return None
    if "DISSOLVE" in text or "CROSSFADE" in text or "CROSS FADE" in text:
        return Transition.CUT, Transition.DISSOLVE
    if text.startswith("FADE IN"):
        return Transition.CUT, Transition.FADE
    if "FADE OUT" in text or ("TO BLACK" in text and "FADE" in text):
        return Transition.FADE, Transition.CUT
    if text.startswith(("FADE TO", "FADE")):
        return Transition.FADE, Transition.FADE
    return Transition.CUT, Transition.CUT


def _close(beats: list[Beat], turn: tuple[Transition, Transition]) -> list[Beat]:
    return [*beats[:-1], replace(beats[-1], closes=turn[0])] if beats and turn[0] is not Transition.CUT else beats


def _element_beats(element: Element, bible: Bible, names: NameIndex, recent: tuple[str, ...]) -> Iterator[Beat]:
    if element.kind is ElementKind.SPEECH:
        yield from _speech(element, bible, names)
    elif element.kind in (ElementKind.ACTION, ElementKind.CENTERED, ElementKind.LYRIC):
        yield from _action(element, names, recent)


def _action(element: Element, names: NameIndex, recent: tuple[str, ...]) -> Iterator[Beat]:
    held: Beat | None = None
    listed = ITEM.match(element.text)
    for text, line in sentences(element.text[listed.end() if listed else 0 :], element.line, LONGEST_SENTENCE):
        named, props = names.named(text, recent)
        first = text.split(maxsplit=1)[0]
        who = (*names.meant(first, recent), *named) if named else names.meant(text, recent)
        beat = Beat(BeatKind.ACTION, text, line, tuple(dict.fromkeys(who)), props)
        recent = tuple(dict.fromkeys((*beat.who, *recent)))
        if held and (held.words + beat.words > ACTION_WORDS or not _about_the_same(held, beat)):
            yield _acted(held, names, apart=bool(listed))
            held = None
        held = _joined(held, beat) if held else beat
    if held:
        yield _acted(held, names, apart=bool(listed))


def _acted(beat: Beat, names: NameIndex, *, apart: bool = False) -> Beat:
    return replace(beat, acts=acts_of(beat.text, beat.who, names), apart=apart)


def _about_the_same(one: Beat, other: Beat) -> bool:
    return one.who == other.who or not one.who or not other.who


def _joined(one: Beat, other: Beat) -> Beat:
    props = tuple(dict.fromkeys((*one.props, *other.props)))
    return Beat(BeatKind.ACTION, f"{one.text} {other.text}", one.line, one.who or other.who, props)


def _speech(element: Element, bible: Bible, names: NameIndex) -> Iterator[Beat]:
    who = speakers_of(element.cue, bible)
    voice = voice_of(element.extension)
    pieces = _spoken(element)
    said = [piece for piece in pieces if piece[0]]
    if not said:
        for _, parenthetical, line in pieces:
            yield _acted(Beat(BeatKind.ACTION, parenthetical.strip("() "), line, who), names)
        return
    for part, (text, parenthetical, line) in enumerate(said):
        yield Beat(
            BeatKind.LINE, text, line, who, names.named(text)[1], element.cue, parenthetical, voice,
            dual=element.dual and part == 0, part=part, parts=len(said),
            acts=acts_of(parenthetical.strip("() "), who, names),
        )  # fmt: skip


def speakers_of(cue: str, bible: Bible) -> tuple[str, ...]:
    """Ids of those who speak under `cue`: one, or several under `MARA AND JONAS`."""
    whole = bible.character_id(cue)
    if whole:
        return (whole,)
    each = [bible.character_id(name) for name in AND.split(cue) if name]
    return tuple(dict.fromkeys(one for one in each if one)) if all(each) else ()


def voice_of(extension: str) -> Voice:
    plain = extension.upper().replace(".", "").replace(" ", "")
    if "OS" in plain or "OC" in plain or "OFFSCREEN" in plain:
        return Voice.OFF_SCREEN
    over = ("VO", "VOICEOVER", "PHONE", "RADIO", "FILTERED", "INTERCOM", "TV", "RECORD", "PRE-LAP", "PRELAP")
    return Voice.OVER if any(word in plain for word in over) else Voice.SEEN


def _spoken(element: Element) -> list[tuple[str, str, int]]:
    """Text, parenthetical and line of each piece of the speech, long ones cut at the ends of sentences."""
    pieces: list[tuple[str, str, int]] = []
    parenthetical, run, start = "", "", 0
    for part in element.parts:
        if part.kind != "parenthetical":
            run, start = f"{run}\n{part.text}" if run else part.text, start or part.line
            continue
        pieces += _cut_speech(run, parenthetical, start)
        parenthetical, run, start = part.text, "", 0
    pieces += _cut_speech(run, parenthetical, start) if run else [("", parenthetical, element.line)]
    return [piece for piece in pieces if piece[0] or piece[1]]


def _cut_speech(run: str, parenthetical: str, start: int) -> list[tuple[str, str, int]]:
    if not run:
        return [("", parenthetical, start)] if parenthetical else []
    whole = len(run.split()) <= SPEECH_WORDS
    pieces = list(gathered(sentences(run, start, SPEECH_WORDS), SPEECH_WORDS if whole else PIECE_WORDS))
    return [(text, parenthetical if at == 0 else "", line) for at, (text, line) in enumerate(pieces)]
