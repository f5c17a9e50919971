"""Sends webhooks as providers do: again when nobody took them, and, when the fault plan says so, twice or never."""

import logging
from collections.abc import Mapping

import httpx

from picturelock.kernel.clock import Clock
from picturelock.twin.desk import Desk
from picturelock.twin.jobs import Job
from picturelock.twin.wire import Hook, Wire

PATIENCE_SECONDS = 15.0
WAITS = (1.0, 5.0, 25.0)
"""Seconds before each further attempt."""

log = logging.getLogger(__name__)


class Postman:
    def __init__(self, desks: Mapping[str, tuple[Wire, Desk]], client: httpx.AsyncClient, clock: Clock) -> None:
        self._desks = desks
        self._client = client
        self._clock = clock

    async def tell(self, job: Job, event: str) -> None:
        if job.provider not in self._desks:
            return
        wire, desk = self._desks[job.provider]
        hook = await wire.hook(desk, job, event)
        if hook is None or desk.strikes("no_webhook", job.number):
            return
        await self._deliver(hook)
        if desk.strikes("twice_webhook", job.number):
            await self._deliver(hook)

    async def _deliver(self, hook: Hook) -> None:
        for wait in (*WAITS, None):
            said = await self._attempt(hook)
            if not said:
                return
            if wait is None:
                log.warning("%s: nobody took the webhook (%s); it is given up", hook.url, said)
                return
            await self._clock.sleep(wait)

    async def _attempt(self, hook: Hook) -> str:
        """Empty when it was taken, else what was wrong."""
        headers = {"content-type": "application/json", **hook.headers}
        try:
            answer = await self._client.post(hook.url, content=hook.body, headers=headers, timeout=PATIENCE_SECONDS)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return f"{type(error).__name__}: {error}"
        return "" if answer.is_success else f"answered {answer.status_code}"
