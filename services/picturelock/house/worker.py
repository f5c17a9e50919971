"""A render worker as a process of its own: it carries nothing of the platform's but its token."""

import asyncio
import logging
import os
import signal
import ssl
from contextlib import AbstractContextManager

import httpx
from opentelemetry.trace import SpanKind

from picturelock.gateway.model import Lease
from picturelock.gateway.settings import WorkerSettings
from picturelock.gateway.wiring import hired
from picturelock.kernel.errors import PicturelockError
from picturelock.platform.grpc import Peer, Remote, channel_to
from picturelock.platform.local import SystemClock
from picturelock.platform.telemetry import entered, telemetry_on, traceparent_now

log = logging.getLogger(__name__)

DELIVERY_TIMEOUT = httpx.Timeout(10.0, read=120.0, write=120.0)


async def work(settings: WorkerSettings) -> int:
    """Until it is told to stop by SIGTERM or SIGINT; a second one stops it at once. The exit code.

    Raises Refused when the gateway won't have it, as by its token or its engine's version.
    """
    peer = Peer(settings.gateway, settings.token.get_secret_value(), settings.ca, settings.cert, settings.key)
    with telemetry_on("worker", os.environ.get("PICTURELOCK_OTLP", "")):
        return await _work(settings, peer)


async def _work(settings: WorkerSettings, peer: Peer) -> int:
    async with (
        channel_to(peer) as channel,
        httpx.AsyncClient(timeout=DELIVERY_TIMEOUT, verify=_trusted(settings)) as client,
    ):
        door = Remote(channel, "picturelock_api.gateway.v1.WorkerService", peer.token)
        worker, close = hired(settings, door, client, SystemClock(), _making, traceparent_now)
        loop, working = asyncio.get_running_loop(), asyncio.ensure_future(worker.run())
        told = 0

        def stop() -> None:
            nonlocal told
            told += 1
            log.info("stopping: %s", "at once" if told > 1 else f"what runs has {settings.grace:g} s to end")
            worker.stop(settings.grace if told == 1 else 0.0)

        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        log.info("%s makes %d takes at once for %s", settings.name, settings.slots, settings.gateway)
        try:
            await working
        except* PicturelockError as errors:
            raise errors.exceptions[0] from None
        finally:
            close()
    return 0


def _making(lease: Lease) -> AbstractContextManager[object]:
    """A span around the making of a take, in the trace of what asked for it."""
    attributes = {"picturelock.take": lease.key, "picturelock.engine": lease.prompt.engine}
    return entered("worker make", SpanKind.CONSUMER, lease.traceparent, attributes)


def _trusted(settings: WorkerSettings) -> ssl.SSLContext | bool:
    """The store's links may lead to the same house, so its authority is trusted beside the usual ones."""
    if settings.ca is None:
        return True
    context = ssl.create_default_context()
    context.load_verify_locations(settings.ca)
    return context
