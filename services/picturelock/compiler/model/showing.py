"""Which of a brief's reference images an engine is shown, and why it is not shown the others."""

from collections.abc import Sequence
from typing import NamedTuple

from picturelock.compiler.model.diagnostics import found
from picturelock.compiler.model.sentences import Clause, Rank, Sentence
from picturelock.compiler.model.target import PictureUse, Target
from picturelock.kernel.nouns import Brief, Diagnostic, Reference, ReferenceOf


class Shown(NamedTuple):
    references: tuple[Reference, ...]
    left_out: tuple[Diagnostic, ...]


def shown_to(target: Target, brief: Brief) -> Shown:
    """The first of those that it takes; of every other one, a warning."""
    taken = [each for each in brief.references if each.of in target.reference_of][: target.most_references]
    others = [each for each in brief.references if each not in taken]
    return Shown(tuple(taken), tuple(_left_out(brief.shot, target, each) for each in others))


def showing(target: Target, references: Sequence[Reference]) -> Target:
    """The target as it is when it goes by reference images: some make other lengths then."""
    if not references or target.reference_lengths is None:
        return target
    return target.model_copy(update={"lengths": target.reference_lengths})


def digest_shown(brief: Brief, references: Sequence[Reference]) -> str:
    """The brief's digest as far as the engine is shown it: a picture that it is not shown changes nothing."""
    return brief.model_copy(update={"references": tuple(references)}).digest


def references_sentence(references: Sequence[Reference]) -> Sentence:
    """What each of them shows, so that the engine does not have to guess."""
    clauses = (
        Clause(f"{n} {_what(each)}", f"references.{n - 1}", Rank.PERSON, each.source)
        for n, each in enumerate(references, 1)
    )
    return Sentence(tuple(clauses), opening="Reference image ", closing=".", last=", ")


def _what(reference: Reference) -> str:
    return "is the style of the whole picture" if reference.of is ReferenceOf.LOOK else f"shows {reference.name}"


def _left_out(shot: str, target: Target, reference: Reference) -> Diagnostic:
    what = f"a reference image of {reference.name} ({reference.digest[:12]}) was left out"
    return found("W012", shot, f"{what}; engine '{target.name}' {_why(target, reference)}", reference.source)


def _why(target: Target, reference: Reference) -> str:
    if PictureUse.SUBJECT not in target.pictures:
        begins = PictureUse.FIRST_FRAME in target.pictures
        return "takes a picture only as the frame to begin with" if begins else "takes no pictures"
    if reference.of not in target.reference_of:
        return f"takes none of a {reference.of}"
    return f"takes {target.most_references}"
