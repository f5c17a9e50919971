"""Runway: credits, pictures as data, failure codes, and a task that is told to end."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.providers.counterpart import KEY, Heard, Said, asked, counterpart, speaking
from tests.gateway.providers.wires import SPOKEN

from picturelock.gateway.adapters.providers.runway import Runway
from picturelock.gateway.model import Limit
from picturelock.gateway.ports import Asked, Declined, Failure, Job
from picturelock.kernel.errors import Transient

ENGINE = "runway/gen4.5"
PARAMETERS = {"model": "gen4.5", "ratio": "1280:720", "duration": "5"}
RUNWAY = SPOKEN["runway"]


async def sent(order: Asked) -> Heard:
    async with counterpart(lambda _: Said(RUNWAY.accepted)) as there, speaking(Runway, there.base) as runway:
        await runway.submit(order)
    (heard,) = there.heard
    assert (heard.headers["authorization"], heard.headers["x-runway-version"]) == (f"Bearer {KEY}", "2024-11-06")
    return heard


async def looked(word: str, **changes: Any) -> Job:
    said = Said({**RUNWAY.word(word), **changes})
    async with counterpart(lambda _: said) as there, speaking(Runway, there.base) as runway:
        job = await runway.look("j1", {})
    assert there.heard[0].path == "/v1/tasks/j1"
    return job


async def test_a_film_is_ordered_as_its_own_sdk_does() -> None:
    heard = await sent(asked(ENGINE, text="slow dolly in", parameters=PARAMETERS))
    assert heard.path == "/v1/text_to_video"
    assert heard.body == {
        "duration": 5, "model": "gen4.5", "promptText": "slow dolly in", "ratio": "1280:720", "seed": 7,
    }  # fmt: skip


async def test_a_picture_to_begin_with_goes_along_as_data(tmp_path: Path) -> None:
    picture = tmp_path / "first.png"
    picture.write_bytes(b"a picture")
    heard = await sent(asked(ENGINE, parameters=PARAMETERS, first_frame=picture))
    assert heard.path == "/v1/image_to_video"
    assert heard.body["promptImage"] == [{"uri": "data:image/png;base64,YSBwaWN0dXJl", "position": "first"}]
    picture.write_bytes(bytes(6 << 20))
    with pytest.raises(Declined, match="Runway takes"):
        await sent(asked(ENGINE, parameters=PARAMETERS, first_frame=picture))


async def test_what_it_bills_is_told_in_credits() -> None:
    assert (await looked("SUCCEEDED", cost={"credits": 50})).units == Decimal(50)
    assert (await looked("FAILED", cost={"credits": 0})).units == Decimal(0)
    assert (await looked("RUNNING", progress=0.42)).progress == 0.42


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("SAFETY.INPUT.TEXT", Failure.SAFETY_INPUT),
        ("SAFETY.OUTPUT.VIDEO", Failure.SAFETY_OUTPUT),
        ("INTERNAL.BAD_OUTPUT.CODE01", Failure.BAD_OUTPUT),
        ("ASSET.INVALID", Failure.INVALID_REQUEST),
        ("INPUT_PREPROCESSING.INTERNAL", Failure.INVALID_REQUEST),
        ("INTERNAL", Failure.PROVIDER_INTERNAL),
        ("", Failure.PROVIDER_INTERNAL),
    ],
)
async def test_a_failure_has_its_class(code: str, failure: Failure) -> None:
    job = await looked("FAILED", failure="so it is", failureCode=code)
    assert (job.failure, job.why) == (failure, "so it is")


async def test_too_little_credit_is_told_from_a_bad_request() -> None:
    said = Said({"error": "You do not have enough credits to run this task."}, 400)
    async with counterpart(lambda _: said) as there, speaking(Runway, there.base) as runway:
        with pytest.raises(Declined) as declined:
            await runway.submit(asked(ENGINE, parameters=PARAMETERS))
    assert declined.value.failure is Failure.BALANCE


async def test_a_task_is_told_to_end() -> None:
    async with counterpart(lambda _: Said(b"", 204)) as there, speaking(Runway, there.base) as runway:
        await runway.cancel("j1", {})
    assert [(heard.method, heard.path) for heard in there.heard] == [("DELETE", "/v1/tasks/j1")]


async def test_what_an_account_may_do_and_has_done_is_read_from_its_organization() -> None:
    models = {"gen4.5": {"maxConcurrentGenerations": 2, "maxDailyGenerations": 50}, "act_two": {}}
    said = Said({
        "creditBalance": 1234, "tier": {"models": models}, "usage": {"models": {"gen4.5": {"dailyGenerations": 7}}}
    })  # fmt: skip
    async with counterpart(lambda _: said) as there, speaking(Runway, there.base) as runway:
        told = await runway.allowance()
    assert told.limits == {ENGINE: Limit(at_once=2, daily=50), "runway/act_two": Limit()}
    assert (told.used, told.balance) == ({ENGINE: 7}, Decimal(1234))


@pytest.mark.parametrize("said", [Said({"creditBalance": "much"}), Said([]), Said({}, 503)])
async def test_an_organization_that_can_t_be_read_says_nothing(said: Said) -> None:
    async with counterpart(lambda _: said) as there, speaking(Runway, there.base) as runway:
        with pytest.raises(Transient):
            await runway.allowance()
