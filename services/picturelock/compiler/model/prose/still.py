"""A still in words: one subject of the bible, alone, as it is described there, in the look of the film."""

from collections.abc import Iterator, Mapping

from picturelock.compiler.model.prose.camera import names_in
from picturelock.compiler.model.prose.grammar import unended
from picturelock.compiler.model.prose.people import people_sentences
from picturelock.compiler.model.prose.setting import look_sentence, place_sentences
from picturelock.compiler.model.sentences import Clause, Rank, Sentence
from picturelock.kernel.nouns import Brief, ReferenceOf

ALONE = "before a plain light grey background, in soft and even light"
OPENINGS: Mapping[ReferenceOf, str] = {
    ReferenceOf.CHARACTER: f"Reference picture of {{}} for a film, alone, from head to toe, {ALONE}.",
    ReferenceOf.PLACE: "Reference picture of {} for a film: the whole place, with nobody in it.",
    ReferenceOf.PROP: f"Reference picture of {{}} for a film, alone, the whole of it, {ALONE}.",
    ReferenceOf.LOOK: "Still of a film, with nobody in it, that shows what all its pictures look like.",
}


def still_sentences(brief: Brief, of: ReferenceOf) -> Iterator[Sentence]:
    yield Sentence((Clause(OPENINGS[of].format(_called(brief)), "still", Rank.MUST),))
    yield from people_sentences(brief)
    if of is ReferenceOf.PLACE:
        yield from place_sentences(brief.setting)
    yield look_sentence(brief.look)
    yield Sentence((Clause("There is no writing in the picture.", "still", Rank.FEATURE),))


def _called(brief: Brief) -> str:
    return names_in(brief).get(brief.camera.subject) or unended(brief.setting.place.name)
