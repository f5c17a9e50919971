"""The registry, put together."""

from picturelock.kernel.service import Door, Kit, Service, on
from picturelock.media.pool import Pool
from picturelock.registry.adapters.viewer import ChildViewer
from picturelock.registry.handlers import Projects, Registry, Rulings, Watching
from picturelock.registry.rpc import FilmRpc, ProjectRpc
from picturelock.registry.settings import RegistrySettings
from picturelock_api.compiler.v1.events_pb2 import PromptRefused
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected
from picturelock_api.gateway.v1.events_pb2 import PurchaseMoved, TakeFailed
from picturelock_api.registry.v1.events_pb2 import ShotHeld, ShotListChanged, ShotPlanned


def build(kit: Kit, settings: RegistrySettings) -> Service:
    registry, rulings = Registry(kit.records), Rulings(kit.records, settings.most_revisions)
    pool = Pool(1)
    projects = Projects(kit.records, kit.store, kit.bus, kit.clock, ChildViewer(pool))
    watching = Watching(kit.bus)
    return Service(
        name="registry",
        hears=[
            on(PromptRefused, rulings.hold_refused),
            on(TakeFailed, rulings.hold_failed),
            on(PurchaseMoved, rulings.count),
            on(TakePassed, rulings.pass_),
            on(TakeRejected, rulings.replan),
        ],
        says=[ShotPlanned, ShotListChanged, ShotHeld],
        answers=[registry, projects],
        doors=[
            Door("picturelock_api.registry.v1.ProjectService", ProjectRpc(projects)),
            Door("picturelock_api.registry.v1.FilmService", FilmRpc(registry, projects, watching)),
        ],
        closes=[pool.close],
    )
