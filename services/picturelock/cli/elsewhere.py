"""A production in a deployment, over its gRPC door."""

import hashlib
import os
import tempfile
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC
from pathlib import Path
from typing import Any

import httpx

from picturelock.cli.pictures import chunks_of
from picturelock.cli.production import Begun, HandedIn, Pages, SetAside, Setting
from picturelock.cli.reach import Deployment, Reach, listed
from picturelock.editorial.handlers import Progress
from picturelock.kernel.bus import Envelope
from picturelock.kernel.codec import decode
from picturelock.kernel.errors import NotFound, Refused, Transient
from picturelock.kernel.nouns import Brief, Cut, ListedShot, Rate
from picturelock.registry.model.breakdown import Breakdown
from picturelock.registry.model.ledger import Project
from picturelock.registry.model.outlook import Outlook, OutlookItem, Standing, outlook
from picturelock.registry.model.routing import Route
from picturelock_api.assets.v1 import service_pb2 as assets
from picturelock_api.continuity.v1 import service_pb2 as continuity
from picturelock_api.editorial.v1 import service_pb2 as editorial
from picturelock_api.gateway.v1 import service_pb2 as gateway
from picturelock_api.parked.v1 import service_pb2 as parked
from picturelock_api.registry.v1 import service_pb2 as registry

CHUNK = 1 << 20


