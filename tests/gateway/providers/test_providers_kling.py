"""Kling, new style: found again by our own name for it, and refused by code."""

import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.providers.counterpart import PURCHASE, Heard, Said, asked, counterpart, speaking

from picturelock.gateway.adapters.providers.kling import Kling
from picturelock.gateway.ports import AnswerLost, Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient

ENGINE = "kling/2.6"
AT = 1_763_640_000_000


def task(status: str, **changes: Any) -> dict[str, Any]:
    return {"id": "800000000000000001", "status": status, "create_time": AT, "update_time": AT} | changes


def ok(data: Any) -> Said:
    return Said({"code": 0, "message": "SUCCEED", "request_id": "q", "data": data})


async def sent(order: Asked) -> Heard:
    async with counterpart(lambda _: ok(task("submitted"))) as there, speaking(Kling, there.base) as kling:
        job = await kling.submit(order)
    assert dict(job.handle) == {"created": "1763640000"}
    assert job.created == datetime(2025, 11, 20, 12, tzinfo=UTC)
    (heard,) = there.heard
    return heard


async def looked(said: Said, handle: dict[str, str] | None = None) -> Job:
    async with counterpart(lambda _: said) as there, speaking(Kling, there.base) as kling:
        try:
            return await kling.look("8", handle or {})
        finally:
            assert there.heard[0].path == "/tasks?task_ids=8"


async def refused(status: int, code: int, message: str = "no") -> Failure:
    said = Said({"code": code, "message": message, "request_id": "q"}, status)
    async with counterpart(lambda _: said) as there, speaking(Kling, there.base) as kling:
        with pytest.raises(Declined) as declined:
            await kling.submit(asked(ENGINE))
    assert str(declined.value) == f"kling says {status}, code {code}: {message}"
    return declined.value.failure


async def test_a_film_is_ordered_under_our_own_name() -> None:
    heard = await sent(asked(ENGINE, webhook="https://here.example/k"))
    assert heard.path == "/text-to-video/kling-2.6"
    assert heard.body == {
        "prompt": "slow dolly",
        "settings": {"audio": "off", "resolution": "720p", "aspect_ratio": "16:9", "duration": 5},
        "options": {"external_task_id": PURCHASE, "callback_url": "https://here.example/k"},
    }
    spelled = {"audio": "native", "resolution": "1080p", "aspect_ratio": "9:16", "duration": "10"}
    settings = (await sent(asked(ENGINE, parameters=spelled))).body["settings"]
    assert settings == {"audio": "native", "resolution": "1080p", "aspect_ratio": "9:16", "duration": 10}


async def test_a_picture_to_begin_with_is_sent_bare(tmp_path: Path) -> None:
    picture = tmp_path / "first.png"
    picture.write_bytes(b"a picture")
    heard = await sent(asked(ENGINE, first_frame=picture))
    assert heard.path == "/image-to-video/kling-2.6"
    assert heard.body["contents"] == [
        {"type": "prompt", "text": "slow dolly"}, {"type": "first_frame", "url": "YSBwaWN0dXJl"},
    ]  # fmt: skip
    assert heard.body["settings"] == {"audio": "off", "resolution": "720p", "duration": 5}


@pytest.mark.parametrize(
    ("code", "status", "failure"),
    [
        (1000, 401, Failure.AUTH), (1004, 401, Failure.AUTH), (1100, 429, Failure.BALANCE),
        (1101, 429, Failure.BALANCE), (1102, 429, Failure.BALANCE), (1103, 403, Failure.AUTH),
        (1200, 400, Failure.INVALID_REQUEST), (1203, 404, Failure.INVALID_REQUEST),
        (1300, 400, Failure.SAFETY_INPUT), (1301, 400, Failure.SAFETY_INPUT), (1302, 429, Failure.RATE_LIMIT),
        (1303, 429, Failure.CONCURRENCY), (1304, 403, Failure.AUTH), (1303, 200, Failure.CONCURRENCY),
    ],
)  # fmt: skip
async def test_a_refusal_is_told_by_its_code(code: int, status: int, failure: Failure) -> None:
    assert await refused(status, code) is failure


