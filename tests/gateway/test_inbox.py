"""Webhooks through the letterbox: hints that wake and find what answers lost, and can do nothing else."""

import logging
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr, ValidationError
from tests.gateway.inbox_stage import Stage, kling_secret, on_stage
from tests.gateway.providers.counterpart import KEY

from picturelock.gateway.model import Move, OrderState, Purchase, PurchaseState
from picturelock.gateway.settings import GatewaySettings, ProviderSettings
from picturelock.gateway.wiring import wares_of
from picturelock.house import Choices
from picturelock.house.up import up
from picturelock.kernel.errors import Invalid
from picturelock.platform.settings import PlatformSettings

HEARING = ("fal", "kling", "minimax", "replicate")
SHOTS = [f"sc010_sh00{number}0" for number in range(1, 4)]


@pytest.mark.parametrize("name", HEARING)
async def test_where_every_answer_is_lost_nothing_stays_parked_and_nothing_is_paid_twice(
    name: str, tmp_path: Path
) -> None:
    async with on_stage(name, tmp_path, "seed=5,lost_answer=1,twice_webhook=1", pace=0.02) as stage:
        for shot in SHOTS:
            await stage.order(shot)
        await stage.until_made(len(SHOTS))
        assert await stage.states() == {PurchaseState.DELIVERED}
        assert await stage.orders() == {OrderState.MADE}
        assert {each.job for each in await stage.purchases()} == {line.job for line in stage.twin.bill(name)}
        assert len(stage.twin.bill(name)) == len(SHOTS)
        assert await stage.hints() == []


@pytest.mark.parametrize("name", HEARING)
async def test_where_webhooks_never_come_all_is_seen_by_looking(name: str, tmp_path: Path) -> None:
    async with on_stage(name, tmp_path, "no_webhook=1", pace=0.02) as stage:
        await stage.order()
        await stage.until_made(1)
        assert await stage.states() == {PurchaseState.DELIVERED}


async def test_without_an_address_nothing_is_posted_and_nothing_is_taken(tmp_path: Path) -> None:
    async with on_stage("fal", tmp_path, "lost_answer=1", posts=False) as stage:
        purchase = await stage.parked()
        assert (purchase.hook, stage.twin.jobs()[0].webhook) == ("", "")
        assert (await stage.http.post("/v1/hooks/fal/x", content=b"{}")).status_code == 404


@pytest.mark.parametrize("name", ["fal", "minimax"])
async def test_a_parked_purchase_learns_its_job_once_however_often_it_is_told(name: str, tmp_path: Path) -> None:
    async with on_stage(name, tmp_path, "lost_answer=1,no_webhook=1") as stage:
        purchase = await stage.parked()
        (job,) = stage.twin.jobs(name)
        for _ in range(3):
            answer = await stage.posted(purchase, stage.naming(job.id))
            assert (answer.status_code, answer.json()) == (200, {})
        await stage.until_made(1)
        (made,) = await stage.purchases()
        assert (made.job, made.surplus, await stage.orders()) == (job.id, False, {OrderState.MADE})
        assert [step.move for step in made.steps] == [Move.SEND, Move.LOSE, Move.PARK, Move.ACCEPT, Move.DELIVER]
        assert len(stage.twin.bill(name)) == 1
        assert (await stage.posted(made, stage.naming(job.id))).status_code == 200
        assert await stage.hints() == []


