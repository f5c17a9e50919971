"""Webhooks through the letterbox: hints that wake and find what answers lost, and can do nothing else."""

from pathlib import Path

import pytest
from tests.gateway.inbox_stage import on_stage

from picturelock.gateway.model import OrderState, PurchaseState

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
