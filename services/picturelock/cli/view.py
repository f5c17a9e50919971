"""What the events say about a film so far: every shot, every take of it, and when what happened.

Only the events of one topic and one key come in order, and any may come twice. So nothing here follows from what came
last, but from numbers, revisions and times: however the topics interleave, the same events give the same view.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from google.protobuf.message import Message

from picturelock.cli.shot_view import Hold, ShotView, Stage, TakeView
from picturelock.kernel.bus import Envelope, topic_of
from picturelock.kernel.codec import decode
from picturelock.kernel.nouns import Asset, Brief, Cut, ListedShot, Prompt, Take, Verdict, is_still
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled, PromptRefused
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected
from picturelock_api.editorial.v1.events_pb2 import CutAssembled
from picturelock_api.gateway.v1.events_pb2 import PurchaseMoved, TakeFailed, TakeGenerated
from picturelock_api.registry.v1.events_pb2 import ShotHeld, ShotListChanged, ShotPlanned

__all__ = ["FilmView", "ShotView", "Stage", "TakeView"]

SETTLED = frozenset({"delivered", "failed", "cancelled", "refused", "written_off"})


@dataclass
class FilmView:
    """A fold over one project's events; feed it envelopes in order. Events of other projects are passed over."""

    project: str
    title: str = ""
    listed: tuple[ListedShot, ...] = ()
    revision: int = 0
    shots: dict[str, ShotView] = field(default_factory=dict)
    cut: Cut | None = None
    purchases: dict[str, PurchaseMoved] = field(default_factory=dict)
    """What was said last of each."""
    position: str = ""
    """From where the history goes on."""
    heard: int = 0
    """How many events were fed, of whatever project."""

    def feed(self, position: str, envelope: Envelope | None) -> Message | None:
        """Take in one event; returns it when it was of this project, and of a kind that is known here.

        None is a sign of life.
        """
        self.position = position
        if envelope is None:
            return None
        self.heard += 1
        if envelope.key != self.project and not envelope.key.startswith(f"{self.project}/"):
            return None
        if envelope.topic not in _FOLDS:
            return None
        kind, fold = _FOLDS[envelope.topic]
        event = kind.FromString(envelope.data)
        fold(self, event, envelope.time)
        return event

    @property
    def is_settled(self) -> bool:
        """Every shot of the list has a take for its present brief, or waits for a person."""
        return bool(self.listed) and not self.unsettled

    @property
    def unsettled(self) -> list[str]:
        """Shots of the list that have no take for their present brief yet, and are not held either."""
        return [
            listed.shot
            for listed in self.listed
            if (shot := self.shots.get(listed.shot)) is None or not shot.is_settled_for(listed.brief_digest)
        ]

    @property
    def spent(self) -> Mapping[str, Decimal]:
        """By currency: what purchases that are over have cost."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for purchase in self.purchases.values():
            if purchase.state in SETTLED:
                sums[purchase.currency] += Decimal(purchase.amount)
        return sums

    @property
    def in_doubt(self) -> list[str]:
        """Shots of which nobody can tell whether a take was bought."""
        return sorted({each.shot_key.rpartition("/")[2] for each in self._parked})

    @property
    def waiting_in_doubt(self) -> list[str]:
        """Those of them that wait for just that take: no other was asked for since."""
        parked = [each.purchase for each in self._parked]
        lasts = {shot: self.shots[shot].last for shot in self.in_doubt}
        digests = {shot: last.prompt.digest for shot, last in lasts.items() if last and last.prompt}
        return [shot for shot, digest in digests.items() if any(f"/{digest}/" in purchase for purchase in parked)]

    @property
    def _parked(self) -> list[PurchaseMoved]:
        """Of takes: no shot waits for a still."""
        return [each for each in self.purchases.values() if each.state == "parked" and not is_still(each.shot_key)]

    def shot(self, key: str) -> ShotView:
        name = key.rpartition("/")[2]
        return self.shots.setdefault(name, ShotView(name))

    def take(self, event: Any, number: int, *, is_hearsay: bool = False) -> TakeView:
        takes = self.shot(event.shot_key).takes
        take = takes.get(number)
        if take is None:
            brief = decode(Brief, event.brief)
            digest = getattr(event, "brief_digest", "") or brief.digest
            take = takes[number] = TakeView(number, event.revision, brief, digest, is_hearsay)
        elif take.is_hearsay and not is_hearsay:
            take.brief, take.is_hearsay = decode(Brief, event.brief), False
        take.moved = self.heard
        return take


def _planned(film: FilmView, event: ShotPlanned, time: datetime) -> None:
    take = film.take(event, event.take_number)
    take.notes = tuple(event.notes)
    _reach(film, event.shot_key, take, Stage.PLANNED, time)


def _listed(film: FilmView, event: ShotListChanged, _: datetime) -> None:
    if event.revision >= film.revision:
        film.title, film.revision = event.title, event.revision
        film.listed = tuple(decode(ListedShot, shot) for shot in event.shots)


def _held(film: FilmView, event: ShotHeld, _: datetime) -> None:
    shot = film.shot(event.shot_key)
    number = event.take_number or _newest(shot)
    if shot.hold is None or number >= shot.hold.number:
        shot.hold = Hold(number, event.reason)
    shot.stand()


def _compiled(film: FilmView, event: PromptCompiled, time: datetime) -> None:
    take = film.take(event, event.take_number)
    take.prompt = decode(Prompt, event.prompt)
    _reach(film, event.shot_key, take, Stage.COMPILED, time)


def _refused(film: FilmView, event: PromptRefused, _: datetime) -> None:
    number = event.take_number or _newest(film.shot(event.shot_key))
    if number:
        take = film.take(event, number)
        take.failure = "; ".join(f"{d.code} {d.message}" for d in event.diagnostics)
        film.shot(event.shot_key).stand()


def _generated(film: FilmView, event: TakeGenerated, time: datetime) -> None:
    take = film.take(event, event.take.number)
    take.take, take.delivered = decode(Take, event.take), film.heard
    _reach(film, event.shot_key, take, Stage.GENERATED, time)


def _failed(film: FilmView, event: TakeFailed, _: datetime) -> None:
    film.take(event, event.take_number).failure = event.message
    film.shot(event.shot_key).stand()


def _stored(film: FilmView, event: TakeStored, time: datetime) -> None:
    take = film.take(event, event.take.number)
    take.asset = decode(Asset, event.asset)
    _reach(film, event.shot_key, take, Stage.STORED, time)


def _passed(film: FilmView, event: TakePassed, time: datetime) -> None:
    take = film.take(event, event.take.number, is_hearsay=True)
    take.rule(decode(Verdict, event.verdict), time, event.by)
    _reach(film, event.shot_key, take, Stage.PASSED, time)


def _rejected(film: FilmView, event: TakeRejected, time: datetime) -> None:
    take = film.take(event, event.take.number, is_hearsay=True)
    take.rule(decode(Verdict, event.verdict), time, event.by)
    film.shot(event.shot_key).stand()


def _assembled(film: FilmView, event: CutAssembled, _: datetime) -> None:
    if film.cut is None or (event.cut.version, event.cut.revision) >= (film.cut.version, film.cut.revision):
        film.cut = decode(Cut, event.cut)


def _reach(film: FilmView, shot_key: str, take: TakeView, stage: Stage, time: datetime) -> None:
    take.times.setdefault(stage, time)
    film.shot(shot_key).stand()


def _newest(shot: ShotView) -> int:
    """For events of the release before, which did not say which take they were about."""
    return max(shot.takes, default=0)


def _bought(film: FilmView, event: PurchaseMoved, _: datetime) -> None:
    known = film.purchases.get(event.purchase)
    if known is None or event.number > known.number:
        film.purchases[event.purchase] = event


Fold = Callable[[FilmView, Any, datetime], None]

_FOLDS: Mapping[str, tuple[type[Message], Fold]] = {
    topic_of(kind).name: (kind, fold)
    for kind, fold in (
        (ShotPlanned, _planned),
        (ShotListChanged, _listed),
        (ShotHeld, _held),
        (PromptCompiled, _compiled),
        (PromptRefused, _refused),
        (TakeGenerated, _generated),
        (TakeFailed, _failed),
        (TakeStored, _stored),
        (TakePassed, _passed),
        (TakeRejected, _rejected),
        (CutAssembled, _assembled),
        (PurchaseMoved, _bought),
    )
}
