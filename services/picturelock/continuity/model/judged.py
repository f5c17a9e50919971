"""What continuity remembers of a shot: its takes, what was measured, and what people said."""

from typing import Self

from picturelock.continuity.model.measured import Measured
from picturelock.kernel.nouns import Asset, Brief, Decision, Finding, Noun, Take, Verdict
from picturelock.kernel.nouns.base import Digest
from picturelock.kernel.records import Record

KEPT = 50
"""Takes of a shot that are remembered."""


class JudgedTake(Noun):
    """`by` is who circled it or sent it back, and `note` what they said."""

    brief: Brief
    brief_digest: Digest
    revision: int
    take: Take
    asset: Asset
    verdict: Verdict
    by: str = ""
    note: str = ""

    def circled_by(self, who: str, note: str) -> Self:
        """What was measured stays with it."""
        passed = self.verdict.model_copy(update={"decision": Decision.PASS})
        return self.model_copy(update={"by": who, "note": note, "verdict": passed})

    def rejected_by(self, who: str, note: str) -> Self:
        said = Finding(
            code="note", message=f"{who}: {note}", note=note, measured=0.0, threshold=0.0, decision=Decision.RETAKE
        )
        findings = (*(each for each in self.verdict.findings if each.code != "note"), said)
        back = self.verdict.model_copy(update={"decision": Decision.RETAKE, "findings": findings})
        return self.model_copy(update={"by": who, "note": note, "verdict": back})


class Judged(Record):
    """The last take of a shot that was judged sets the tone for its neighbours; `takes` are the last of them all."""

    take: int
    measured: Measured
    verdict: Verdict
    takes: tuple[JudgedTake, ...] = ()
    circled: int = 0
    """Number of the take that a person chose; 0 for none."""

    def with_take(self, judged: JudgedTake) -> Self:
        """In order of number; one that is judged again is as it is judged last."""
        others = [each for each in self.takes if each.take.number != judged.take.number]
        takes = sorted((*others, judged), key=lambda each: each.take.number)
        return self.but(takes=tuple(takes[-KEPT:]))

    def numbered(self, number: int) -> JudgedTake | None:
        return next((each for each in self.takes if each.take.number == number), None)

    @property
    def brief_digest(self) -> str:
        """Of the brief that was last judged."""
        return self.takes[-1].brief_digest if self.takes else ""
