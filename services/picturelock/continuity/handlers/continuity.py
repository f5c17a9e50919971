"""A stored take is measured and judged; it passes, or goes back with its findings."""

from collections.abc import Sequence

from picturelock.continuity.handlers.says import said_of
from picturelock.continuity.model import Expectation, Judged, JudgedTake, Measured, Policy, expect, judge
from picturelock.continuity.ports import Inspector
from picturelock.kernel.codec import decode
from picturelock.kernel.errors import Transient
from picturelock.kernel.nouns import Asset, Brief, Decision, Prompt, Staging, Take, Verdict
from picturelock.kernel.nouns.take import is_alternate
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected


class Continuity:
    def __init__(self, records: Records, store: Store, inspector: Inspector, policy: Policy) -> None:
        self._records = records
        self._store = store
        self._inspector = inspector
        self._policy = policy

    async def judge(self, event: TakeStored) -> None:
        before = await self._records.find(Judged, event.shot_key)
        neighbours = await self._neighbours(event.shot_key)
        prompt, brief = decode(Prompt, event.prompt), decode(Brief, event.brief)
        measured, verdict = await self._look(expect(brief, prompt), decode(Asset, event.asset), neighbours)
        judged = JudgedTake(
            brief_digest=prompt.brief_digest, revision=event.revision, take=decode(Take, event.take),
            asset=decode(Asset, event.asset), verdict=verdict,
        )  # fmt: skip
        if is_alternate(judged.number):
            await self._keep(event.shot_key, before, judged, brief, measured)
            return
        fresh = before or Judged(take=judged.number, measured=measured, verdict=verdict)
        record = fresh.judged(judged, brief, measured)
        await self._records.save(event.shot_key, record, _said(event.shot_key, record, judged))

    async def _keep(
        self, shot_key: str, before: Judged | None, judged: JudgedTake, brief: Brief, measured: Measured
    ) -> None:
        if before is None:
            raise Transient(f"{judged.take.slate}: came before its take", reason="TOO_EARLY")
        await self._records.save(shot_key, before.with_alternate(judged, brief, measured))

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
        """Of the same scene, the shots' takes: those that passed or that a person chose. Only they set the tone."""
        scene, _, _ = shot_key.rpartition("_sh")
        judged = await self._records.select(Judged, prefix=f"{scene}_sh")
        return [record.tone for key, record in judged if key != shot_key and record.tone is not None]


def _said(shot_key: str, record: Judged, judged: JudgedTake) -> TakePassed | TakeRejected:
    """A take that passes does not push out the one that a person chose: that is told again."""
    chosen = record.numbered(record.circled)
    passed = judged.verdict.decision is Decision.PASS
    return said_of(shot_key, record, chosen if passed and chosen else judged)
