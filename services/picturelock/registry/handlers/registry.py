"""Scripts become shots; shots are sent down the line until a take satisfies them or a person must look."""

from collections.abc import Sequence

from picturelock.kernel.codec import decode, encode
from picturelock.kernel.errors import NotFound
from picturelock.kernel.nouns import Asset, Brief, Take, Verdict
from picturelock.kernel.records import Records
from picturelock.registry.model.ledger import Project, Rejected, Shot, ShotState, must_hold
from picturelock.registry.model.outlook import Outlook, Standing, outlook
from picturelock.registry.model.reading import Reading
from picturelock_api.compiler.v1.events_pb2 import PromptRefused
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.brief_pb2 import ListedShot as ListedShotMessage
from picturelock_api.film.v1.brief_pb2 import Rate as RateMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.film.v1.verdict_pb2 import Verdict as VerdictMessage
from picturelock_api.gateway.v1.events_pb2 import TakeFailed
from picturelock_api.registry.v1.events_pb2 import ShotHeld, ShotListChanged, ShotPlanned


class Registry:
    def __init__(self, records: Records, most_revisions: int) -> None:
        self._records = records
        self._most_revisions = most_revisions

    async def plan(self, project_key: str, reading: Reading, engine: str = "") -> Outlook:
        """What `make` would do, and why; nothing is done. `engine` empty is the bible's."""
        project = await self._records.find(Project, project_key)
        shots = dict(await self._records.select(Shot, prefix=f"{project_key}/"))
        return outlook(project_key, reading, engine, project, shots)

    async def make(self, project_key: str, reading: Reading, engine: str = "", *, retry_held: bool = False) -> Outlook:
        """Send every stale shot down the line. What was planned and not sent when it died is sent next time."""
        ahead = await self.plan(project_key, reading, engine)
        again = retry_held and any(item.standing is Standing.HELD for item in ahead.shots)
        await self._save_project(project_key, ahead, anew=again)
        for item in ahead.shots:
            shot = await self._records.find(Shot, item.shot_key)
            if item.standing is Standing.REMOVED and shot:
                await self._records.save(item.shot_key, shot.but(state=ShotState.REMOVED))
            elif item.brief and item.is_stale:
                await self._send(item.shot_key, _fresh(shot, item.brief, ahead.engine))
            elif item.standing is Standing.HELD and shot and retry_held:
                await self._send(item.shot_key, shot.taken_up())
            elif item.brief and shot and shot.brief != item.brief:
                await self._records.save(item.shot_key, shot.but(brief=item.brief))
        return ahead

    async def _save_project(self, key: str, ahead: Outlook, *, anew: bool) -> None:
        """The list counts up when it changed, and when shots in it are shot anew though it did not."""
        before = await self._records.find(Project, key)
        after = ahead.project
        if (
            not anew
            and before
            and before.but(version=0, applied=()) == after.but(version=0, applied=(), revision=before.revision)
        ):
            return
        listed = after.but(
            version=before.version if before else 0,
            applied=before.applied if before else (),
            revision=(before.revision if before else 0) + 1,
        )
        await self._records.save(key, listed, _list(key, listed))

    async def _send(self, key: str, shot: Shot) -> None:
        said = ShotPlanned(
            shot_key=key,
            brief=encode(shot.brief, BriefMessage),
            brief_digest=shot.brief_digest,
            revision=shot.revision,
            take_number=shot.takes,
            notes=shot.notes,
            engine=shot.engine,
        )
        await self._records.save(key, shot, said)

    async def _hold(self, key: str, shot: Shot, reason: str) -> None:
        held, best = shot.held(reason), shot.best
        said = ShotHeld(
            shot_key=key,
            brief=encode(held.brief, BriefMessage),
            brief_digest=held.brief_digest,
            reason=reason,
            take=encode(best.take, TakeMessage) if best else None,
            asset=encode(best.asset, AssetMessage) if best else None,
            verdict=encode(best.verdict, VerdictMessage) if best else None,
            take_number=held.takes,
        )
        await self._records.save(key, held, said)

    async def pass_(self, event: TakePassed) -> None:
        shot = await self._shot(event.shot_key)
        if shot.takes_word(event.by, event.brief_digest) or shot.waits_for(event.brief_digest, event.revision):
            await self._records.save(event.shot_key, shot.passed(event.take.number))

    async def replan(self, event: TakeRejected) -> None:
        """Findings go back as notes with the next take, or the shot is held with the best it has."""
        shot = await self._shot(event.shot_key)
        by_hand = shot.takes_word(event.by, event.brief_digest)
        if not by_hand and not shot.waits_for(event.brief_digest, event.revision):
            return
        rejected = Rejected(
            take=decode(Take, event.take), asset=decode(Asset, event.asset), verdict=decode(Verdict, event.verdict)
        )
        noted = shot.noted(rejected)
        if by_hand:
            await self._send(event.shot_key, noted.taken_up())
        elif reason := must_hold(noted, rejected.verdict, self._most_revisions):
            await self._hold(event.shot_key, noted, reason)
        else:
            await self._send(event.shot_key, noted.replanned())

    async def hold_refused(self, event: PromptRefused) -> None:
        shot = await self._shot(event.shot_key)
        if shot.waits_for(decode(Brief, event.brief).digest, event.revision):
            reasons = [f"{d.code} {d.message}" for d in event.diagnostics if d.code.startswith("E")]
            await self._hold(event.shot_key, shot, "; ".join(reasons))

    async def hold_failed(self, event: TakeFailed) -> None:
        """The gateway has tried all it will with this prompt; another may fare better, unless somebody cancelled it."""
        shot = await self._shot(event.shot_key)
        if not shot.waits_for(decode(Brief, event.brief).digest, event.revision):
            return
        if event.reason == "CANCELLED":
            await self._hold(event.shot_key, shot, f"its take was cancelled: {event.message}")
        elif shot.is_spent(self._most_revisions):
            await self._hold(event.shot_key, shot, f"the engine failed: {event.message}")
        else:
            await self._send(event.shot_key, shot.replanned())

    async def shots(self, project_key: str) -> Sequence[Shot]:
        """All shots ever planned, in order of number; removed ones too."""
        return [shot for _, shot in await self._records.select(Shot, prefix=f"{project_key}/")]

    async def some_shots(
        self, project_key: str, state: ShotState | None, after: str, limit: int
    ) -> Sequence[tuple[str, Shot]]:
        """Keys and shots in order of number, from the one after `after`."""
        found: list[tuple[str, Shot]] = []
        while len(found) < limit:
            page = await self._records.select(Shot, prefix=f"{project_key}/", after=after, limit=limit)
            found += [(key, shot) for key, shot in page if state in (None, shot.state)]
            if len(page) < limit:
                break
            after = page[-1][0]
        return found[:limit]

    async def shot(self, key: str) -> Shot:
        """Raises NotFound."""
        return await self._shot(key)

    async def keys(self) -> Sequence[str]:
        """Keys of all shots of all projects here."""
        return [key for key, _ in await self._records.select(Shot)]

    async def project(self, project_key: str) -> Project:
        project = await self._records.find(Project, project_key)
        if project is None:
            raise NotFound(f"{project_key}: no such project; `picturelock make SCRIPT` starts one")
        return project

    async def _shot(self, key: str) -> Shot:
        shot = await self._records.find(Shot, key)
        if shot is None:
            raise NotFound(f"{key.rpartition('/')[2]}: no such shot")
        return shot


def _fresh(shot: Shot | None, brief: Brief, engine: str) -> Shot:
    return (shot or Shot(brief=brief, brief_digest=brief.digest, engine=engine)).planned(brief, engine)


def _list(key: str, project: Project) -> ShotListChanged:
    return ShotListChanged(
        project_key=key,
        title=project.title,
        revision=project.revision,
        shots=[encode(shot, ListedShotMessage) for shot in project.shots],
        rate=encode(project.rate, RateMessage),
        width=project.width,
        height=project.height,
    )