@pytest.mark.parametrize("name", ["fal", "kling", "replicate"])
async def test_what_its_provider_did_not_sign_just_now_is_refused_and_why_is_said(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with on_stage(name, tmp_path, "no_webhook=1", pace=1.0) as stage:
        purchase = await _bought(stage)
        body = stage.naming("another")
        good = stage.signed(body)
        last = next(each for each in good if each.endswith("signature"))
        forgeries = {
            "fits": good | {last: "ab" * 64 if name == "fal" else "v1,bm9uZQ=="},
            "300 are let pass": stage.signed(body, off=-301),
            "is the clock right": stage.signed(body, off=+400),
            "it has no": {each: value for each, value in good.items() if each != last},
            "no number of seconds": {each: "soon" if "timestamp" in each else value for each, value in good.items()},
            "no number": {each: "9" * 5000 if "timestamp" in each else value for each, value in good.items()},
        }
        for why, headers in forgeries.items():
            answer = await stage.posted(purchase, body, headers)
            assert (answer.status_code, answer.json()["reason"]) == (401, "UNAUTHENTICATED")
            assert why in answer.json()["detail"]
            assert why in caplog.text
        changed = await stage.posted(purchase, body + b" ", good)
        assert changed.status_code == 401
        assert await stage.hints() == []
        for secret in (kling_secret(stage.keys), purchase.hook, KEY):
            assert secret not in caplog.text


async def test_while_a_secret_is_changed_one_good_signature_of_several_is_enough(tmp_path: Path) -> None:
    async with on_stage("kling", tmp_path, "no_webhook=1", pace=1.0) as stage:
        purchase = await _bought(stage)
        body = stage.naming(purchase.job)
        good = stage.signed(body)
        several = " ".join(("v1,bm9uZQ==", good["webhook-signature"], "v2,bmV3"))
        assert (await stage.posted(purchase, body, good | {"webhook-signature": several})).status_code == 200
        other = good["webhook-signature"].replace("v1,", "v2,")
        assert (await stage.posted(purchase, body, good | {"webhook-signature": other})).status_code == 401


async def test_what_is_no_news_of_a_job_is_bad_input(tmp_path: Path) -> None:
    async with on_stage("minimax", tmp_path, "lost_answer=1,no_webhook=1") as stage:
        purchase = await stage.parked()
        for body, said in (
            (b"", "tells of no job"), (b"[]", "tells of no job"), (b'{"task": {}}', "tells of no job"),
            (b"\xff", "tells of no job"), (b"[" * 100_000, "tells of no job"), (b" " * (2 << 20), "send less"),
            (stage.naming(".."), "job's name"), (stage.naming("../../v1/files"), "job's name"),
            (stage.naming("1?key=x"), "job's name"),
        ):  # fmt: skip
            answer = await stage.posted(purchase, body)
            assert answer.status_code == 400
            assert said in answer.json()["detail"]
        assert await stage.states() == {PurchaseState.PARKED}


async def test_at_an_address_that_is_none_nothing_is_told(tmp_path: Path) -> None:
    async with on_stage("minimax", tmp_path, "lost_answer=1,no_webhook=1") as stage:
        purchase = await stage.parked()
        for place in (f"fal/{purchase.hook}", f"sora/{purchase.hook}", "minimax/another", "minimax/%00", "minimax/ "):
            answer = await stage.http.post(f"/v1/hooks/{place}", content=b'{"challenge": "x"}')
            assert (answer.status_code, "x" in answer.json().get("challenge", "")) == (404, False)
        assert (await stage.http.get(f"/v1/hooks/minimax/{purchase.hook}")).status_code == 405


async def test_a_challenge_is_given_back(tmp_path: Path) -> None:
    async with on_stage("minimax", tmp_path, "lost_answer=1,no_webhook=1") as stage:
        purchase = await stage.parked()
        answer = await stage.posted(purchase, b'{"challenge": "5e1f"}')
        assert (answer.status_code, answer.json()) == (200, {"challenge": "5e1f"})
        assert await stage.hints() == []


async def test_a_strangers_word_makes_nobody_elses_job_ours(tmp_path: Path) -> None:
    """MiniMax signs nothing, so whoever knows an address may name any job there."""
    async with on_stage("minimax", tmp_path, "no_webhook=1", horizon=0.5) as stage:
        first = await _bought(stage)
        await stage.until_made(1)
        stage.twin.set_faults("lost_answer=1,no_webhook=1")
        await stage.order("sc010_sh0020")

        async def waits() -> bool:
            return PurchaseState.PARKED in await stage.states() and OrderState.WAITING in await stage.orders()

        await stage.until(waits)
        (parked,) = [each for each in await stage.purchases() if each.state is PurchaseState.PARKED]
        stage.twin.set_faults("no_webhook=1")
        strange = [first.job, "999", await _made_by_hand(stage, "another-key", 5), await _made_by_hand(stage, KEY, 10)]
        for job in strange:
            assert (await stage.posted(parked, stage.naming(job))).status_code == 200

        async def are_seen_to() -> bool:
            return not await stage.hints()

        await stage.until(are_seen_to)
        assert await stage.states() == {PurchaseState.DELIVERED, PurchaseState.PARKED}
        mine = stage.twin.jobs("minimax")[1].id
        await stage.posted(parked, stage.naming(mine))
        await stage.until_made(2)
        assert {each.job for each in await stage.purchases()} == {first.job, mine}


async def test_so_many_jobs_may_be_named_and_no_more(tmp_path: Path) -> None:
    async with on_stage("minimax", tmp_path, "lost_answer=1,no_webhook=1,lost_poll=1") as stage:
        purchase = await stage.parked()
        answers = [await stage.posted(purchase, stage.naming(str(number))) for number in range(12)]
        assert [answer.status_code for answer in answers] == [200] * 8 + [409] * 4
        assert answers[-1].json()["reason"] == "TOO_MANY"
        assert len(await stage.hints()) == 8


async def test_a_job_that_comes_late_beside_another_is_booked_as_surplus(tmp_path: Path) -> None:
    async with on_stage("minimax", tmp_path, "no_webhook=1") as stage:
        first = await _bought(stage)
        await stage.until_made(1)
        second = await _made_by_hand(stage, KEY, stage.twin.jobs("minimax")[0].request["duration"])
        await stage.posted(first, stage.naming(second))
        await stage.until_made(2)
        assert {(each.job, each.surplus) for each in await stage.purchases()} == {(first.job, False), (second, True)}
        assert len(stage.twin.bill("minimax")) == 2


@pytest.mark.parametrize(
    "said", ["studio.example", "ftp://studio.example", "https://", "https://a.b/?x=1", "https://u:p@a.b"]
)
def test_an_address_that_no_path_can_be_put_to_is_told(said: str) -> None:
    with pytest.raises(ValidationError, match=r"use https://studio\.example"):
        GatewaySettings(webhooks=said)


@pytest.mark.parametrize(("name", "why"), [("fal", "needs no webhook_secret"), ("kling", "as the provider shows it")])
def test_a_secret_that_means_nothing_is_told_when_it_is_set(name: str, why: str) -> None:
    given = ProviderSettings(key=SecretStr(KEY), webhook_secret=SecretStr("5e1f0b7d9a2c4e6f"))
    with pytest.raises(Invalid, match=why) as caught:
        wares_of(GatewaySettings(providers={name: given}), httpx.AsyncClient())
    assert "5e1f" not in str(caught.value)


@pytest.mark.parametrize(("said", "reason"), [("https://studio.example", "NOTFOUND"), ("", None)])
async def test_the_letterbox_is_open_where_an_address_is_set(tmp_path: Path, said: str, reason: str | None) -> None:
    choices = Choices(gateway=GatewaySettings(slots=0, webhooks=said))
    listening = PlatformSettings(listen="127.0.0.1:0", http_listen="127.0.0.1:0")
    async with up(tmp_path, listening, choices) as entry, httpx.AsyncClient() as client:
        answer = await client.post(f"http://{entry.http}/v1/hooks/fal/x", content=b"{}")
        assert (answer.status_code, answer.json().get("reason")) == (404, reason)


async def test_a_tenant_whose_secret_nobody_knows_is_given_no_address(tmp_path: Path) -> None:
    """Kling's console shows a secret to each account; the deployment's own fits no tenant's."""
    async with on_stage("kling", tmp_path) as stage:
        (ware,) = stage.shop.wares.values()
        assert ware.by_key is not None
        assert (ware.provider.hears, ware.by_key("a-tenants-own-key").hears) == (True, False)


async def _bought(stage: Stage) -> Purchase:
    """One whose job is known."""

    async def is_known() -> bool:
        return any(each.job for each in await stage.purchases())

    await stage.order()
    await stage.until(is_known)
    (purchase,) = await stage.purchases()
    return purchase


async def _made_by_hand(stage: Stage, key: str, seconds: int) -> str:
    """A job of MiniMax that the gateway did not order; its id."""
    asked = {
        **stage.twin.jobs("minimax")[0].request, "callback_url": "", "duration": seconds,
        "content": [{"type": "text", "text": "something else"}],
    }  # fmt: skip
    async with httpx.AsyncClient(headers={"authorization": f"Bearer {key}"}) as client:
        answer = await client.post(f"{stage.twin.url('minimax')}/v2/video_generation", json=asked)
    return str(answer.json()["task_id"])
