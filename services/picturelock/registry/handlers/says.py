"""What the registry says of a shot and of a film."""

from collections.abc import Mapping

from picturelock.kernel.codec import encode
from picturelock.registry.model.ledger import Project, Shot
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.brief_pb2 import ListedShot as ListedShotMessage
from picturelock_api.film.v1.brief_pb2 import Rate as RateMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.film.v1.verdict_pb2 import Verdict as VerdictMessage
from picturelock_api.registry.v1.events_pb2 import ShotHeld, ShotListChanged, ShotPlanned


def planned(key: str, shot: Shot) -> ShotPlanned:
    return ShotPlanned(
        shot_key=key,
        brief=encode(shot.brief, BriefMessage),
        brief_digest=shot.brief_digest,
        revision=shot.revision,
        take_number=shot.takes,
        notes=shot.notes,
        engine=shot.engine,
    )


def held(key: str, shot: Shot) -> ShotHeld:
    best = shot.best
    return ShotHeld(
        shot_key=key,
        brief=encode(shot.brief, BriefMessage),
        brief_digest=shot.brief_digest,
        reason=shot.reason,
        take=encode(best.take, TakeMessage) if best else None,
        asset=encode(best.asset, AssetMessage) if best else None,
        verdict=encode(best.verdict, VerdictMessage) if best else None,
        take_number=shot.takes,
    )


def listed(key: str, project: Project, awaited: Mapping[str, int]) -> ShotListChanged:
    """`awaited` is the least number, by shot, of the take that the film waits for."""
    shots = [shot.model_copy(update={"take": awaited.get(shot.shot, 0)}) for shot in project.shots]
    return ShotListChanged(
        project_key=key,
        title=project.title,
        revision=project.revision,
        shots=[encode(shot, ListedShotMessage) for shot in shots],
        rate=encode(project.rate, RateMessage),
        width=project.width,
        height=project.height,
    )
