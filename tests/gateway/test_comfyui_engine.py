"""ComfyUI as an engine, against the studio twin: made once however often it is asked for, and ended when told so."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from tests.gateway.comfyui_site import WORKFLOW, changed, node, site

from picturelock.gateway.adapters.comfyui_engine import ComfyUIEngine
from picturelock.gateway.adapters.engines import engine_named
from picturelock.gateway.ports import Engine
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Prompt, Rate
from picturelock.media.probe import probe
from picturelock.testing.engine import EngineContract
from picturelock.testing.samples import small_prompt
from picturelock.twin.jobs import State, state_at
from picturelock.twin.running import Twin, running_twin, twin_in_thread

PROMPT = small_prompt("comfyui/wan2.2")
FEW = 400
"""Bytes: the answer to a handshake, and the beginning of what is told."""


class TestComfyUI(EngineContract):
    deterministic = False
    """Another card draws another picture from the same seed."""

    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[Engine]:
        with twin_in_thread(tmp_path / "twin") as twin:
            yield at(twin, tmp_path)


def at(twin: Twin, folder: Path, graph: Any = WORKFLOW, **more: Any) -> ComfyUIEngine:
    engine, _ = engine_named(f"comfyui:{site(folder, more.pop('server', twin.url('comfyui')), graph, **more)}", 1)
    assert isinstance(engine, ComfyUIEngine)
    return engine


async def made(engine: Engine, folder: Path, prompt: Prompt = PROMPT) -> list[int]:
    """What was told of its progress; the film is as it was asked for."""
    told: list[int] = []
    workspace = folder / f"work{time.monotonic_ns()}"
    workspace.mkdir()
    facts = probe((await engine.make(prompt, workspace, told.append)).video)
    assert (facts.width, facts.height, facts.frames) == (prompt.width, prompt.height, prompt.frames)
    return told


def inputs_of(twin: Twin, number: int = 0) -> dict[str, Any]:
    graph = twin.jobs("comfyui")[number].request["prompt"]
    return {f"{name}.{each}": value for name, said in graph.items() for each, value in said["inputs"].items()}


async def until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not there():  # noqa: ASYNC110 it is another thread's
            await asyncio.sleep(0.02)


async def test_a_take_is_what_the_prompt_asks_for_and_all_else_is_the_sites_own(tmp_path: Path) -> None:
    prompt = PROMPT.model_copy(update={"negative": "captions", "rate": Rate(numerator=24_000, denominator=1001)})
    async with running_twin(tmp_path / "twin") as twin:
        await made(at(twin, tmp_path), tmp_path, prompt)
        sent = inputs_of(twin)
    assert (sent["3.text"], sent["4.text"], sent["6.seed"]) == (prompt.text, "captions", prompt.seed)
    assert (sent["5.width"], sent["5.height"], sent["5.length"]) == (prompt.width, prompt.height, prompt.frames)
    assert sent["8.fps"] == pytest.approx(23.976, abs=0.001)
    assert (sent["6.steps"], sent["1.unet_name"], sent["6.model"]) == (8, "wan2.2.safetensors", ["1", 0])


async def test_the_workflows_own_negative_prompt_stays_where_the_prompt_has_none(tmp_path: Path) -> None:
    async with running_twin(tmp_path / "twin") as twin:
        await made(at(twin, tmp_path), tmp_path, PROMPT.model_copy(update={"negative": ""}))
        assert (inputs_of(twin)["4.text"], inputs_of(twin)["8.fps"]) == ("blurred", 16)


async def test_a_mark_may_name_its_input_and_several_nodes_may_have_it(tmp_path: Path) -> None:
    upscaler = node("Upscale", "picturelock:seed=luck, picturelock:width=to", luck=3, to=8, image=["7", 0])
    async with running_twin(tmp_path / "twin") as twin:
        await made(at(twin, tmp_path, changed(n10=upscaler)), tmp_path)
        sent = inputs_of(twin)
    assert (sent["10.luck"], sent["6.seed"], sent["10.to"]) == (PROMPT.seed, PROMPT.seed, PROMPT.width)


async def test_what_was_made_is_fetched_and_a_retake_is_made(tmp_path: Path) -> None:
    async with running_twin(tmp_path / "twin") as twin:
        for _ in range(2):
            await made(at(twin, tmp_path), tmp_path)
        assert len(twin.bill()) == 1
        await made(at(twin, tmp_path), tmp_path, PROMPT.model_copy(update={"seed": 8}))
        assert len(twin.bill()) == 2


async def test_what_is_being_made_is_followed_by_whoever_comes_next(tmp_path: Path) -> None:
    """As after a worker that was killed: the run went on without it."""
    async with running_twin(tmp_path / "twin", "seed=2", pace=0.05) as twin:
        first = asyncio.ensure_future(made(at(twin, tmp_path), tmp_path))
        await until(lambda: bool(twin.jobs("comfyui")))
        await made(at(twin, tmp_path), tmp_path)
        await first
        assert len(twin.bill()) == 1


@pytest.mark.parametrize("fault", ["lost_answer", "reset", "bad_gateway", "garbage"])
async def test_a_run_whose_answer_was_lost_is_not_begun_again(tmp_path: Path, fault: str) -> None:
    async with running_twin(tmp_path / "twin", f"{fault}=#1") as twin:
        await made(at(twin, tmp_path), tmp_path)
        assert len(twin.bill()) == 1


@pytest.mark.parametrize("fault", ["lost_request", "rate_limited"])
async def test_a_run_that_was_not_begun_is_worth_another_try(tmp_path: Path, fault: str) -> None:
    async with running_twin(tmp_path / "twin", f"{fault}=#1") as twin:
        with pytest.raises(Transient):
            await made(at(twin, tmp_path), tmp_path)
        assert twin.bill() == []
        await made(at(twin, tmp_path), tmp_path)
        assert len(twin.bill()) == 1


async def test_polls_that_fail_are_made_again_and_a_film_that_breaks_off_is_fetched_again(tmp_path: Path) -> None:
    faults = "lost_poll=#1,bad_poll=#2,garbage_poll=#3,strange_status=#4,truncated=#1+2"
    async with running_twin(tmp_path / "twin", faults) as twin:
        await made(at(twin, tmp_path, patience=20.0), tmp_path)
        assert len(twin.bill()) == 1


async def test_progress_is_told_while_it_runs_and_previews_lie_there_until_it_is_over(tmp_path: Path) -> None:
    previews = tmp_path / "previews"
    async with running_twin(tmp_path / "twin", "seed=2", pace=0.05) as twin:
        making = asyncio.ensure_future(made(at(twin, tmp_path, previews=str(previews)), tmp_path))
        await until(lambda: any(previews.glob("*.jpg")))
        (preview,) = previews.glob("*.jpg")
        with Image.open(preview) as picture:
            assert (picture.format, picture.size) == ("JPEG", (PROMPT.width // 8, PROMPT.height // 8))
        told = await making
    assert preview.name.startswith(PROMPT.shot)
    assert list(previews.iterdir()) == []
    assert len(set(told)) > 3
    assert (told[0], told[-1]) == (0, PROMPT.frames)


@asynccontextmanager
async def breaking_sockets(url: str) -> AsyncIterator[str]:
    """The address of a relay that hangs up on every websocket after its first words."""
    there = urlsplit(url)
    busy = set[asyncio.Task[None]]()

    async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, most: int) -> None:
        with suppress(ConnectionError):
            while most > 0 and (chunk := await source.read(min(most, 65536))):
                most -= len(chunk)
                sink.write(chunk)
                await sink.drain()
        sink.close()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (task := asyncio.current_task()) is not None:
            busy.add(task)
        head = await reader.readuntil(b"\r\n\r\n")
        far_reader, far_writer = await asyncio.open_connection(there.hostname, there.port)
        far_writer.write(head)
        most = FEW if b"pgrade: websocket" in head else 1 << 30
        try:
            await asyncio.gather(pump(reader, far_writer, 1 << 30), pump(far_reader, writer, most))
        finally:
            far_writer.close()
            writer.close()

    server = await asyncio.start_server(relay, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{there.path}"
        for task in busy:
            task.cancel()
        await asyncio.wait(busy)


async def test_where_the_socket_breaks_it_is_asked_instead(tmp_path: Path) -> None:
    async with running_twin(tmp_path / "twin", "seed=2", pace=0.02) as twin:
        async with breaking_sockets(twin.url("comfyui")) as relay:
            told = await made(at(twin, tmp_path, server=relay), tmp_path)
        assert len(twin.bill()) == 1
    assert PROMPT.frames not in told


@pytest.mark.parametrize(("pace", "state"), [(1.0, State.QUEUED), (0.2, State.RUNNING)])
async def test_a_take_that_is_not_wanted_any_more_is_ended_and_no_other(
    tmp_path: Path, pace: float, state: State
) -> None:
    async with running_twin(tmp_path / "twin", "seed=2", pace=pace) as twin:
        engine = at(twin, tmp_path)
        another = PROMPT.model_copy(update={"seed": 8})
        making = [asyncio.ensure_future(made(engine, tmp_path, prompt)) for prompt in (another, PROMPT)]

        def stands() -> bool:
            jobs = twin.jobs("comfyui")
            return len(jobs) == 2 and all(state_at(job, datetime.now(UTC)) is state for job in jobs)

        await until(stands)
        making[1].cancel()
        with pytest.raises(asyncio.CancelledError):
            await making[1]
        ended = {job.request["prompt"]["6"]["inputs"]["seed"]: job.cancelled for job in twin.jobs("comfyui")}
        assert ended[PROMPT.seed] is not None
        assert ended[another.seed] is None
        making[0].cancel()


async def test_a_take_that_is_not_done_in_time_is_ended(tmp_path: Path) -> None:
    async with running_twin(tmp_path / "twin", pace=10.0) as twin:
        with pytest.raises(Transient, match=r"comfyui/wan2\.2: not done after 0\.5 s"):
            await made(at(twin, tmp_path, timeout=0.5), tmp_path)
        assert twin.jobs("comfyui")[0].cancelled is not None


async def test_a_workflow_that_the_server_refuses_is_told_node_by_node(tmp_path: Path) -> None:
    graph = changed(n6=node("KSampler", "Sampler picturelock:seed", seed=1, steps=8))
    async with running_twin(tmp_path / "twin") as twin:
        with pytest.raises(Refused) as refused:
            await made(at(twin, tmp_path, graph), tmp_path)
        assert twin.bill() == []
    said = str(refused.value)
    assert "won't run the workflow: node 6 'Sampler picturelock:seed' (KSampler): Required input is missing: " in said
    assert said.endswith("and 3 more")


async def test_an_error_of_the_workflow_is_told_with_its_node_and_does_not_stick(tmp_path: Path) -> None:
    async with running_twin(tmp_path / "twin", "moderated=#1") as twin:
        with pytest.raises(Refused, match=r"node 9 \(SaveVideo\): RuntimeError: CUDA error: an illegal memory access"):
            await made(at(twin, tmp_path), tmp_path)
        twin.set_faults("")
        await made(at(twin, tmp_path), tmp_path)


async def test_a_server_that_is_not_there_is_worth_another_try(tmp_path: Path) -> None:
    async with running_twin(tmp_path / "twin") as twin:
        engine = at(twin, tmp_path, patience=0.1)
    with pytest.raises(Transient, match="no answer"):
        await made(engine, tmp_path)
