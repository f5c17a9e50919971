"""Continuity, put together."""

from collections.abc import Callable, Sequence

from picturelock.continuity.adapters.inspector import FrameInspector
from picturelock.continuity.handlers import Continuity, Takes
from picturelock.continuity.ports import Inspector
from picturelock.continuity.rpc import TakeRpc
from picturelock.continuity.settings import ContinuitySettings
from picturelock.kernel.service import Door, Kit, Service, on
from picturelock.media.pool import Pool
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected


def build(kit: Kit, settings: ContinuitySettings) -> Service:
    pool = Pool(settings.children)
    return assembled(kit, settings, FrameInspector(pool), closes=[pool.close])


def assembled(
    kit: Kit, settings: ContinuitySettings, inspector: Inspector, closes: Sequence[Callable[[], None]] = ()
) -> Service:
    continuity = Continuity(kit.records, kit.store, inspector, settings.policy)
    takes = Takes(kit.records, kit.store)
    return Service(
        name="continuity",
        hears=[on(TakeStored, continuity.judge)],
        says=[TakePassed, TakeRejected],
        answers=[continuity, takes],
        doors=[Door("picturelock_api.continuity.v1.TakeService", TakeRpc(takes))],
        closes=closes,
        at_once=2 * settings.children,
    )
