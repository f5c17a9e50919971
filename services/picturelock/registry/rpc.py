"""The registry's doors: messages in, handlers called, messages out."""

import re
from collections.abc import AsyncIterator, Mapping
from datetime import datetime

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.timestamp_pb2 import Timestamp

from picturelock.kernel.caller import current_caller
from picturelock.kernel.codec import encode
from picturelock.kernel.errors import Invalid
from picturelock.kernel.paging import after, page_of, size_of
from picturelock.registry.handlers import Projects, Registry, Watched, Watching
from picturelock.registry.model.ledger import Project as Film
from picturelock.registry.model.ledger import Shot, ShotState
from picturelock.registry.model.outlook import Outlook, OutlookItem
from picturelock.registry.model.pages import Pages, Put
from picturelock.registry.model.reading import Page
from picturelock.registry.model.references import Pictures
from picturelock.registry.model.routing import Route
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.brief_pb2 import ListedShot as ListedShotMessage
from picturelock_api.film.v1.brief_pb2 import Rate as RateMessage
from picturelock_api.registry.v1 import service_pb2 as api

DIGEST = re.compile(r"[0-9a-f]{64}")
HEARTBEAT, MOST_HEARTBEAT = 10, 60
"""Seconds."""


class ProjectRpc:
    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    async def create_project(self, request: api.CreateProjectRequest) -> api.CreateProjectResponse:
        key = _key(request.project)
        pages = await self._projects.create(key)
        return api.CreateProjectResponse(project=await self._told(key, pages))

    async def get_project(self, request: api.GetProjectRequest) -> api.GetProjectResponse:
        key = _key(request.project)
        return api.GetProjectResponse(project=await self._told(key, await self._projects.pages(key)))

    async def list_projects(self, request: api.ListProjectsRequest) -> api.ListProjectsResponse:
        size = size_of(request.page_size)
        found = await self._projects.all(current_caller().tenant, after(request.page_token), size + 1)
        page, token = page_of(found, size)
        projects = [await self._told(key, pages) for key, pages in page]
        return api.ListProjectsResponse(projects=projects, next_page_token=token)

    async def put_script(self, request: api.PutScriptRequest) -> api.PutScriptResponse:
        page = Page(name=request.name, data=request.data)
        pages, warnings = await self._projects.put_script(_key(request.project), page, request.etag)
        return api.PutScriptResponse(project=await self._told(_key(request.project), pages), warnings=warnings)

    async def put_bible(self, request: api.PutBibleRequest) -> api.PutBibleResponse:
        key, page = _key(request.project), Page(name=request.name, data=request.data)
        pages = await self._projects.put_bible(key, page, request.etag, _pictures(request.references))
        return api.PutBibleResponse(project=await self._told(key, pages))

    async def get_script(self, request: api.GetScriptRequest) -> api.GetScriptResponse:
        page = await self._projects.page(_key(request.project), "script")
        pages = await self._projects.pages(_key(request.project))
        return api.GetScriptResponse(page=_page(pages.script), data=page.data)

    async def get_bible(self, request: api.GetBibleRequest) -> api.GetBibleResponse:
        page = await self._projects.page(_key(request.project), "bible")
        put = (await self._projects.pages(_key(request.project))).bible
        told = _page(put) or api.Page(name=page.name, size=len(page.data))
        return api.GetBibleResponse(page=told, data=page.data, drafted=put is None)

    async def validate_pages(self, request: api.ValidatePagesRequest) -> api.ValidatePagesResponse:
        key, pictures = _key(request.project), _pictures(request.references)
        reading, problems = await self._projects.validated(key, request.script, request.bible, pictures)
        return api.ValidatePagesResponse(problems=problems, warnings=reading.warnings if reading else ())

    async def _told(self, key: str, pages: Pages) -> api.Project:
        return _told(key, pages, await self._projects.film(key))


