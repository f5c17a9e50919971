"""Passed takes are circled; when the list has all it waits for, the film is finished and told of."""

import asyncio
import shutil
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from pathlib import Path

from picturelock.editorial.handlers.claims import Claims
from picturelock.editorial.model import Assembly, Circled, Finish, cut_of
from picturelock.editorial.model.finishing import Progress
from picturelock.editorial.model.reel import BY_HAND, Circle, Reel, assembly_of, circle_key, does, exports_of, missing
from picturelock.editorial.ports import Bench
from picturelock.kernel.bus import Cause, caused_by, derived_id
from picturelock.kernel.clock import Clock
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.errors import Conflict, NotFound, Refused
from picturelock.kernel.nouns import Asset, Brief, Cut, Deliverable, ListedShot, Rate, Take
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store
from picturelock_api.continuity.v1.events_pb2 import TakePassed
from picturelock_api.editorial.v1.events_pb2 import CutAssembled
from picturelock_api.film.v1.cut_pb2 import Cut as CutMessage
from picturelock_api.registry.v1.events_pb2 import ShotHeld, ShotListChanged

MEDIA_TYPES = {
    ".mp4": "video/mp4", ".otio": "application/json", ".edl": "text/plain", ".fcpxml": "application/xml",
    ".srt": "application/x-subrip", ".png": "image/png", ".pdf": "application/pdf",
}  # fmt: skip


class Looks(IntEnum):
    """At which films editorial looks next."""

    AT_DUE = 0
    AT_UNFINISHED = 1
    AT_ALL = 2


