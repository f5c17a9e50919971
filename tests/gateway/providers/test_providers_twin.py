"""The adapters against the studio twin: other people wrote it, from the same documents and the SDKs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.gateway.providers.counterpart import KEY, PURCHASE, asked, speaking
from tests.gateway.providers.wires import SPOKEN, Spoken

from picturelock.compiler.model import TARGETS, compile_for
from picturelock.gateway.adapters.price_book import shipped_prices
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.model import PriceBook, Recall
from picturelock.gateway.ports import AnswerLost, Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient
from picturelock.media.probe import probe
from picturelock.testing.samples import small_brief
from picturelock.twin.running import Twin, running_twin

OVER = (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)
KEYS = {"replicate": "r8_8c1f6d0e2b7a"}
COMPILED = sorted(engine for engine in TARGETS if engine.partition("/")[0] in SPOKEN)
TELLING = sorted(name for name, spoken in SPOKEN.items() if spoken.kind.recall in (Recall.LISTED, Recall.REFERENCE))


@dataclass
class Rented:
    twin: Twin
    spoken: Spoken
    provider: HttpProvider

    def order(self, text: str = "slow dolly", key: str = PURCHASE) -> Asked:
        return asked(self.spoken.engine, parameters=self.spoken.parameters, text=text, key=key)

    async def end_of(self, job: Job) -> Job:
        """Looked at as a buyer does: what fails is asked again."""
        for _ in range(200):
            try:
                seen = await self.provider.look(job.id, job.handle)
            except Transient:
                continue
            if seen.state in OVER:
                return seen
            await asyncio.sleep(0.02)
        raise AssertionError(f"{job.id} never ended")


@asynccontextmanager
async def rented(name: str, folder: Path, faults: str = "", pace: float = 0.0) -> AsyncIterator[Rented]:
    spoken = SPOKEN[name]
    key = KEYS.get(name, KEY)
    async with running_twin(folder, faults, pace) as twin, speaking(spoken.kind, twin.url(name), key) as provider:
        yield Rented(twin, spoken, provider)


@pytest.mark.parametrize("name", sorted(SPOKEN))
async def test_a_take_is_bought_once_whatever_its_polls_are_like(name: str, tmp_path: Path) -> None:
    faults = "seed=3,lost_poll=#1,bad_poll=#2,garbage_poll=#3,strange_status=#4,truncated=#1+2"
    async with rented(name, tmp_path, faults, pace=0.01) as at:
        job = await at.provider.submit(at.order())
        done = await at.end_of(job)
        assert (done.state, done.failure) == (JobState.SUCCEEDED, None)
        for _ in range(0 if at.spoken.comes_inside else 2):
            with pytest.raises(Transient):
                await at.provider.collect(done, tmp_path)
        film = (await at.provider.collect(done, tmp_path)).video
        (line,) = at.twin.bill(name)
        assert line.job == job.id
    assert round(probe(film).seconds) == at.spoken.seconds


@pytest.mark.parametrize("name", sorted(SPOKEN))
@pytest.mark.parametrize("fault", ["lost_answer", "bad_gateway", "reset", "garbage"])
async def test_a_job_that_was_taken_without_an_answer_is_told_so(name: str, fault: str, tmp_path: Path) -> None:
    async with rented(name, tmp_path, f"{fault}=#1") as at:
        with pytest.raises(AnswerLost):
            await at.provider.submit(at.order())
        assert len(at.twin.bill(name)) == 1


@pytest.mark.parametrize("name", TELLING)
async def test_a_job_whose_answer_was_lost_is_found_and_another_is_not(name: str, tmp_path: Path) -> None:
    async with rented(name, tmp_path, "lost_answer=#2+3") as at:
        yesterday = datetime.now(UTC) - timedelta(days=1)
        await at.provider.submit(at.order(text="another shot", key="6f0c7a52-0000-4a6e-9d5b-0123456789ab"))
        assert list(await at.provider.find(at.order(), yesterday)) == []
        with pytest.raises(AnswerLost):
            await at.provider.submit(at.order())
        with pytest.raises(AnswerLost):
            await at.provider.submit(at.order(text="a third", key="7f0c7a52-0000-4a6e-9d5b-0123456789ab"))
        (found,) = await at.provider.find(at.order(), yesterday)
        mine = at.twin.jobs(name)[1]
        assert found.id == mine.id
        assert found.created is not None
        assert abs(found.created - mine.created) < timedelta(seconds=1)
        assert (await at.end_of(found)).state is JobState.SUCCEEDED


async def test_a_name_that_is_taken_is_never_a_refusal(tmp_path: Path) -> None:
    """A second attempt under the same name is not made, and says that the first one was."""
    async with rented("kling", tmp_path) as at:
        first = await at.provider.submit(at.order())
        with pytest.raises(AnswerLost, match="already exists"):
            await at.provider.submit(at.order())
        assert [job.id for job in await at.provider.find(at.order(), datetime.now(UTC))] == [first.id]
        assert len(at.twin.bill("kling")) == 1


@pytest.mark.parametrize("name", sorted(SPOKEN))
async def test_a_film_that_moderation_refuses_is_told_so_and_costs_nothing(name: str, tmp_path: Path) -> None:
    async with rented(name, tmp_path, "moderated=1") as at:
        over = await at.end_of(await at.provider.submit(at.order()))
        assert over.state is JobState.FAILED
        assert over.failure in (Failure.SAFETY_INPUT, Failure.SAFETY_OUTPUT)
        assert not over.units
        assert sum(line.amount for line in at.twin.bill(name)) == 0


@pytest.mark.parametrize("name", sorted(SPOKEN))
async def test_what_is_refused_is_not_billed_and_why_is_told(name: str, tmp_path: Path) -> None:
    async with rented(name, tmp_path, "rate_limited=#1") as at:
        with pytest.raises(Declined) as busy:
            await at.provider.submit(at.order())
        assert busy.value.failure is Failure.RATE_LIMIT
        at.twin.set_balance(name, Decimal(0))
        with pytest.raises(Declined) as broke:
            await at.provider.submit(at.order())
        assert broke.value.failure is Failure.BALANCE
        assert at.twin.bill(name) == []


@pytest.mark.parametrize("name", ["fal", "gemini", "replicate", "runway"])
async def test_a_job_that_is_told_to_end_is_seen_to_end(name: str, tmp_path: Path) -> None:
    async with rented(name, tmp_path, pace=10.0) as at:
        job = await at.provider.submit(at.order())
        await at.provider.cancel(job.id, job.handle)
        assert (await at.end_of(job)).state is JobState.CANCELLED


@pytest.mark.parametrize("engine", COMPILED)
async def test_whatever_the_compiler_says_is_understood_and_has_a_price(engine: str, tmp_path: Path) -> None:
    prompt = compile_for(engine, small_brief(), revision=0).prompt
    assert prompt is not None
    async with rented(engine.partition("/")[0], tmp_path, pace=0.01) as at:
        job = await at.provider.submit(Asked(key=PURCHASE, prompt=prompt))
        assert (await at.end_of(job)).state is JobState.SUCCEEDED
    assert PriceBook(shipped_prices()).quote(prompt, datetime.now(UTC).date()).price.amount > 0


@pytest.mark.parametrize("name", sorted(SPOKEN))
async def test_a_picture_to_begin_with_is_taken(name: str, tmp_path: Path) -> None:
    picture = tmp_path / "first.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    async with rented(name, tmp_path / "twin") as at:
        order = asked(at.spoken.engine, parameters=at.spoken.parameters, first_frame=picture)
        assert (await at.end_of(await at.provider.submit(order))).state is JobState.SUCCEEDED
