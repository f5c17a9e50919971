"""Which of a brief's pictures an engine is shown, and why it is not shown the others."""

from collections.abc import Sequence
from typing import NamedTuple

from picturelock.compiler.model.diagnostics import found
from picturelock.compiler.model.sentences import Clause, Rank, Sentence
from picturelock.compiler.model.target import Dialect, PictureUse, Target
from picturelock.kernel.nouns import Brief, Diagnostic, FirstFrame, Reference, ReferenceOf


class Shown(NamedTuple):
    """`brief` is as the engine is shown it: without the pictures that it does not take."""

    brief: Brief
    left_out: tuple[Diagnostic, ...]


def shown_to(target: Target, brief: Brief) -> Shown:
    """The first of those references that it takes, or else the first frame; of every other picture, a diagnostic.

    No engine is shown both: to most, a picture to begin with says already what is seen, and they take no other.
    """
    begins = brief.first_frame if PictureUse.FIRST_FRAME in target.pictures else None
    takes = 0 if begins else target.most_references
    taken = [each for each in brief.references if each.of in target.reference_of][:takes]
    left_out = [_left_out(brief, target, each) for each in brief.references if each not in taken]
    if brief.first_frame and not begins:
        left_out.append(_begins_otherwise(brief.shot, target, brief.first_frame))
    return Shown(brief.model_copy(update={"references": tuple(taken), "first_frame": begins}), tuple(left_out))


def showing(target: Target, references: Sequence[Reference]) -> Target:
    """The target as it is when it goes by reference images: some make other lengths then."""
    if not references or target.reference_lengths is None:
        return target
    return target.model_copy(update={"lengths": target.reference_lengths})


def references_sentence(references: Sequence[Reference]) -> Sentence:
    """What each of them shows, so that the engine does not have to guess."""
    clauses = (
        Clause(f"{n} {_what(each)}", f"references.{n - 1}", Rank.PERSON, each.source)
        for n, each in enumerate(references, 1)
    )
    return Sentence(tuple(clauses), opening="Reference image ", closing=".", last=", ")


def _what(reference: Reference) -> str:
    return "is the style of the whole picture" if reference.of is ReferenceOf.LOOK else f"shows {reference.name}"


def _begins_otherwise(shot: str, target: Target, first: FirstFrame) -> Diagnostic:
    """A stand-in is no less of one for it; what is paid for is."""
    stands_in = target.dialect is Dialect.PREVIZ
    what = "begins without its first frame" if stands_in else "can't begin with its first frame"
    return found(
        "W019" if stands_in else "E010", shot,
        f"{what} ({first.digest[:12]}); engine '{target.name}' takes no picture to begin with", first.source,
    )  # fmt: skip


def _left_out(brief: Brief, target: Target, reference: Reference) -> Diagnostic:
    what = f"a reference image of {reference.name} ({reference.digest[:12]}) was left out"
    why = _why(target, reference, begins=brief.first_frame is not None)
    return found("W012", brief.shot, f"{what}; engine '{target.name}' {why}", reference.source)


def _why(target: Target, reference: Reference, *, begins: bool) -> str:
    if begins and PictureUse.FIRST_FRAME in target.pictures:
        return "begins with the shot's first frame, and is shown no other picture then"
    if PictureUse.SUBJECT not in target.pictures:
        begins = PictureUse.FIRST_FRAME in target.pictures
        return "takes a picture only as the frame to begin with" if begins else "takes no pictures"
    if reference.of not in target.reference_of:
        return f"takes none of a {reference.of}"
    return f"takes {target.most_references}"
