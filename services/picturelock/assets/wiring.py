"""Assets, put together."""

from collections.abc import Callable, Sequence

from picturelock.assets.adapters.pyav import PyavExaminer
from picturelock.assets.handlers import Assets, Uploads
from picturelock.assets.ports import Examiner
from picturelock.assets.rpc import AssetRpc
from picturelock.assets.settings import AssetsSettings
from picturelock.kernel.service import Door, Kit, Service, on
from picturelock.media.pool import Pool
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.gateway.v1.events_pb2 import StillGenerated, TakeGenerated


def build(kit: Kit, settings: AssetsSettings) -> Service:
    pool = Pool(settings.children)
    return assembled(kit, PyavExaminer(pool), settings, closes=[pool.close])


def assembled(
    kit: Kit, examiner: Examiner, settings: AssetsSettings | None = None, closes: Sequence[Callable[[], None]] = ()
) -> Service:
    chosen = settings or AssetsSettings()
    assets = Assets(kit.records, kit.store, kit.clock, examiner)
    uploads = Uploads(kit.records, kit.store, examiner, chosen.most_upload_bytes)
    return Service(
        name="assets",
        hears=[on(TakeGenerated, assets.adopt), on(StillGenerated, assets.keep)],
        says=[TakeStored],
        answers=[assets, uploads],
        doors=[Door("picturelock_api.assets.v1.AssetService", AssetRpc(assets, uploads))],
        closes=closes,
    )
