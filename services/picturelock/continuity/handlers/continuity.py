"""A stored take is measured and judged; it passes, or goes back with its findings."""

from collections.abc import Sequence

from picturelock.continuity.model import Expectation, Judged, JudgedTake, Measured, Policy, expect, judge
from picturelock.continuity.ports import Inspector
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.nouns import Asset, Brief, Decision, Prompt, Staging, Take, Verdict
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected
from picturelock_api.film.v1.verdict_pb2 import Verdict as VerdictMessage


class Continuity:
    def __init__(self, records: Records, store: Store, inspector: Inspector, policy: Policy) -> None:
        self._records = records
        self._store = store
        self._inspector = inspector
        self._policy = policy

    async def judge(self, event: TakeStored) -> None:
        before = await self._records.find(Judged, event.shot_key)
        neighbours = await self._neighbours(event.shot_key)
        prompt = decode(Prompt, event.prompt)
        expected = expect(decode(Brief, event.brief), prompt)
        measured, verdict = await self._look(expected, decode(Asset, event.asset), neighbours)
        record = _judged(before, event, prompt.brief_digest, measured, verdict)
        await self._records.save(event.shot_key, record, _said(event, prompt.brief_digest, verdict))

    async def _look(
        self, expected: Expectation, asset: Asset, neighbours: Sequence[Measured]
    ) -> tuple[Measured, Verdict]:
        staging = await self._staging(asset)
        async with self._store.fetch(asset.digest) as video:
            measured = await self._inspector.inspect(video, staging, expected)
            verdict = judge(measured, expected, neighbours, self._policy)
            findings = []
            for finding in verdict.findings:
                shown = await self._inspector.evidence(video, measured, finding)
                stored = await self._store.put(shown)
                findings.append(finding.model_copy(update={"evidence": stored.digest}))
        return measured, verdict.model_copy(update={"findings": tuple(findings)})

    async def _staging(self, asset: Asset) -> Staging | None:
        if not asset.report:
            return None
        said = b"".join([chunk async for chunk in self._store.open(asset.report)])
        return Staging.model_validate_json(said)

    async def _neighbours(self, shot_key: str) -> Sequence[Measured]:
        """Takes of the same scene that passed: only those set the tone."""
        scene, _, _ = shot_key.rpartition("_sh")
        judged = await self._records.select(Judged, prefix=f"{scene}_sh")
        return [
            record.measured for key, record in judged if key != shot_key and record.verdict.decision is Decision.PASS
        ]


def _judged(
    before: Judged | None, event: TakeStored, brief_digest: str, measured: Measured, verdict: Verdict
) -> Judged:
    judged = JudgedTake(
        brief=decode(Brief, event.brief), brief_digest=brief_digest, revision=event.revision,
        take=decode(Take, event.take), asset=decode(Asset, event.asset), verdict=verdict,
    )  # fmt: skip
    newest = Judged(take=event.take.number, measured=measured, verdict=verdict)
    if before is not None:
        newest = before.but(take=newest.take, measured=measured, verdict=verdict)
    return newest.with_take(judged)


def _said(event: TakeStored, brief_digest: str, verdict: Verdict) -> TakePassed | TakeRejected:
    says = TakePassed if verdict.decision is Decision.PASS else TakeRejected
    return says(
        shot_key=event.shot_key,
        brief=event.brief,
        brief_digest=brief_digest,
        revision=event.revision,
        take=event.take,
        asset=event.asset,
        verdict=encode(verdict, VerdictMessage),
    )
