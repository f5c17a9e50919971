"""From measures to a verdict."""

from collections.abc import Iterator, Sequence

from picturelock.continuity.model.expectation import Expectation
from picturelock.continuity.model.measured import Measured
from picturelock.continuity.model.policy import Limit, Policy
from picturelock.continuity.model.reading import Case, Reading
from picturelock.continuity.model.rules import RULES, Rule
from picturelock.kernel.nouns import Decision, Finding, Verdict

SEVERITY = (Decision.PASS, Decision.RETAKE, Decision.HOLD)


def judge(
    measured: Measured, expected: Expectation, neighbours: Sequence[Measured] = (), policy: Policy | None = None
) -> Verdict:
    """The gravest of the findings' decisions. A finding's score is 1 and what it is worth beyond its limit."""
    case, limits = Case(measured, expected, neighbours), policy or Policy()
    scored = [
        (_finding(code, reading, rule, limit, expected.shot), 1 + excess / rule.worth)
        for code, rule in RULES.items()
        for limit in (_limit(limits, code),)
        for reading, excess in _beyond(case, rule, limit)
    ]
    findings = tuple(finding for finding, _ in scored)
    return Verdict(
        decision=max((finding.decision for finding in findings), key=SEVERITY.index, default=Decision.PASS),
        findings=findings,
        measured_by=measured.by,
        score=round(sum(score for _, score in scored), 3),
    )


def _limit(policy: Policy, code: str) -> Limit:
    limit: Limit = getattr(policy, code)
    return limit


def _beyond(case: Case, rule: Rule, limit: Limit) -> Iterator[tuple[Reading, float]]:
    """Compared as they are told, so that no finding reads as if it were within its limit."""
    for reading in rule.read(case, limit.threshold) if limit.on else ():
        excess = rule.excess(_told(reading.measured), _told(limit.threshold)) - _told(reading.slack)
        if _told(excess) > 0:
            yield reading, excess


def _told(number: float) -> float:
    return round(number, 3)


def _finding(code: str, reading: Reading, rule: Rule, limit: Limit, shot: str) -> Finding:
    return Finding(
        code=code,
        message=f"{shot} {reading.message}",
        note=reading.note,
        subject=reading.subject,
        first=reading.where.first,
        last=reading.where.last,
        measured=_told(reading.measured),
        threshold=_told(_told(limit.threshold) + _told(reading.slack)),
        unit=rule.unit,
        decision=limit.decision,
    )