@pytest.mark.parametrize(
    "said",
    [
        Said({"code": 5000, "message": "server error"}, 500),
        Said({"code": 5001, "message": "unavailable"}, 503),
        Said({"code": 5002, "message": "timeout"}, 200),
        Said({"code": 1201, "message": f"external_task_id {PURCHASE} already exists"}, 400),
    ],
)
async def test_what_does_not_prove_a_refusal_leaves_it_open(said: Said) -> None:
    """That the name is taken says that an earlier attempt was accepted."""
    async with counterpart(lambda _: said) as there, speaking(Kling, there.base) as kling:
        with pytest.raises(AnswerLost):
            await kling.submit(asked(ENGINE))


async def test_a_lost_job_is_found_by_our_name_and_another_is_not() -> None:
    tasks = [task("processing", external_id=PURCHASE), task("processing", id="9", external_id="somebody else's")]
    async with counterpart(lambda _: ok(tasks)) as there, speaking(Kling, there.base) as kling:
        assert [job.id for job in await kling.find(asked(ENGINE), datetime.now(UTC))] == ["800000000000000001"]
        there.answers = lambda _: ok([])
        assert await kling.find(asked(ENGINE), datetime.now(UTC)) == []
        there.answers = lambda _: Said({"code": 1203, "message": "not found"}, 404)
        assert await kling.find(asked(ENGINE), datetime.now(UTC)) == []
    assert there.heard[0].path == f"/tasks?external_task_ids={PURCHASE}"


@pytest.mark.parametrize(
    "said", [None, Said(b"<html>"), Said({}, 500), Said({"code": 1002, "message": "no"}, 401), ok(None), ok([{}])]
)
async def test_a_search_that_fails_is_no_proof_that_it_is_not_there(said: Said | None) -> None:
    async with counterpart(lambda _: said) as there, speaking(Kling, there.base) as kling:
        with pytest.raises(Transient):
            await kling.find(asked(ENGINE), datetime.now(UTC))


async def test_a_young_job_that_is_not_shown_is_not_given_up() -> None:
    with pytest.raises(Transient, match="does not show"):
        await looked(ok([]), {"created": str(int(time.time()) - 60)})
    with pytest.raises(Declined) as declined:
        await looked(ok([]), {"created": str(int(time.time()) - 40 * 86_400)})
    assert declined.value.failure is Failure.EXPIRED


async def test_what_it_bills_is_told_in_units() -> None:
    outputs = [{"type": "video", "id": "1", "url": "https://k.invalid/1.mp4", "duration": "5"}]

    async def units(*billing: dict[str, str]) -> Decimal | None:
        return (await looked(ok([task("succeeded", outputs=outputs, billing=list(billing))]))).units

    in_units = {"charge_type": "unit", "amount": "1.5", "package_type": "video"}
    assert await units(in_units) == Decimal("1.5")
    assert await units(in_units, in_units) == Decimal("3.0")
    assert await units() is None
    assert await units(in_units, {"charge_type": "usd", "amount": "0.2"}) is None


async def test_one_that_is_done_and_gives_nothing_has_failed() -> None:
    for outputs in ([], None, [{"type": "video", "url": ""}], [{"type": "image", "url": "https://k.invalid/1.png"}]):
        job = await looked(ok([task("succeeded", outputs=outputs)]))
        assert (job.state, job.failure) == (JobState.FAILED, Failure.BAD_OUTPUT)


async def test_a_failure_has_its_class() -> None:
    moderated = await looked(ok([task("failed", message="Failure to pass the risk control system")]))
    assert (moderated.failure, moderated.why) == (Failure.SAFETY_OUTPUT, "Failure to pass the risk control system")
    assert (await looked(ok([task("failed", message="internal error")]))).failure is Failure.PROVIDER_INTERNAL
    assert (await looked(ok([task("failed")]))).failure is Failure.PROVIDER_INTERNAL
