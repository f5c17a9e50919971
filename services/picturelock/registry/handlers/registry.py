"""Scripts become shots, each with its engine; shots are sent down the line."""

from collections.abc import Mapping, Sequence

from picturelock.kernel.bus import current_cause
from picturelock.kernel.errors import Invalid, NotFound
from picturelock.kernel.records import Records
from picturelock.registry.handlers.says import listed, planned
from picturelock.registry.model.ledger import Project, Shot, ShotState
from picturelock.registry.model.outlook import Outlook, OutlookItem, Standing, outlook
from picturelock.registry.model.reading import Reading


class Registry:
    def __init__(self, records: Records) -> None:
        self._records = records

    async def plan(
        self, project_key: str, reading: Reading, engine: str = "", retired: Mapping[str, str] | None = None
    ) -> Outlook:
        """What `make` would do, and why; nothing is done. `engine` empty is what the bible's rules say.

        With engines `retired`, as if these were added to those that are. Raises Invalid where a shot has no engine.
        """
        project = await self._records.find(Project, project_key)
        shots = dict(await self._records.select(Shot, prefix=f"{project_key}/"))
        out_of_use = (project.retired if project else {}) | dict(retired or {})
        return outlook(project_key, reading, engine, project, shots, out_of_use)

    async def make(self, project_key: str, reading: Reading, engine: str = "", *, retry_held: bool = False) -> Outlook:
        """Send every stale shot down the line. What was planned and not sent when it died is sent next time."""
        ahead = await self.plan(project_key, reading, engine)
        anew = (Standing.REENGINED, Standing.HELD) if retry_held else (Standing.REENGINED,)
        again = any(item.standing in anew for item in ahead.shots)
        awaited = {item.shot: _awaited(item, retry_held=retry_held) for item in ahead.shots}
        await self._save_project(project_key, ahead, awaited, anew=again)
        for item in ahead.shots:
            await self._bring_on(item, retry_held=retry_held)
        return ahead

    async def _bring_on(self, item: OutlookItem, *, retry_held: bool) -> None:
        key, shot = item.shot_key, await self._records.find(Shot, item.shot_key)
        if item.standing is Standing.REMOVED and shot:
            await self._records.save(key, shot.but(state=ShotState.REMOVED))
        elif item.brief and item.route and item.is_stale:
            fresh = shot or Shot(brief=item.brief, brief_digest=item.brief.digest, engine=item.route.engine)
            await self._send(key, fresh.planned(item.brief, item.route))
        elif item.standing is Standing.HELD and shot and retry_held:
            await self._send(key, shot.taken_up())
        elif item.brief and shot and shot.brief != item.brief:
            await self._records.save(key, shot.but(brief=item.brief))

    async def _send(self, key: str, shot: Shot) -> None:
        await self._records.save(key, shot, planned(key, shot))

    async def _save_project(self, key: str, ahead: Outlook, awaited: Mapping[str, int], *, anew: bool) -> None:
        """The list counts up when it changed, and when shots in it are shot anew though it did not."""
        before = await self._records.find(Project, key)
        kept = before or Project(title="", script="", bible="", breakdown=ahead.project.breakdown)
        after = ahead.project.but(version=kept.version, applied=kept.applied, revision=kept.revision)
        if before and not anew and after.but(routing=before.routing) == before:
            if after != before:
                await self._records.save(key, after)
            return
        new = after.but(revision=kept.revision + 1)
        await self._records.save(key, new, listed(key, new, awaited))

    async def retire(self, project_key: str, engine: str, instead: str = "", *, undo: bool = False) -> Project:
        """Use an engine no more for a film; `make` then moves its open shots. Raises NotFound, Invalid."""
        project = await self.project(project_key)
        if current_cause().id in project.applied:
            return project
        left = {name: to for name, to in project.retired.items() if name != engine}
        if not undo:
            if engine == instead:
                raise Invalid(f"{engine}: can't take its own place; name another engine")
            left |= {engine: instead}
        elif engine not in project.retired:
            raise NotFound(f"{engine}: was not retired; there are {', '.join(sorted(left)) or 'none'}")
        if left == project.retired:
            return project
        return await self._records.save(project_key, project.but(retired=left))

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


def _awaited(item: OutlookItem, *, retry_held: bool) -> int:
    """The take that the film waits for: what it has for the same brief is what was given up."""
    if item.is_stale or (item.standing is Standing.HELD and retry_held):
        return item.takes + 1
    return item.takes if item.standing is Standing.UNDERWAY else 0