class Editorial:
    """`finish` says how a reel is to be finished here. `scratch` may be lost at any time."""

    def __init__(
        self, records: Records, store: Store, clock: Clock, bench: Bench,
        finish: Callable[[Reel], Finish], scratch: Path,
    ) -> None:  # fmt: skip
        self._records = records
        self._store = store
        self._bench = bench
        self._finish = finish
        self._scratch = scratch
        self._bell = asyncio.Event()
        self._due: set[str] = set()
        self._waiting: dict[str, tuple[int, Mapping[str, int]]] = {}
        """Films that were not finished when they were last looked at: by which list, and for which circles it waits."""
        self._looks = Looks.AT_ALL
        self._claims = Claims(records, clock)

    async def list_(self, event: ShotListChanged) -> None:
        """Lists come in order, but one may come twice."""
        reel = await self._records.find(Reel, event.project_key) or Reel()
        if event.revision <= reel.revision:
            return
        listed = reel.but(
            title=event.title,
            revision=event.revision,
            shots=tuple(decode(ListedShot, shot) for shot in event.shots),
            rate=decode(Rate, event.rate),
            width=event.width,
            height=event.height,
            unfinished=1,
        )
        await self._records.save(event.project_key, listed)
        self._waiting.pop(event.project_key, None)
        self._ring_for(event.project_key)

    async def circle(self, event: TakePassed) -> None:
        brief = decode(Brief, event.brief)
        circled = Circled(shot=brief.shot, brief=brief, take=decode(Take, event.take), asset=decode(Asset, event.asset))
        await self._circle(event.shot_key, event.brief_digest, circled, BY_HAND if event.by else event.take.number)

    async def hold(self, event: ShotHeld) -> None:
        """The film is made all the same, with the best take there is, or a card."""
        brief = decode(Brief, event.brief)
        circled = Circled(
            shot=brief.shot,
            brief=brief,
            take=decode(Take, event.take) if event.HasField("take") else None,
            asset=decode(Asset, event.asset) if event.HasField("asset") else None,
            held=True,
            reason=event.reason,
        )
        await self._circle(event.shot_key, event.brief_digest, circled, event.take_number)

    async def _circle(self, shot_key: str, brief_digest: str, circled: Circled, as_of: int) -> None:
        key = circle_key(shot_key, brief_digest)
        before = await self._records.find(Circle, key)
        fresh = before or Circle(circled=circled, brief_digest=brief_digest)
        record = fresh.but(circled=circled, as_of=as_of)
        await self._records.save(key, record)
        project = shot_key.rpartition("/")[0]
        if before:
            await self._open_again(project)
        revision, awaited = self._waiting.get(project, (0, {}))
        if left := {at: take for at, take in awaited.items() if at != key or not does(record, take)}:
            self._waiting[project] = (revision, left)
        else:
            self._ring_for(project)

    async def _open_again(self, project_key: str) -> None:
        """Another take was circled for a brief that had one, so a film that was finished may have to be again."""
        reel = await self._records.find(Reel, project_key)
        if reel:
            await self._records.save(project_key, reel.but(finish=None, unfinished=1))

    async def current(self, project_key: str) -> Cut | None:
        """The cut, if it follows the present list and is finished as it should be."""
        reel = await self._records.find(Reel, project_key)
        return reel.cut if reel and reel.is_current(self._finish(reel)) else None

    async def progress(self, project_key: str) -> Progress:
        return await self._claims.progress(project_key)

    async def reel(self, project_key: str) -> tuple[Reel, bool]:
        """The film in the making, and whether its cut is current. Raises NotFound before anything of it was made."""
        reel = await self._records.find(Reel, project_key)
        if reel is None:
            raise NotFound(f"project: nothing of {project_key.rpartition('/')[2]!r} was made yet; make it first")
        return reel, reel.is_current(self._finish(reel))

    async def exports(self, project_key: str, name: str = "") -> tuple[int, Sequence[tuple[Deliverable, str]]]:
        """Version of the cut, and all that is handed out of it, or the one of this name, with links."""
        reel, _ = await self.reel(project_key)
        if reel.cut is None:
            raise Refused("there is no cut yet; watch the film until there is", reason="NO_CUT")
        meant = [each for each in exports_of(reel.cut) if name in ("", each.name)]
        if not meant:
            raise NotFound(f"name: nothing called {name!r} is handed out of this cut; list them all")
        return reel.cut.version, [(each, await self._store.link(each.digest)) for each in meant]

    async def finish_films(self) -> None:
        """Finish every film that has all its takes, for ever."""
        while True:
            self._bell.clear()
            for key, reel in await self._films_due():
                if not reel.shots or reel.is_current(self._finish(reel)):
                    self._waiting.pop(key, None)
                elif not await self._is_waiting(key, reel):
                    await self._finish_film(key, reel)
            await self._bell.wait()

    def ring(self) -> None:
        """Look again at every film that is not finished, also at those whose takes came in elsewhere."""
        self._looks = self._looks or Looks.AT_UNFINISHED
        self._bell.set()

    def _ring_for(self, project_key: str) -> None:
        self._due.add(project_key)
        self._bell.set()

    async def _films_due(self) -> Sequence[tuple[str, Reel]]:
        """At first all there are: they may have been finished in another way. Then those that something came for."""
        due, self._due = self._due, set()
        found: dict[str, Reel] = {}
        if self._looks is Looks.AT_ALL:
            found = dict(await self._records.select(Reel))
        elif self._looks is Looks.AT_UNFINISHED:
            found = dict(await self._records.select(Reel, where={"unfinished": 1}))
            due |= self._waiting.keys()
        self._looks = Looks.AT_DUE
        more = {key: await self._records.find(Reel, key) for key in sorted(due - found.keys())}
        return [*found.items(), *((key, reel) for key, reel in more.items() if reel)]

    async def _is_waiting(self, key: str, reel: Reel) -> bool:
        """Of the circles that are missing the first is looked for: as long as it is not there, no other matters."""
        revision, awaited = self._waiting.get(key, (0, {}))
        if revision != reel.revision:
            awaited = missing(key, reel, dict(await self._records.select(Circle, prefix=f"{key}/")))
        left = dict(sorted(awaited.items()))
        while left and does(await self._records.find(Circle, first := next(iter(left))), left[first]):
            del left[first]
        self._waiting[key] = (reel.revision, left)
        return bool(left)

    async def _finish_film(self, key: str, reel: Reel) -> None:
        circles = dict(await self._records.select(Circle, prefix=f"{key}/"))
        finish = self._finish(reel)
        assembly = assembly_of(key, reel, circles, finish)
        if reel.cut and reel.cut.digest == assembly.digest:
            await self._cut_in(key, reel, finish, reel.cut.model_copy(update={"revision": reel.revision}))
            return
        async with self._claims.claimed(key, assembly.digest) as is_ours:
            if is_ours:
                await self._cut_in(key, reel, finish, await self._render(key, reel, assembly))

    async def _cut_in(self, key: str, reel: Reel, finish: Finish, cut: Cut) -> None:
        said = CutAssembled(project_key=key, cut=encode(cut, CutMessage))
        with caused_by(Cause(derived_id(key, reel.version, cut.digest), source="editorial")):
            try:
                await self._records.save(key, reel.cut_in(cut, finish), said)
            except Conflict:
                self._ring_for(key)

    async def _render(self, key: str, reel: Reel, assembly: Assembly) -> Cut:
        folder = self._scratch / "finishing" / assembly.digest[:16]

        def progress(ready: int, segments: int) -> None:
            self._claims.tell(key, ready, segments)

        try:
            film = await self._bench.render(assembly, self._store.fetch, folder, progress)
            papers = await self._bench.turn_over(assembly, folder)
            drawn = await self._bench.draw(assembly, await self._posters(assembly), folder)
            left = [await self._deliver(file, folder) for file in (film.path, *papers, *drawn)]
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        version = reel.cut.version + 1 if reel.cut else 1
        cut = cut_of(assembly, version, deliverables=left, encoded=film.encoded)
        return cut.model_copy(update={"revision": reel.revision})

    async def _posters(self, assembly: Assembly) -> dict[str, bytes]:
        return {
            event.shot: b"".join([chunk async for chunk in self._store.open(event.circled.asset.poster)])
            for event in assembly.events
            if event.circled.asset
        }

    async def _deliver(self, file: Path, folder: Path) -> Deliverable:
        stored = await self._store.put(file)
        return Deliverable(
            name=file.relative_to(folder).as_posix(),
            digest=stored.digest,
            size=stored.size,
            media_type=MEDIA_TYPES[file.suffix],
        )
