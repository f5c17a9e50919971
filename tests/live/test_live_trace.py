"""One trace from the request through six services, Kafka and a worker, collected as a collector would."""

import asyncio
import json
from pathlib import Path

from tests.live.collector import collecting
from tests.live.deployment import CUT, SERVICES, Deployment, answering, deployed

SCRIPT = b"INT. ROOM - DAY\n\nANNA walks to the window.\n"
WAY = (
    ("picturelock-registry", "picturelock_api.registry.v1.FilmService/MakeFilm"),
    ("picturelock-compiler", "compiler registry.shot_planned.v1"),
    ("picturelock-gateway", "gateway compiler.prompt_compiled.v1"),
    ("picturelock-worker", "worker make"),
    ("picturelock-assets", "assets gateway.take_generated.v1"),
    ("picturelock-continuity", "continuity assets.take_stored.v1"),
    ("picturelock-editorial", "editorial continuity.take_passed.v1"),
)
"""Service and span of each hop of a shot, each the parent of the next."""


async def test_a_shot_is_one_trace_from_the_request_to_the_cut(tmp_path: Path) -> None:
    async with collecting() as (collector, endpoint), deployed(tmp_path, PICTURELOCK_OTLP=endpoint) as deployment:
        for service in SERVICES:
            deployment.service(service)
        deployment.worker(0)
        await answering(deployment)
        assert await deployment.make("film", SCRIPT) == 1
        await cut(deployment)
        for name in list(deployment.running):
            assert await asyncio.to_thread(deployment.stop, name) == 0
        logged = [json.loads(line) for line in (tmp_path / "assets.0.log").read_text().splitlines()]
    way = [collector.spans[hop][0] for hop in WAY]
    assert len({span.trace_id for span in way}) == 1
    assert not way[0].parent_span_id
    assert [span.parent_span_id for span in way[1:3]] == [span.span_id for span in way[:2]]
    assert way[3].parent_span_id == way[2].span_id
    assert [span.parent_span_id for span in way[4:]] == [span.span_id for span in way[3:-1]]
    began = [span.start_time_unix_nano for span in way]
    assert began == sorted(began)
    assert {
        "picturelock.events.handled",
        "picturelock.handler.duration",
        "picturelock.rpc.duration",
    } <= collector.metrics
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in logged)


async def cut(deployment: Deployment) -> None:
    async with asyncio.timeout(60), deployment.bus() as bus:
        async for _, event in bus.history(follow=True):
            if event.topic == CUT:
                return
