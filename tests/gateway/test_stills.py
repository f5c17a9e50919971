"""Stills at the gateway's door: ordered once, kept apart from takes, and refused where they are none."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.shop_stage import ENGINE, House

from picturelock.compiler.model import STILLS, compile_still
from picturelock.gateway.handlers import BuyersDesk, Queue, Stills
from picturelock.gateway.model import Hand, Lease
from picturelock.gateway.ports import Ware
from picturelock.gateway.rpc import StillRpc
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.caller import Caller, Role, called_by
from picturelock.kernel.codec import encode
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Brief, Prompt, ReferenceOf
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.stills import Subject, still_brief
from picturelock.testing.provider import InstantProvider
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.gateway.v1 import service_pb2 as api
from picturelock_api.gateway.v1.events_pb2 import StillFailed, StillGenerated

STILL = "runway/gen4_image"
BUYS = Hand(worker="b", engine=STILL, engine_version="1", buys=True)
MARA = Subject(ReferenceOf.CHARACTER, "mara")
NAME = "references_character.mara.1"


class Stage(House):
    """Sells stills, and takes of another engine."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, InstantProvider())
        self.service = self.assembled([Ware(ENGINE, "1", self.provider), Ware(STILL, "1", self.provider, stills=True)])
        self._rpc = StillRpc(next(each for each in self.service.answers if isinstance(each, Stills)))

    async def order(self, brief: Brief, prompt: Prompt, request: str = "r1", tenant: str = "studio") -> api.Still:
        still = api.StillOrder(brief=encode(brief, BriefMessage), prompt=encode(prompt, PromptMessage))
        with called_by(Caller(tenant, Role.PRODUCER)), caused_by(Cause(request, "request")):
            told = await self._rpc.order_stills(api.OrderStillsRequest(project="lamp", stills=[still]))
        return told.stills[0]

    async def state(self, prompt: Prompt, tenant: str = "studio") -> api.Still:
        with called_by(Caller(tenant, Role.VIEWER)):
            request = api.GetStillsRequest(project="lamp", engine=STILL, prompt_digests=[prompt.digest])
            return (await self._rpc.get_stills(request)).stills[0]

    async def made(self) -> Lease:
        lease = await self.gateway.lease(BUYS)
        await self.deliver(lease)
        return lease

    def said(self, kind: Any) -> list[Any]:
        rows = self.database.rows("SELECT type, data FROM events ORDER BY position")
        return [kind.FromString(data) for name, data in rows if name == kind.DESCRIPTOR.full_name]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.database.close()


def mara(words: str = "a woman of forty", number: int = 1) -> tuple[Brief, Prompt]:
    bible = read_bible(f"characters:\n  mara: {{words: {words}}}\n".encode(), "bible.yaml")
    brief = still_brief(bible, MARA, number, "lamp")
    prompt = compile_still(brief, STILLS[STILL]).prompt
    assert prompt is not None
    return brief, prompt


async def test_a_still_that_is_made_is_told_as_one_and_asked_for_again_it_is_told_again(stage: Stage) -> None:
    brief, prompt = mara()
    assert (await stage.state(prompt)).state == "absent"
    assert (await stage.order(brief, prompt)).state == "queued"
    lease = await stage.made()
    assert lease.prompt.shot == NAME
    made = await stage.order(brief, prompt, "r2")
    assert (made.state, bool(made.picture)) == ("made", True)
    first, second = stage.said(StillGenerated)
    assert (first.still_key, first.reused, second.reused) == (f"studio/lamp/{NAME}", False, True)
    assert first.picture.digest == second.picture.digest == made.picture
    assert (first.brief.project, first.prompt.brief_digest) == ("studio/lamp", brief.digest)


async def test_a_request_that_is_repeated_orders_nothing_more(stage: Stage) -> None:
    brief, prompt = mara()
    await stage.order(brief, prompt)
    await stage.made()
    for _ in range(2):
        assert (await stage.order(brief, prompt)).state == "made"
    assert len(stage.said(StillGenerated)) == 1


async def test_nobody_elses_still_is_told_of(stage: Stage) -> None:
    brief, prompt = mara()
    await stage.order(brief, prompt)
    await stage.made()
    assert (await stage.state(prompt, tenant="agency")).state == "absent"
    assert (await stage.order(brief, prompt, "r2", tenant="agency")).state == "queued"


async def test_one_that_is_cancelled_has_failed_as_a_still(stage: Stage) -> None:
    brief, prompt = mara()
    await stage.order(brief, prompt)
    queue = next(each for each in stage.service.answers if isinstance(each, Queue))
    with caused_by(Cause("c1", "request")):
        assert await queue.cancel(f"studio/lamp/{NAME}") == 1
    (failed,) = stage.said(StillFailed)
    assert (failed.still_key, failed.reason, failed.prompt_digest) == (
        f"studio/lamp/{NAME}", "CANCELLED", prompt.digest,
    )  # fmt: skip


async def test_one_that_waits_says_why(stage: Stage) -> None:
    brief, prompt = mara()
    await stage.order(brief, prompt)
    with caused_by(Cause("p1", "request")):
        await stage.shop.pause("studio", STILL, "dearer today")
    assert "dearer today" in (await stage.state(prompt)).message


async def test_one_that_failed_is_bought_anew_when_it_is_asked_for_again(stage: Stage) -> None:
    brief, prompt = mara()
    await stage.order(brief, prompt)
    lease = await stage.gateway.lease(BUYS)
    await BuyersDesk(stage.shop).fail(lease.key, lease.token, "no", again=False)
    failed = await stage.state(prompt)
    assert (failed.state, failed.reason, failed.message) == ("failed", "NOT_BOUGHT", "no")
    again = await stage.order(brief, prompt, "r2")
    assert (again.state, again.message) == ("queued", "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"engine": ENGINE}, "engine: 'previz' makes no stills here; there are runway/gen4_image"),
        ({"shot": "sc010_sh0010"}, "no still's name"),
        ({"shot": "references_character.mara.2"}, "no still's name"),
    ],
)
async def test_what_is_no_still_is_refused(stage: Stage, changes: dict[str, str], said: str) -> None:
    brief, prompt = mara()
    if changes.get("shot") == "sc010_sh0010":
        brief = brief.model_copy(update=changes)
    with pytest.raises(Invalid, match=said):
        await stage.order(brief, prompt.model_copy(update=changes))
    assert not list(stage.gateway.book.board)


@pytest.mark.parametrize("count", [0, 101])
async def test_as_many_as_are_ordered_at_once_are_ordered(stage: Stage, count: int) -> None:
    rpc = StillRpc(next(each for each in stage.service.answers if isinstance(each, Stills)))
    with called_by(Caller("studio", Role.PRODUCER)), pytest.raises(Invalid, match="order 1 to 100 at once"):
        await rpc.order_stills(api.OrderStillsRequest(project="lamp", stills=[api.StillOrder()] * count))
