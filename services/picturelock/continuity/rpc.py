"""Continuity's door: takes, and what people think of them."""

from collections.abc import Mapping, Sequence

from picturelock.continuity.handlers import Takes, shown
from picturelock.continuity.handlers.takes import Seen
from picturelock.kernel.caller import current_caller
from picturelock.kernel.codec import encode
from picturelock.kernel.errors import Invalid
from picturelock.kernel.paging import after, page_of, size_of
from picturelock_api.continuity.v1 import service_pb2 as api
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.film.v1.verdict_pb2 import Verdict as VerdictMessage

MOST_NOTE = 500
SOMEBODY = "somebody"
"""Who has no token where none is asked for."""


class TakeRpc:
    def __init__(self, takes: Takes) -> None:
        self._takes = takes

    async def list_takes(self, request: api.ListTakesRequest) -> api.ListTakesResponse:
        key, size = current_caller().project_key(request.project), size_of(request.page_size)
        found = await self._takes.some(key, request.shot, after(request.page_token), size + 1)
        page, token = page_of(found, size)
        return api.ListTakesResponse(takes=await self._told([seen for _, seen in page]), next_page_token=token)

    async def get_take(self, request: api.GetTakeRequest) -> api.GetTakeResponse:
        record, take = await self._takes.take(_shot_key(request), request.take)
        told = await self._one((record, take))
        told.brief.CopyFrom(encode(record.briefs[take.brief_digest], BriefMessage))
        return api.GetTakeResponse(take=told)

    async def circle_take(self, request: api.CircleTakeRequest) -> api.CircleTakeResponse:
        note = _note(request.note, least=0)
        circled = await self._takes.circle(_shot_key(request), request.take, _who(), note)
        return api.CircleTakeResponse(take=await self._one(circled))

    async def reject_take(self, request: api.RejectTakeRequest) -> api.RejectTakeResponse:
        note = _note(request.note, least=1)
        rejected = await self._takes.reject(_shot_key(request), request.take, _who(), note)
        return api.RejectTakeResponse(take=await self._one(rejected))

    async def _one(self, seen: Seen) -> api.JudgedTake:
        return (await self._told([seen]))[0]

    async def _told(self, found: Sequence[Seen]) -> list[api.JudgedTake]:
        links = await self._takes.links(take for _, take in found)
        return [_take(seen, links) for seen in found]


def _take(seen: Seen, links: Mapping[str, str]) -> api.JudgedTake:
    record, judged = seen
    return api.JudgedTake(
        shot=judged.take.shot,
        take=encode(judged.take, TakeMessage),
        asset=encode(judged.asset, AssetMessage),
        verdict=encode(judged.verdict, VerdictMessage),
        brief_digest=judged.brief_digest,
        revision=judged.revision,
        circled=record.circled == judged.number,
        by=judged.by,
        note=judged.note,
        links={digest: links[digest] for digest in shown(judged)},
        chosen=record.chosen == judged.number,
        old_brief=judged.brief_digest != record.brief_digest,
    )


def _shot_key(request: api.GetTakeRequest | api.CircleTakeRequest | api.RejectTakeRequest) -> str:
    return f"{current_caller().project_key(request.project)}/{request.shot}"


def _who() -> str:
    return current_caller().token or SOMEBODY


def _note(said: str, least: int) -> str:
    note = said.strip()
    if not least <= len(note) <= MOST_NOTE:
        raise Invalid(f"note: has {len(note)} characters; say in {least} to {MOST_NOTE} what there is to say")
    return note
