"""Runs a service value: hands it what it hears, and maps the two families of errors to what happens next."""

import asyncio
import contextlib
import errno
import logging
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from google.protobuf.message import DecodeError, Message

from picturelock.kernel.bus import Bus, Cause, Delivery, Subscription, caused_by, topic_of
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict, Outage, Refused, Transient
from picturelock.kernel.service import Heard, Service, Work
from picturelock.platform.telemetry import Meters, traceparent_now, working

log = logging.getLogger(__name__)

AWAY = "UNAVAILABLE"
"""The reason when an engine is away, which is no fault of the event's: it is waited for, and nothing is parked."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits `first` seconds after the first failure, doubling up to `most`; parks after `attempts`."""

    first: float = 0.1
    most: float = 30.0
    attempts: int = 8
    conflicts: int = 20
    """How often a handler that lost a race is called again at once."""
    patience: int = 0
    """After so many failures in a row of a service's own work the service ends with the last; 0 is for ever."""

    def after(self, attempt: int) -> float:
        return float(min(self.most, self.first * 2 ** (attempt - 1)))


def new_cause(source: str) -> Cause:
    """The cause of what a person or a program asks for: a new id and the head of a new trace."""
    trace, span = secrets.token_hex(16), secrets.token_hex(8)
    return Cause(id=secrets.token_hex(16), source=source, traceparent=f"00-{trace}-{span}-01")


class Runner:
    """One copy of one service."""

    def __init__(
        self, service: Service, bus: Bus, clock: Clock, backoff: Backoff | None = None, meters: Meters | None = None
    ) -> None:
        self._service = service
        self._bus = bus
        self._clock = clock
        self._backoff = backoff or Backoff()
        self._meters = meters
        self._heard: Mapping[str, Heard] = {topic_of(heard.event).name: heard for heard in service.hears}

    async def run(
        self, listening: asyncio.Event | None = None, stopping: asyncio.Event | None = None, grace: float = 0.0
    ) -> None:
        """Until cancelled, or until `stopping` is set: then what is being handled may go on for `grace` seconds.

        `listening` is set once nothing that is said can be missed.
        """
        async with self._bus.subscribe(self._service.name, list(self._heard)) as subscription:
            if listening is not None:
                listening.set()
            handling: set[asyncio.Task[None]] = set()
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._keep(work), name=work.name) for work in self._service.works]
                tasks.append(group.create_task(self._listen(subscription, group, handling)))
                if stopping is not None:
                    await stopping.wait()
                    await self._drain(tasks, handling, grace)

    async def _drain(
        self, tasks: Sequence[asyncio.Task[None]], handling: set[asyncio.Task[None]], grace: float
    ) -> None:
        for task in tasks:
            task.cancel()
        if handling:
            log.info("%s finishes %d events", self._service.name, len(handling))
            await asyncio.wait(handling, timeout=grace)
        for task in handling:
            task.cancel()

    async def _listen(
        self, subscription: Subscription, group: asyncio.TaskGroup, handling: set[asyncio.Task[None]]
    ) -> None:
        free = asyncio.Semaphore(self._service.at_once)

        async def handle(delivery: Delivery) -> None:
            try:
                await self.handle(delivery)
            finally:
                free.release()

        while True:
            await free.acquire()
            task = group.create_task(handle(await subscription.next()))
            handling.add(task)
            task.add_done_callback(handling.discard)

    async def handle(self, delivery: Delivery) -> None:
        """Call the handler once and settle the delivery; only losing a race is answered by calling again at once.

        Raises Outage, and leaves the delivery to whoever runs the service after it is mended.
        """
        began = time.perf_counter()
        outcome = await self._settle(delivery)
        if self._meters:
            waited = (self._clock.now() - delivery.envelope.time).total_seconds()
            took = time.perf_counter() - began
            self._meters.handled(self._service.name, delivery.envelope.topic, outcome, took, waited)

    async def _settle(self, delivery: Delivery) -> str:
        """How it was settled, in a word."""
        try:
            with working(self._service.name, delivery.envelope, delivery.attempt):
                await self._call(delivery)
        except Outage:
            raise
        except Transient as error:
            if delivery.attempt >= self._backoff.attempts and error.reason != AWAY:
                return await self._park(delivery, f"{error} (after {delivery.attempt} attempts)")
            log.info("%s will hear %s again: %s", self._service.name, delivery.envelope.topic, error)
            await delivery.retry(self._backoff.after(delivery.attempt))
            return "retried"
        except Refused as error:
            return await self._park(delivery, str(error))
        except Exception as error:
            if (outage := _outage(error)) is not None:
                raise outage from error
            log.exception("%s could not handle %s", self._service.name, delivery.envelope)
            return await self._park(delivery, f"{type(error).__name__}: {error}")
        else:
            await delivery.done()
            return "done"

    async def _call(self, delivery: Delivery) -> None:
        envelope = delivery.envelope
        heard = self._heard[envelope.topic]
        event = _parse(heard.event, envelope.data)
        cause = Cause(envelope.id, self._service.name, traceparent_now(envelope.traceparent))
        for _ in range(self._backoff.conflicts):
            with caused_by(cause), contextlib.suppress(Conflict):
                await heard.handler(event)
                return
            await asyncio.sleep(0)
        raise Transient(f"{envelope.key}: lost {self._backoff.conflicts} races in a row", reason="CONTENDED")

    async def _park(self, delivery: Delivery, why: str) -> str:
        log.warning("%s parked %s of %s: %s", self._service.name, delivery.envelope.topic, delivery.envelope.key, why)
        await delivery.park(why)
        return "parked"

    async def _keep(self, work: Work) -> None:
        """Work that fails is started again after a while: a sweep must not die of one bad moment."""
        failures = 0
        while True:
            began = self._clock.now()
            try:
                await asyncio.ensure_future(work.run())
            except Exception as error:
                if (outage := _outage(error)) is not None:
                    raise outage from error
                if _is_cancelled():
                    raise asyncio.CancelledError from error
                self._tell(work, error)
                lasted = (self._clock.now() - began).total_seconds()
                failures = 1 if lasted > self._backoff.most else failures + 1
                if failures == self._backoff.patience:
                    raise
            await self._clock.sleep(self._backoff.after(min(failures, 10)))

    def _tell(self, work: Work, error: Exception) -> None:
        if _passes(error):
            log.info("%s: %s will go on: %s", self._service.name, work.name, error)
        else:
            log.error("%s: %s failed", self._service.name, work.name, exc_info=error)


def _outage(error: BaseException) -> Outage | None:
    """The first outage among what a task group came to, or in what our own tools met."""
    if isinstance(error, BaseExceptionGroup):
        return next(filter(None, map(_outage, error.exceptions)), None)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Outage(f"{error.filename or 'here'}: the disk is full; free some space and run again", reason="DISK")
    return error if isinstance(error, Outage) else None


def _is_cancelled() -> bool:
    """Work whose task group fails while it is cancelled tells of the failure only; the cancelling is still meant.

    (To be asked of no task that had a task group itself: in Python 3.11 those may leave it marked as cancelled.)
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _passes(error: Exception) -> bool:
    """Whether it is Transient, or a task group's error with nothing else in it."""
    return isinstance(error, Transient) or (isinstance(error, ExceptionGroup) and all(map(_passes, error.exceptions)))


def _parse(event: type[Message], data: bytes) -> Any:
    try:
        return event.FromString(data)
    except DecodeError as error:
        raise Refused(f"no {event.DESCRIPTOR.full_name}: {error}", reason="BAD_MESSAGE") from error
