"""Assets, put together."""

from picturelock.assets.adapters.pyav import PyavExaminer
from picturelock.assets.handlers import Assets
from picturelock.assets.ports import Examiner
from picturelock.assets.settings import AssetsSettings
from picturelock.kernel.service import Kit, Service, on
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.gateway.v1.events_pb2 import TakeGenerated


def build(kit: Kit, settings: AssetsSettings) -> Service:
    return assembled(kit, PyavExaminer(settings.children))


def assembled(kit: Kit, examiner: Examiner) -> Service:
    assets = Assets(kit.records, kit.store, examiner)
    return Service(
        name="assets",
        hears=[on(TakeGenerated, assets.adopt)],
        says=[TakeStored],
        answers=[assets],
    )
