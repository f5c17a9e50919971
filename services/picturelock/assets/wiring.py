"""Assets, put together."""

from collections.abc import Callable, Sequence

from picturelock.assets.adapters.pyav import PyavExaminer
from picturelock.assets.handlers import Assets
from picturelock.assets.ports import Examiner
from picturelock.assets.settings import AssetsSettings
from picturelock.kernel.service import Kit, Service, on
from picturelock.media.pool import Pool
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.gateway.v1.events_pb2 import TakeGenerated


def build(kit: Kit, settings: AssetsSettings) -> Service:
    pool = Pool(settings.children)
    return assembled(kit, PyavExaminer(pool), closes=[pool.close])


def assembled(kit: Kit, examiner: Examiner, closes: Sequence[Callable[[], None]] = ()) -> Service:
    assets = Assets(kit.records, kit.store, examiner)
    return Service(
        name="assets",
        hears=[on(TakeGenerated, assets.adopt)],
        says=[TakeStored],
        answers=[assets],
        closes=closes,
    )