class Elsewhere:
    """Keys are without the tenant here, which is the token's business. Every mutation has a request id of its own."""

    def __init__(self, deployment: Deployment, project: str, client: httpx.AsyncClient) -> None:
        self.key = project
        self._films = deployment.service("registry.v1.FilmService")
        self._projects = deployment.service("registry.v1.ProjectService")
        self._cuts = deployment.service("editorial.v1.CutService")
        self._takes = deployment.service("continuity.v1.TakeService")
        self._assets = deployment.service("assets.v1.AssetService")
        self._purchases = deployment.service("gateway.v1.PurchaseService")
        self._queue = deployment.service("gateway.v1.QueueService")
        self._parked = deployment.service("parked.v1.ParkedService")
        self._client = client
        self._links: dict[str, str] = {}

    async def plan(self, pages: Pages, engine: str, retired: Mapping[str, str] | None = None) -> Outlook:
        """Where there is no such project, nothing of it was made: then everything is new."""
        bible = pages.bible.data if pages.bible else pages.reading.drafted.encode()
        request = registry.PlanFilmRequest(
            project=self.key,
            engine=engine,
            script=pages.script.data,
            bible=bible,
            references=pages.references,
            retired=retired,
        )
        try:
            return self._outlook((await self._films.plan_film(request)).outlook)
        except NotFound:
            return outlook(self.key, pages.reading, engine, None, {}, retired)

    async def retire(self, engine: str, instead: str, *, undo: bool) -> None:
        request = registry.RetireEngineRequest(
            project=self.key, engine=engine, instead=instead, undo=undo, request_id=_fresh()
        )
        await self._films.retire_engine(request)

    async def make(self, pages: Pages, engine: str, *, retry_held: bool) -> Begun:
        await self._ensure()
        for picture in pages.pictures.values():
            await self._upload(picture)
        await self._put_pages(pages)
        request = registry.MakeFilmRequest(project=self.key, engine=engine, retry_held=retry_held, request_id=_fresh())
        begun = await self._films.make_film(request)
        return Begun(self._outlook(begun.outlook), begun.revision)

    async def said(self, after: str = "", *, follow: bool = False) -> AsyncIterator[tuple[str, Envelope | None]]:
        """Taken up again where it broke off. What came before it began is over at the first sign of life."""
        token = after
        while True:
            request = registry.WatchFilmRequest(
                project=self.key, token=token, from_start=not token, heartbeat_seconds=1
            )
            try:
                async for told in self._films.watch_film(request):
                    token = told.token
                    if not told.HasField("event"):
                        if not follow:
                            return
                        yield token, None
                        continue
                    yield token, self._envelope(told.event)
            except NotFound:
                return
            except Transient:
                if not follow:
                    raise

    async def end(self) -> str:
        """From here on what is said is new. Raises NotFound when there is no such project."""
        request = registry.WatchFilmRequest(project=self.key, heartbeat_seconds=1)
        async for told in self._films.watch_film(request):
            return str(told.token)
        raise NotFound(f"there is no project {self.key!r} there")

    async def standing(self) -> Setting:
        try:
            told = await self._cuts.get_cut(editorial.GetCutRequest(project=self.key))
        except NotFound:
            return Setting(None, Progress())
        cut = decode(Cut, told.cut) if told.HasField("cut") and told.current else None
        return Setting(cut, Progress(ready=told.progress.ready, segments=told.progress.segments))

    async def parked(self) -> Sequence[SetAside]:
        told = await self._parked.list_parked(parked.ListParkedRequest(project=self.key))
        return [set_aside_of(event) for event in told.events]

    async def waits(self) -> Mapping[str, int]:
        request = gateway.ListQueueRequest(project=self.key)
        return Counter([take.waits async for take in listed(self._queue.list_queue, request, "takes") if take.waits])

    async def doubtful(self) -> Collection[str]:
        request = gateway.ListPurchasesRequest(project=self.key, state="parked")
        found = listed(self._purchases.list_purchases, request, "purchases")
        return {each.shot async for each in found if not each.HasField("again")}

    async def find(self, digest: str) -> None:
        self._links[digest] = (await self._assets.link_asset(assets.LinkAssetRequest(digest=digest))).url

    async def learn(self) -> None:
        """Links last an hour, which is longer than a report takes to write."""
        exports = await self._cuts.list_exports(editorial.ListExportsRequest(project=self.key))
        self._links |= {export.digest: export.link for export in exports.exports}
        with suppress(NotFound):  # a film of which no shot could be made has no takes
            await self._learn_takes()

    async def _learn_takes(self) -> None:
        request = continuity.ListTakesRequest(project=self.key)
        async for take in listed(self._takes.list_takes, request, "takes"):
            self._links |= dict(take.links)

    @asynccontextmanager
    async def fetch(self, digest: str) -> AsyncIterator[Path]:
        link = self._links.get(digest)
        if link is None:
            raise NotFound(f"{digest}: nobody says where these bytes are")
        handle, name = tempfile.mkstemp(prefix="picturelock-")
        path = Path(name)
        try:
            await self._download(link, digest, handle)
            path.chmod(0o444)
            yield path
        finally:
            path.unlink(missing_ok=True)

    async def _download(self, link: str, digest: str, handle: int) -> None:
        seen = hashlib.sha256()
        with os.fdopen(handle, "wb") as file:
            try:
                async with self._client.stream("GET", link) as answer:
                    if not answer.is_success:
                        raise Refused(f"{digest}: the store answered {answer.status_code}; try again", reason="STORE")
                    async for chunk in answer.aiter_bytes(CHUNK):
                        seen.update(chunk)
                        file.write(chunk)
            except httpx.TransportError as error:
                raise Transient(f"the store can't be reached ({type(error).__name__}: {error})") from error
        if seen.hexdigest() != digest:
            raise Refused(f"{digest}: other bytes came; try again", reason="CORRUPT")

    async def _ensure(self) -> None:
        """The project is made when there is none."""
        try:
            await self._projects.get_project(registry.GetProjectRequest(project=self.key))
        except NotFound:
            request = registry.CreateProjectRequest(project=self.key, request_id=f"create {self.key}")
            await self._projects.create_project(request)

    async def _put_pages(self, pages: Pages) -> None:
        bible = pages.bible.data if pages.bible else pages.reading.drafted.encode()
        name = pages.bible.name if pages.bible else pages.reading.bible.file
        await self._projects.put_script(
            registry.PutScriptRequest(
                project=self.key, name=pages.script.name, data=pages.script.data, request_id=_fresh()
            )
        )
        await self._projects.put_bible(
            registry.PutBibleRequest(
                project=self.key, name=name, data=bible, references=pages.references, request_id=_fresh()
            )
        )

    async def _upload(self, picture: HandedIn) -> None:
        """What is there already is not sent again: it is known by its digest."""
        await self._assets.upload_asset(_pieces(picture))

    def _outlook(self, told: registry.Outlook) -> Outlook:
        shots = tuple(self._item(shot) for shot in told.shots)
        film = Project(
            title=told.title,
            script="",
            bible="",
            breakdown=Breakdown(),
            shots=tuple(decode(ListedShot, listed) for listed in told.listed),
            rate=decode(Rate, told.rate),
            width=told.width,
            height=told.height,
        )
        return Outlook(
            project=film, engine=told.engine, shots=shots, recut=told.recut, warnings=tuple(told.warnings)
        )  # fmt: skip

    def _item(self, told: registry.PlannedShot) -> OutlookItem:
        brief = decode(Brief, told.brief) if told.HasField("brief") else None
        standing = registry.Standing.Name(told.standing).removeprefix("STANDING_")
        return OutlookItem(
            shot=told.shot, shot_key=f"{self.key}/{told.shot}", standing=Standing[standing], why=tuple(told.why),
            brief=brief, route=_route(told.route) if told.HasField("route") else None, was=told.was,
        )  # fmt: skip

    def _envelope(self, told: registry.WatchedEvent) -> Envelope:
        return Envelope(
            id=told.id, topic=told.topic, key=told.about, type=told.event.type_url.rpartition("/")[2],
            data=told.event.value, source="", cause=told.cause, time=told.time.ToDatetime(UTC), traceparent="",
        )  # fmt: skip


@asynccontextmanager
async def opened_elsewhere(reach: Reach, project: str) -> AsyncIterator[Elsewhere]:
    timeout = httpx.Timeout(10.0, read=60.0)
    async with reach.open() as deployment, httpx.AsyncClient(timeout=timeout, verify=reach.trusted()) as client:
        yield Elsewhere(deployment, project, client)


def set_aside_of(told: Any) -> SetAside:
    return SetAside(
        told.id, told.service, told.topic, told.key.partition("/")[2], told.why, told.attempts,
        told.time.ToDatetime(UTC).isoformat(), told.cause, told.size,
    )  # fmt: skip


async def _pieces(picture: HandedIn) -> AsyncIterator[assets.UploadAssetRequest]:
    told = assets.UploadMetadata(name=picture.file.name, size=picture.size, digest=picture.digest)
    yield assets.UploadAssetRequest(metadata=told)
    async for chunk in chunks_of(picture.file):
        yield assets.UploadAssetRequest(chunk=chunk)


def _route(told: registry.Route) -> Route:
    return Route(engine=told.engine, by=told.by, why=tuple(told.why), source=told.source)


def _fresh() -> str:
    return uuid.uuid4().hex
