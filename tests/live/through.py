"""Waiting until every shot is through, and telling what stands still when that takes too long."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence

import pytest
from tests.live.deployment import CUT, HELD, PASSED, Deployment

from picturelock.house import blueprint
from picturelock.kernel.bus import Envelope, topic_of
from picturelock_api.editorial.v1.events_pb2 import CutAssembled


async def all_through(deployment: Deployment, count: int, *, seconds: float) -> None:
    """Fails the test when so many shots are not settled, or the cut does not have them, by then."""
    try:
        async with asyncio.timeout(seconds):
            await _settled_and_cut(deployment, count)
    except TimeoutError:
        pytest.fail(f"not all came through\n{await _stuck(deployment)}\n{deployment.logs()}")


async def _settled_and_cut(deployment: Deployment, count: int) -> None:
    """Until a cut has all the shots that passed. How topics interleave is not promised: the cut may be read first."""
    settled: dict[str, str] = {}
    cut = 0
    async with deployment.bus() as bus:
        async for _, event in bus.history(follow=True):
            if event.topic in (PASSED, HELD):
                settled[event.key] = event.topic
            elif event.topic == CUT:
                cut = max(cut, _taken_in(event))
            if len(settled) == count and cut >= Counter(settled.values())[PASSED]:
                return


def _taken_in(event: Envelope) -> int:
    return sum(bool(item.take and not item.held) for item in CutAssembled.FromString(event.data).cut.items)


async def _stuck(deployment: Deployment) -> str:
    """What was said of each shot that is not settled, and what no copy of a group has."""
    said = await deployment.everything()
    settled = {event.key for event in said if event.topic in (PASSED, HELD)}
    told: dict[str, list[str]] = defaultdict(list)
    for event in said:
        if event.key not in settled:
            told[event.key].append(f"{event.topic} {event.time:%H:%M:%S.%f}")
    lines = [f"{key}: {', '.join(topics)}" for key, topics in sorted(told.items())]
    return "\n".join([f"{len(settled)} shots are settled", *lines, *await _behind(deployment)])


async def _behind(deployment: Deployment) -> Sequence[str]:
    async with deployment.bus() as bus:
        lags = {
            service.name: await bus.lag(service.name, [topic_of(heard.event).name for heard in service.hears])
            for service in blueprint()
        }
    return [f"{name} has not settled {lag} of {topic}" for name in lags for topic, lag in lags[name].items() if lag]
