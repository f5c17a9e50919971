"""Puts a shot into prose: what went wrong last time first, then camera, people, action, speech, place, light, look."""

from collections.abc import Iterator, Mapping

from picturelock.compiler.model.diagnostics import found
from picturelock.compiler.model.order import Draft, Order
from picturelock.compiler.model.prose.camera import camera_sentence, names_in
from picturelock.compiler.model.prose.grammar import ended, tidy, unended
from picturelock.compiler.model.prose.people import people_sentences
from picturelock.compiler.model.prose.setting import look_sentence, setting_sentences
from picturelock.compiler.model.sentences import Clause, Fitted, Rank, Sentence, fit_sentences
from picturelock.compiler.model.showing import references_sentence
from picturelock.compiler.model.target import Target
from picturelock.kernel.nouns import Brief, Diagnostic, Line

UNWANTED = ("captions", "subtitles", "watermark", "logo", "cut to another shot", "split screen", "distorted hands")
NAMED = 40
"""Characters of a piece that was left out that are quoted in its diagnostic."""


def speak_prose(order: Order) -> Draft:
    target = order.target
    fitted = fit_sentences(list(_sentences(order)), target.counting.length, target.most_characters)
    negative = [_unwanted(order.brief)] if target.most_negative else []
    unwanted = fit_sentences(negative, target.counting.length, target.most_negative)
    diagnostics = [
        *_unspoken(order),
        *left_out("W010", order.brief.shot, fitted),
        *left_out("W011", order.brief.shot, unwanted),
        *_overlong(order.brief.shot, target, fitted),
    ]
    return Draft(fitted.text, fitted.pieces, unwanted.text, tuple(diagnostics))


def _sentences(order: Order) -> Iterator[Sentence]:
    for n, note in enumerate(order.notes):
        yield Sentence((Clause(ended(note), f"notes.{n}", Rank.NOTE),))
    brief, names = order.brief, names_in(order.brief)
    yield camera_sentence(brief)
    yield references_sentence(order.brief.references)
    yield from people_sentences(brief)
    for n, action in enumerate(brief.actions):
        if said := ended(action.text):
            rank = Rank.ACTION if n else Rank.MUST
            yield Sentence((Clause(said, f"actions.{n}", rank, action.source),))
    for n, line in enumerate(brief.lines):
        if speech := _speech(line, names, speaks=order.target.speaks):
            yield Sentence((Clause(speech, f"lines.{n}", Rank.SPEECH, line.source),))
    yield from setting_sentences(brief)
    yield look_sentence(brief.look)


def _speech(line: Line, names: Mapping[str, str], *, speaks: bool) -> str:
    """The words, when the engine can say them; else that somebody is seen to speak."""
    absent = line.speaker.name if line.speaker else line.cue
    name = names.get(line.character) or unended(absent) or line.character
    manner = unended(line.parenthetical).strip("()")
    if speaks:
        asides = ", ".join(aside for aside in ("off screen" if line.off_screen else "", manner) if aside)
        return f"{name}{f' ({asides})' if asides else ''} says: “{tidy(line.text)}”"
    if line.off_screen:
        return ""
    return f"{name} speaks ({manner})." if manner else f"{name} speaks."


def _unspoken(order: Order) -> Iterator[Diagnostic]:
    for line in () if order.target.speaks else order.brief.lines:
        reason = f"engine '{order.target.name}' makes no speech; {line.cue}'s words are left to be dubbed"
        yield found("W014", order.brief.shot, reason, line.source)


def _unwanted(brief: Brief) -> Sentence:
    nobody = () if brief.cast else ("people",)
    return Sentence(
        tuple(Clause(word, "negative", Rank.FEATURE) for word in (*nobody, *UNWANTED)),
        last=", ",
    )


def left_out(code: str, shot: str, fitted: Fitted) -> Iterator[Diagnostic]:
    """A warning for each piece that found no room."""
    for clause in fitted.left_out:
        quoted = clause.text if len(clause.text) <= NAMED else f"{clause.text[:NAMED].rstrip()}…"
        yield found(code, shot, f"{clause.what} ('{quoted}') was left out for want of room", clause.source)


def _overlong(shot: str, target: Target, fitted: Fitted) -> Iterator[Diagnostic]:
    if not fitted.fits:
        length = target.counting.length(fitted.text)
        reason = f"what must be said takes {length} characters, engine '{target.name}' reads {target.most_characters}"
        yield found("E005", shot, f"{reason}; shorten the action or split the shot")
