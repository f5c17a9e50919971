"""Continuity's door: takes, and what people think of them."""

from picturelock.continuity.handlers import Takes
from picturelock.continuity.model import Judged, JudgedTake
from picturelock.kernel.caller import current_caller
from picturelock.kernel.codec import encode
from picturelock.kernel.errors import Invalid
from picturelock.kernel.paging import after, page_of, size_of
from picturelock_api.continuity.v1 import service_pb2 as api
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage
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
        found = await self._takes.shots(key, request.shot, after(request.page_token), size + 1)
        page, token = page_of(found, size)
        told = [await self._told(record, each) for _, record in page for each in record.takes]
        return api.ListTakesResponse(takes=told, next_page_token=token)

    async def circle_take(self, request: api.CircleTakeRequest) -> api.CircleTakeResponse:
        _check(request.note, least=0)
        circled = await self._takes.circle(_shot_key(request), request.take, _who(), request.note)
        return api.CircleTakeResponse(take=await self._told(*circled))

    async def reject_take(self, request: api.RejectTakeRequest) -> api.RejectTakeResponse:
        _check(request.note, least=1)
        rejected = await self._takes.reject(_shot_key(request), request.take, _who(), request.note)
        return api.RejectTakeResponse(take=await self._told(*rejected))

    async def _told(self, record: Judged, judged: JudgedTake) -> api.JudgedTake:
        return api.JudgedTake(
            shot=judged.take.shot,
            take=encode(judged.take, TakeMessage),
            asset=encode(judged.asset, AssetMessage),
            verdict=encode(judged.verdict, VerdictMessage),
            brief_digest=judged.brief_digest,
            revision=judged.revision,
            circled=record.circled == judged.take.number,
            by=judged.by,
            note=judged.note,
            links=await self._takes.links(judged),
        )


def _shot_key(request: api.CircleTakeRequest | api.RejectTakeRequest) -> str:
    return f"{current_caller().project_key(request.project)}/{request.shot}"


def _who() -> str:
    return current_caller().token or SOMEBODY


def _check(note: str, least: int) -> None:
    if not least <= len(note.strip()) <= MOST_NOTE:
        raise Invalid(f"note: has {len(note)} characters; say in {least} to {MOST_NOTE} what there is to say")
