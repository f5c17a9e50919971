"""Takes that were judged are looked through, circled, and sent back."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

from picturelock.continuity.handlers.says import said_of
from picturelock.continuity.model import Judged, JudgedTake
from picturelock.kernel.bus import current_cause
from picturelock.kernel.errors import Invalid, NotFound, Refused
from picturelock.kernel.nouns.take import in_order
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store

Seen = tuple[Judged, JudgedTake]
"""A take, and what is known of its shot."""

LINKED_AT_ONCE = 16


class Takes:
    def __init__(self, records: Records, store: Store) -> None:
        self._records = records
        self._store = store

    async def some(self, project_key: str, shot: str, after: str, limit: int) -> Sequence[tuple[str, Seen]]:
        """In order of shot and number, from the one after `after`, each with its place in that order.

        Raises NotFound when nothing was judged yet, Invalid for a place in another project.
        """
        if after and not after.startswith(f"{project_key}/"):
            raise Invalid("page_token: it is of another project; use none for the first page")
        reached, found = after.rpartition("/")[0], []
        async for key, record in self._shots(project_key, shot, reached, limit):
            placed = [(f"{key}/{_place(take)}", (record, take)) for take in record.takes]
            found += [each for each in placed if key != reached or each[0] > after]
            if len(found) >= limit:
                break
        if not found and not after:
            raise NotFound(f"project: no take of {shot or project_key.rpartition('/')[2]} was judged yet; wait for one")
        return found[:limit]

    async def _shots(self, project_key: str, shot: str, reached: str, limit: int) -> AsyncIterator[tuple[str, Judged]]:
        """The one, or all from the one that was reached."""
        first = f"{project_key}/{shot}" if shot else reached
        if first and (record := await self._records.find(Judged, first)):
            yield first, record
        more = not shot
        while more:
            page = await self._records.select(Judged, prefix=f"{project_key}/", after=reached, limit=limit)
            for key, record in page:
                yield key, record
                reached = key
            more = len(page) == limit

    async def take(self, shot_key: str, number: int) -> Seen:
        """Raises NotFound."""
        record = await self._records.find(Judged, shot_key)
        take = record.numbered(number) if record else None
        if record is None or take is None:
            raise NotFound(f"take: {shot_key.rpartition('/')[2]} has no judged take {number}; list its takes")
        return record, take

    async def links(self, takes: Iterable[JudgedTake]) -> Mapping[str, str]:
        """Addresses by digest: of the takes, their pictures, their reports, and their findings' evidence."""
        gate = asyncio.Semaphore(LINKED_AT_ONCE)

        async def link(digest: str) -> tuple[str, str]:
            async with gate:
                return digest, await self._store.link(digest)

        wanted = {digest for take in takes for digest in shown(take)}
        return dict(await asyncio.gather(*map(link, sorted(wanted))))

    async def circle(self, shot_key: str, number: int, who: str, note: str) -> Seen:
        """Raises NotFound, and Refused with the reason OLD_BRIEF."""
        record, take = await self.take(shot_key, number)
        if current_cause().id in record.applied:
            return record, take
        _must_be_new(record, take)
        return await self._rule(shot_key, record, take.circled_by(who, note), circled=True)

    async def reject(self, shot_key: str, number: int, who: str, note: str) -> Seen:
        """Raises NotFound, and Refused with the reason OLD_BRIEF or NOT_CHOSEN."""
        record, take = await self.take(shot_key, number)
        if current_cause().id in record.applied:
            return record, take
        _must_be_new(record, take)
        if record.chosen not in (0, number):
            raise Refused(
                f"take: {record.chosen} is the take of {take.take.shot}, not {number}; reject that one, or leave it",
                reason="NOT_CHOSEN",
            )
        return await self._rule(shot_key, record, take.rejected_by(who, note), circled=False)

    async def _rule(self, shot_key: str, record: Judged, take: JudgedTake, *, circled: bool) -> Seen:
        ruled = record.ruled(take, circled=circled)
        return await self._records.save(shot_key, ruled, said_of(shot_key, ruled, take)), take


def shown(take: JudgedTake) -> Sequence[str]:
    """Digests of everything that shows the take."""
    asset, findings = take.asset, take.verdict.findings
    digests = (asset.digest, asset.strip, asset.poster, asset.report, *(finding.evidence for finding in findings))
    return [digest for digest in digests if digest]


def _place(take: JudgedTake) -> str:
    of, which = in_order(take.number)
    return f"{of:06d}.{which:03d}"


def _must_be_new(record: Judged, take: JudgedTake) -> None:
    if take.brief_digest != record.brief_digest:
        raise Refused(
            f"take: {take.number} was made for a brief that {take.take.shot} no longer has; choose a newer one",
            reason="OLD_BRIEF",
        )