class FilmRpc:
    def __init__(self, registry: Registry, projects: Projects, watching: Watching) -> None:
        self._registry = registry
        self._projects = projects
        self._watching = watching

    async def plan_film(self, request: api.PlanFilmRequest) -> api.PlanFilmResponse:
        key = _key(request.project)
        pictures = _pictures(request.references)
        reading = await self._projects.reading(key, request.script, request.bible, pictures)
        ahead = await self._registry.plan(key, reading, request.engine, dict(request.retired))
        return api.PlanFilmResponse(outlook=_outlook(ahead))

    async def make_film(self, request: api.MakeFilmRequest) -> api.MakeFilmResponse:
        key = _key(request.project)
        reading, token = await self._projects.reading(key), await self._watching.end()
        ahead = await self._registry.make(key, reading, request.engine, retry_held=request.retry_held)
        revision = (await self._registry.project(key)).revision
        return api.MakeFilmResponse(outlook=_outlook(ahead), token=token, revision=revision)

    async def retire_engine(self, request: api.RetireEngineRequest) -> api.RetireEngineResponse:
        key = _key(request.project)
        pages = await self._projects.pages(key)
        film = await self._registry.retire(key, request.engine, request.instead, undo=request.undo)
        return api.RetireEngineResponse(project=_told(key, pages, film))

    async def watch_film(self, request: api.WatchFilmRequest) -> AsyncIterator[api.WatchFilmResponse]:
        if not 0 <= request.heartbeat_seconds <= MOST_HEARTBEAT:
            raise Invalid(f"heartbeat_seconds: is {request.heartbeat_seconds}; use 1 to {MOST_HEARTBEAT}, or 0")
        key = _key(request.project)
        pages = await self._projects.pages(key)
        start = request.token or (pages.born if request.from_start else await self._watching.end())
        async for watched in self._watching.watch(key, start, request.heartbeat_seconds or HEARTBEAT):
            yield _watched(watched)

    async def list_shots(self, request: api.ListShotsRequest) -> api.ListShotsResponse:
        key, size = _key(request.project), size_of(request.page_size)
        await self._projects.pages(key)
        found = await self._registry.some_shots(key, _state(request.state), after(request.page_token), size + 1)
        page, token = page_of(found, size)
        return api.ListShotsResponse(shots=[_shot(shot) for _, shot in page], next_page_token=token)

    async def get_shot(self, request: api.GetShotRequest) -> api.GetShotResponse:
        return api.GetShotResponse(shot=_shot(await self._registry.shot(f"{_key(request.project)}/{request.shot}")))


def _key(project: str) -> str:
    return current_caller().project_key(project)


def _pictures(references: Mapping[str, str]) -> Pictures:
    for name, digest in references.items():
        if not DIGEST.fullmatch(digest):
            raise Invalid(f"references.{name}: {digest!r} is no SHA-256; say it as 64 hex digits in lower case")
    return dict(references)


def _told(key: str, pages: Pages, film: Film | None) -> api.Project:
    return api.Project(
        project=key.rpartition("/")[2],
        title=film.title if film else "",
        script=_page(pages.script),
        bible=_page(pages.bible),
        revision=film.revision if film else 0,
        created=_moment(pages.created),
        etag=str(pages.version),
        retired=film.retired if film else {},
    )


def _page(put: Put | None) -> api.Page | None:
    return api.Page(name=put.name, digest=put.digest, size=put.size) if put else None


def _moment(moment: datetime) -> Timestamp:
    told = Timestamp()
    told.FromDatetime(moment)
    return told


def _outlook(ahead: Outlook) -> api.Outlook:
    film = ahead.project
    return api.Outlook(
        title=film.title,
        engine=ahead.engine,
        listed=[encode(shot, ListedShotMessage) for shot in film.shots],
        shots=[_planned(item) for item in ahead.shots],
        recut=ahead.recut,
        warnings=ahead.warnings,
        rate=encode(film.rate, RateMessage),
        width=film.width,
        height=film.height,
    )


def _planned(item: OutlookItem) -> api.PlannedShot:
    return api.PlannedShot(
        shot=item.shot,
        standing=f"STANDING_{item.standing.name}",
        why=item.why,
        brief=encode(item.brief, BriefMessage) if item.brief else None,
        route=_route(item.route) if item.route else None,
        was=item.was,
    )


def _route(route: Route) -> api.Route:
    return api.Route(engine=route.engine, by=route.by, why=route.why, source=route.source)


def _watched(watched: Watched) -> api.WatchFilmResponse:
    envelope = watched.envelope
    if envelope is None:
        return api.WatchFilmResponse(token=watched.position)
    event = AnyMessage(type_url=f"type.googleapis.com/{envelope.type}", value=envelope.data)
    told = api.WatchedEvent(
        id=envelope.id, topic=envelope.topic, about=envelope.key.partition("/")[2], time=_moment(envelope.time),
        cause=envelope.cause, event=event,
    )  # fmt: skip
    return api.WatchFilmResponse(token=watched.position, event=told)


def _state(asked: int) -> ShotState | None:
    if asked not in api.ShotState.values():
        raise Invalid(f"state: {asked} is no state of a shot")
    name = api.ShotState.Name(asked).removeprefix("SHOT_STATE_")
    return ShotState[name] if asked else None


def _shot(shot: Shot) -> api.Shot:
    return api.Shot(
        shot=shot.brief.shot,
        state=f"SHOT_STATE_{shot.state.name}",
        brief=encode(shot.brief, BriefMessage),
        brief_digest=shot.brief_digest,
        engine=shot.engine,
        revision=shot.revision,
        takes=shot.takes,
        take=shot.take,
        notes=shot.notes,
        reason=shot.reason,
        route=_route(shot.route) if shot.route else None,
    )
