"""What the events say about a film so far: every shot, every take of it, and when what happened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from google.protobuf.message import Message

from picturelock.kernel.bus import Envelope, topic_of
from picturelock.kernel.codec import decode
from picturelock.kernel.nouns import Asset, Brief, Cut, Decision, ListedShot, Prompt, Take, Verdict
from picturelock_api.assets.v1.events_pb2 import TakeStored
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled, PromptRefused
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected
from picturelock_api.editorial.v1.events_pb2 import CutAssembled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated
from picturelock_api.registry.v1.events_pb2 import ShotHeld, ShotListChanged, ShotPlanned


class Stage(StrEnum):
    """How far a shot has come. The words are the same on every surface."""

    PLANNED = "planned"
    COMPILED = "compiled"
    GENERATED = "generated"
    STORED = "stored"
    PASSED = "passed"
    HELD = "held"


@dataclass
class TakeView:
    """One take of a shot, as far as it came. `times` has the moment of each stage it reached."""

    number: int
    revision: int
    brief: Brief
    delivered: int = 0
    """Number of the event, in order of feeding, that told it was generated."""
    moved: int = 0
    """Number of the last event that told of it."""
    notes: tuple[str, ...] = ()
    prompt: Prompt | None = None
    take: Take | None = None
    asset: Asset | None = None
    verdict: Verdict | None = None
    failure: str = ""
    times: dict[Stage, datetime] = field(default_factory=dict)

    @property
    def was_rejected(self) -> bool:
        return self.verdict is not None and self.verdict.decision is not Decision.PASS


@dataclass
class ShotView:
    shot: str
    stage: Stage = Stage.PLANNED
    takes: dict[int, TakeView] = field(default_factory=dict)
    held: str = ""

    @property
    def last(self) -> TakeView | None:
        return self.takes[max(self.takes)] if self.takes else None

    @property
    def is_settled(self) -> bool:
        return self.stage in (Stage.PASSED, Stage.HELD)


@dataclass
class FilmView:
    """A fold over one project's events; feed it envelopes in order. Events of other projects are passed over."""

    project: str
    title: str = ""
    listed: tuple[ListedShot, ...] = ()
    revision: int = 0
    shots: dict[str, ShotView] = field(default_factory=dict)
    cut: Cut | None = None
    position: str = ""
    """From where the history goes on."""
    heard: int = 0
    """How many events were fed, of whatever project."""

    def feed(self, position: str, envelope: Envelope | None) -> Message | None:
        """Take in one event; returns it when it was of this project. None is a sign of life."""
        self.position = position
        if envelope is None:
            return None
        self.heard += 1
        if envelope.key != self.project and not envelope.key.startswith(f"{self.project}/"):
            return None
        kind, fold = _FOLDS[envelope.topic]
        event = kind.FromString(envelope.data)
        fold(self, event, envelope.time)
        return event

    @property
    def is_settled(self) -> bool:
        """Every shot of the list has a take for its present brief, or waits for a person."""
        return bool(self.listed) and all(
            (shot := self.shots.get(listed.shot)) is not None and shot.is_settled for listed in self.listed
        )

    def shot(self, key: str) -> ShotView:
        name = key.rpartition("/")[2]
        return self.shots.setdefault(name, ShotView(name))

    def take(self, event: Any, number: int) -> TakeView:
        shot = self.shot(event.shot_key)
        if number not in shot.takes:
            shot.takes[number] = TakeView(number, event.revision, decode(Brief, event.brief))
        take = shot.takes[number]
        take.moved = self.heard
        return take


def _planned(film: FilmView, event: ShotPlanned, time: datetime) -> None:
    shot = film.shot(event.shot_key)
    shot.stage, shot.held = Stage.PLANNED, ""
    take = film.take(event, event.take_number)
    take.notes = tuple(event.notes)
    take.times[Stage.PLANNED] = time


def _listed(film: FilmView, event: ShotListChanged, _: datetime) -> None:
    film.title, film.revision = event.title, event.revision
    film.listed = tuple(decode(ListedShot, shot) for shot in event.shots)


def _held(film: FilmView, event: ShotHeld, _: datetime) -> None:
    shot = film.shot(event.shot_key)
    shot.stage, shot.held = Stage.HELD, event.reason


def _compiled(film: FilmView, event: PromptCompiled, time: datetime) -> None:
    take = film.take(event, event.take_number)
    take.prompt = decode(Prompt, event.prompt)
    _reach(film, event.shot_key, take, Stage.COMPILED, time)


def _refused(film: FilmView, event: PromptRefused, _: datetime) -> None:
    shot = film.shot(event.shot_key)
    if shot.last is not None:
        shot.last.failure = "; ".join(f"{d.code} {d.message}" for d in event.diagnostics)


def _generated(film: FilmView, event: TakeGenerated, time: datetime) -> None:
    take = film.take(event, event.take.number)
    take.take, take.delivered = decode(Take, event.take), film.heard
    _reach(film, event.shot_key, take, Stage.GENERATED, time)


def _failed(film: FilmView, event: TakeFailed, _: datetime) -> None:
    film.take(event, event.take_number).failure = event.message


def _stored(film: FilmView, event: TakeStored, time: datetime) -> None:
    take = film.take(event, event.take.number)
    take.asset = decode(Asset, event.asset)
    _reach(film, event.shot_key, take, Stage.STORED, time)


def _passed(film: FilmView, event: TakePassed, time: datetime) -> None:
    take = film.take(event, event.take.number)
    take.verdict = decode(Verdict, event.verdict)
    _reach(film, event.shot_key, take, Stage.PASSED, time)


def _rejected(film: FilmView, event: TakeRejected, _: datetime) -> None:
    film.take(event, event.take.number).verdict = decode(Verdict, event.verdict)


def _assembled(film: FilmView, event: CutAssembled, _: datetime) -> None:
    film.cut = decode(Cut, event.cut)


def _reach(film: FilmView, shot_key: str, take: TakeView, stage: Stage, time: datetime) -> None:
    """Only the newest take says where the shot stands: an older one may still be on its way."""
    take.times.setdefault(stage, time)
    shot = film.shot(shot_key)
    if shot.last is take and shot.stage is not Stage.HELD:
        shot.stage = stage


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
    )
}
