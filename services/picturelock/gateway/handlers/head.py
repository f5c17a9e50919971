"""A head: what must be known of an open order to lease it, and to tell how it is."""

from dataclasses import dataclass
from datetime import datetime

from picturelock.gateway.model import Money, Order, OrderState


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    key: str
    version: int
    project: str
    engine: str
    engine_version: str
    is_leased: bool
    is_begun: bool
    """Whoever had it last may have bought it: it is seen to, though nothing more be bought just now."""
    price: Money | None
    """What it is quoted at; None for one that is made, and not bought."""
    rank: tuple[int, str]
    queued: float
    token: int
    worker: str
    asked: str
    began: float
    expires: float
    done_frames: int
    frames: int
    deaths: int
    shots: tuple[tuple[str, int], ...]
    """Keys of the shots that want it, and the numbers of their takes."""

    @property
    def owner(self) -> tuple[str, str]:
        """The tenant, and the engine."""
        return self.project.partition("/")[0], self.engine


def head_of(key: str, order: Order, price: Money | None) -> Head:
    shot = min((want.shot_key.rpartition("/")[2] for want in order.wants), default=order.prompt.shot)
    return Head(
        key=key, version=order.version, project=order.project, engine=order.engine,
        engine_version=order.engine_version, is_leased=order.state is OrderState.LEASED,
        is_begun=order.bought and order.state is OrderState.QUEUED, price=price,
        rank=(-order.priority, shot), queued=_seconds(order.queued), token=order.lease, worker=order.worker,
        asked=order.asked, began=_seconds(order.began), expires=_seconds(order.expires), done_frames=order.done_frames,
        frames=order.prompt.frames, deaths=order.deaths,
        shots=tuple((want.shot_key, want.number) for want in order.wants),
    )  # fmt: skip


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
