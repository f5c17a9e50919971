"""Takes that were judged are looked through, circled, and sent back."""

from collections.abc import Mapping, Sequence

from google.protobuf.message import Message

from picturelock.continuity.model import Judged, JudgedTake
from picturelock.kernel.bus import current_cause
from picturelock.kernel.codec import encode
from picturelock.kernel.errors import NotFound, Refused
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.film.v1.verdict_pb2 import Verdict as VerdictMessage


class Takes:
    def __init__(self, records: Records, store: Store) -> None:
        self._records = records
        self._store = store

    async def shots(self, project_key: str, shot: str, after: str, limit: int) -> Sequence[tuple[str, Judged]]:
        """Shots with their takes, in order of number; all of the project, or the one."""
        if shot:
            found = await self._records.find(Judged, f"{project_key}/{shot}")
            return [(f"{project_key}/{shot}", found)] if found else []
        return await self._records.select(Judged, prefix=f"{project_key}/", after=after, limit=limit)

    async def links(self, judged: JudgedTake) -> Mapping[str, str]:
        """Addresses by digest: of the take, its pictures, its report, and its findings' evidence."""
        asset = judged.asset
        shown = (asset.digest, asset.strip, asset.poster, asset.report)
        evidence = (finding.evidence for finding in judged.verdict.findings)
        return {digest: await self._store.link(digest) for digest in (*shown, *evidence) if digest}

    async def circle(self, shot_key: str, number: int, who: str, note: str) -> tuple[Judged, JudgedTake]:
        """Raises NotFound, and Refused with the reason OLD_BRIEF."""
        record, take = await self._meant(shot_key, number)
        if current_cause().id in record.applied:
            return record, take
        circled = take.circled_by(who, note)
        said = _said(TakePassed, shot_key, circled)
        saved = await self._records.save(shot_key, record.with_take(circled).but(circled=number), said)
        return saved, circled

    async def reject(self, shot_key: str, number: int, who: str, note: str) -> tuple[Judged, JudgedTake]:
        """Raises NotFound, and Refused with the reason OLD_BRIEF."""
        record, take = await self._meant(shot_key, number)
        if current_cause().id in record.applied:
            return record, take
        rejected = take.rejected_by(who, note)
        chosen = 0 if record.circled == number else record.circled
        said = _said(TakeRejected, shot_key, rejected)
        saved = await self._records.save(shot_key, record.with_take(rejected).but(circled=chosen), said)
        return saved, rejected

    async def _meant(self, shot_key: str, number: int) -> tuple[Judged, JudgedTake]:
        record = await self._records.find(Judged, shot_key)
        take = record.numbered(number) if record else None
        if record is None or take is None:
            raise NotFound(f"take: {shot_key.rpartition('/')[2]} has no measured take {number}; list its takes")
        if take.brief_digest != record.brief_digest:
            raise Refused(
                f"take: {number} was made for a brief that {take.take.shot} does not have any more; choose a newer one",
                reason="OLD_BRIEF",
            )
        return record, take


def _said(kind: type[TakePassed] | type[TakeRejected], shot_key: str, judged: JudgedTake) -> Message:
    return kind(
        shot_key=shot_key,
        brief=encode(judged.brief, BriefMessage),
        brief_digest=judged.brief_digest,
        revision=judged.revision,
        take=encode(judged.take, TakeMessage),
        asset=encode(judged.asset, AssetMessage),
        verdict=encode(judged.verdict, VerdictMessage),
        by=judged.by,
    )
