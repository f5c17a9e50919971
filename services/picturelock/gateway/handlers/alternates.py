"""Alternates: what was paid beside the take that a shot wanted is fetched all the same, as a take to choose."""

import asyncio
import logging
from pathlib import Path
from tempfile import TemporaryDirectory

from picturelock.gateway.handlers.errand import collected
from picturelock.gateway.handlers.gateway import Gateway
from picturelock.gateway.handlers.says import alternate
from picturelock.gateway.model import Made, Order, Purchase, Want
from picturelock.gateway.ports import Declined, Delivered, Dock, Job, Provider
from picturelock.kernel.bus import Cause, caused_by, derived_id
from picturelock.kernel.nouns import Staged

log = logging.getLogger(__name__)


class Alternates:
    def __init__(self, gateway: Gateway, dock: Dock) -> None:
        self._gateway = gateway
        self._dock = dock

    async def keep(self, purchase: Purchase, order: Order, job: Job, provider: Provider) -> None:
        """Of a surplus job that succeeded, before its purchase is over: broken off, it is done again.

        Raises Transient when its film does not all arrive, Conflict when somebody else saved the order meanwhile.
        """
        want = _wanting(order, purchase)
        if want is None or purchase.key in order.alternates:
            return
        folder = await asyncio.to_thread(TemporaryDirectory, prefix="picturelock-alternate-")
        try:
            made = await self._staged(purchase, await collected(provider, job, order.prompt, Path(folder.name)))
        except Declined as error:
            log.warning("%s: was paid, and its film is not to be had: %s", purchase.key, error)
            return
        finally:
            await asyncio.to_thread(folder.cleanup)
        if order.made is None or made.video.digest == order.made.video.digest:
            return
        after = order.with_alternate(purchase.key, made)
        with caused_by(Cause(derived_id(purchase.key, "alternate"), "gateway", want.traceparent)):
            await self._gateway.book.save(purchase.order, after, alternate(after, want, purchase.key))

    async def _staged(self, purchase: Purchase, delivered: Delivered) -> Made:
        video = await self._put(purchase, delivered.video, "video/mp4")
        report = await self._put(purchase, delivered.report, "application/json") if delivered.report else None
        return Made(video=video, report=report, started=purchase.intended, finished=self._gateway.book.now)

    async def _put(self, purchase: Purchase, file: Path, media_type: str) -> Staged:
        key = f"{purchase.key}/{file.name}"
        stored = await self._dock.stage(key, file)
        return Staged(key=key, digest=stored.digest, size=stored.size, media_type=media_type)


def _wanting(order: Order, purchase: Purchase) -> Want | None:
    """The shot that it was bought for, if that still has this take; a still has no alternates."""
    shot = f"{purchase.project}/{purchase.shot}"
    return next((want for want in order.wants if want.shot_key == shot and not want.is_still), None)
