"""Editorial, put together."""

from picturelock.editorial.adapters.late import LateBench
from picturelock.editorial.handlers import Editorial
from picturelock.editorial.model import Finish
from picturelock.editorial.model.reel import Reel
from picturelock.editorial.ports import Bench
from picturelock.editorial.rpc import CutRpc
from picturelock.editorial.settings import EditorialSettings
from picturelock.kernel.service import Door, Kit, Service, Work, on
from picturelock_api.continuity.v1.events_pb2 import TakePassed
from picturelock_api.editorial.v1.events_pb2 import CutAssembled
from picturelock_api.registry.v1.events_pb2 import ShotHeld, ShotListChanged

LOOK_SECONDS = 2.0
"""How late a copy notices what only another one has heard."""


def build(kit: Kit, settings: EditorialSettings) -> Service:
    return assembled(kit, settings, bench_of(kit, settings))


def bench_of(kit: Kit, settings: EditorialSettings) -> LateBench:
    cache = settings.cache or kit.scratch / "segments"
    return LateBench(cache, jobs=settings.jobs, most_bytes=settings.cache_bytes)


def assembled(kit: Kit, settings: EditorialSettings, bench: Bench) -> Service:
    def finish(reel: Reel) -> Finish:
        return settings.finish(reel.rate, reel.width, reel.height)

    editorial = Editorial(kit.records, kit.store, kit.clock, bench, finish, kit.scratch)

    async def look() -> None:
        while True:
            await kit.clock.sleep(LOOK_SECONDS)
            editorial.ring()

    return Service(
        name="editorial",
        hears=[on(ShotListChanged, editorial.list_), on(TakePassed, editorial.circle), on(ShotHeld, editorial.hold)],
        says=[CutAssembled],
        answers=[editorial],
        doors=[Door("picturelock_api.editorial.v1.CutService", CutRpc(editorial))],
        works=[Work("finish", editorial.finish_films), Work("look", look)],
    )
