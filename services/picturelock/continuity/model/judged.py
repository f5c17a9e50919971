"""What continuity remembers of a shot: its takes, what was measured, and what people said."""

from collections.abc import Iterable, Mapping
from typing import Self

from pydantic import Field

from picturelock.continuity.model.measured import Measured
from picturelock.kernel.nouns import Asset, Brief, Decision, Finding, Noun, Take, Verdict
from picturelock.kernel.nouns.base import Digest
from picturelock.kernel.nouns.take import in_order
from picturelock.kernel.records import Record

KEPT = 50
"""Takes of a shot that are remembered."""
WORD = 1000.0
"""What a person's word adds to the score of a take: whatever was measured, it is no longer the least bad one."""


class JudgedTake(Noun):
    """`by` is who circled it or sent it back, and `note` what they said."""

    brief_digest: Digest
    revision: int
    take: Take
    asset: Asset
    verdict: Verdict
    measured: Measured | None = None
    """None of the take that was judged last, whose measures are the shot's."""
    by: str = ""
    note: str = ""

    @property
    def number(self) -> int:
        return self.take.number

    def circled_by(self, who: str, note: str) -> Self:
        """What was measured stays with it."""
        passed = self.verdict.model_copy(update={"decision": Decision.PASS})
        return self.model_copy(update={"by": who, "note": note, "verdict": passed})

    def rejected_by(self, who: str, note: str) -> Self:
        said = Finding(
            code="note", message=f"{who}: {note}", note=note, measured=0.0, threshold=0.0, decision=Decision.RETAKE
        )
        findings = [each for each in self.verdict.findings if each.code != "note"]
        score = self.verdict.score + (WORD if len(findings) == len(self.verdict.findings) else 0.0)
        back = Verdict(
            decision=Decision.RETAKE,
            findings=(*findings, said),
            measured_by=self.verdict.measured_by,
            score=score,
        )
        return self.model_copy(update={"by": who, "note": note, "verdict": back})


class Judged(Record):
    """The last take of a shot that was judged, and the last of them all in `takes`, each before its alternates."""

    take: int
    measured: Measured
    verdict: Verdict
    takes: tuple[JudgedTake, ...] = ()
    briefs: Mapping[Digest, Brief] = Field(default_factory=dict)
    """What the takes were to show, by digest."""
    circled: int = 0
    """Number of the take that a person chose; 0 for none."""

    @property
    def brief_digest(self) -> str:
        """Of the newest brief that a take was judged by."""
        return self.takes[-1].brief_digest if self.takes else ""

    @property
    def chosen(self) -> int:
        """Number of the shot's take: the circled one, or the last if it passed; 0 for none."""
        return self.circled or (self.take if self.verdict.decision is Decision.PASS else 0)

    @property
    def tone(self) -> Measured | None:
        """The measures that the shot's neighbours are held against."""
        if self.chosen == self.take:
            return self.measured
        found = self.numbered(self.chosen)
        return found.measured if found else None

    def numbered(self, number: int) -> JudgedTake | None:
        return next((each for each in self.takes if each.number == number), None)

    def judged(self, take: JudgedTake, brief: Brief, measured: Measured) -> Self:
        """With one more take. A circle ends with its brief."""
        takes = _with(take, map(self._settled, self.takes))
        kept = tuple(each for each in takes if each.number == self.circled or each in takes[-KEPT:])
        meant = {each.brief_digest for each in kept}
        briefs = {digest: known for digest, known in self.briefs.items() if digest in meant}
        circled = next((each for each in kept if each.number == self.circled), None)
        return self.but(
            take=take.number,
            measured=measured,
            verdict=take.verdict,
            takes=kept,
            briefs=briefs | {take.brief_digest: brief},
            circled=circled.number if circled and circled.brief_digest == kept[-1].brief_digest else 0,
        )

    def with_alternate(self, take: JudgedTake, brief: Brief, measured: Measured) -> Self:
        """It is no word on the shot: somebody may circle it, and until then nothing follows from it."""
        kept = take.model_copy(update={"measured": measured})
        return self.but(takes=_with(kept, self.takes), briefs={**self.briefs, take.brief_digest: brief})

    def ruled(self, take: JudgedTake, *, circled: bool) -> Self:
        """A person had their say about a take."""
        chosen = take.number if circled else 0 if self.circled == take.number else self.circled
        verdict = take.verdict if take.number == self.take else self.verdict
        return self.but(takes=_with(take, self.takes), circled=chosen, verdict=verdict)

    def _settled(self, take: JudgedTake) -> JudgedTake:
        """The take that was judged last keeps its own measures from now on."""
        return take.model_copy(update={"measured": self.measured}) if take.number == self.take else take


def _with(take: JudgedTake, takes: Iterable[JudgedTake]) -> tuple[JudgedTake, ...]:
    others = [each for each in takes if each.number != take.number]
    return tuple(sorted((*others, take), key=lambda each: in_order(each.number)))
