"""What must hold in any world. Each rule yields a sentence for everything that breaks it."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from google.protobuf.message import Message
from tests.sim.house import MOST_REVISIONS, House

from picturelock.editorial.model.reel import Reel
from picturelock.gateway.model import Order, OrderState
from picturelock.kernel.bus import topic_of
from picturelock.kernel.nouns import CutItem, ListedShot
from picturelock.kernel.records import Record
from picturelock.registry.model.ledger import Project, Shot, ShotState
from picturelock.registry.model.outlook import Outlook
from picturelock_api.gateway.v1.events_pb2 import TakeGenerated
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

M = TypeVar("M", bound=Message)
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was answered: the film was to be made like this."""

    project: str
    outlook: Outlook
    retry_held: bool


@dataclass(frozen=True)
class World:
    """The end of a simulation, to be looked at."""

    house: House
    asked: Sequence[Asked]

    @cached_property
    def shots(self) -> Mapping[str, Shot]:
        return self._records("registry", Shot)

    @cached_property
    def orders(self) -> Mapping[str, Order]:
        return self._records("gateway", Order)

    @cached_property
    def bytes_of(self) -> Mapping[tuple[str, int], str]:
        """Digest of the video of each take of each shot."""
        return {(event.shot_key, event.take.number): event.take.video.digest for event in self.said(TakeGenerated)}

    @cached_property
    def films(self) -> Sequence[tuple[str, Project, Reel]]:
        reels = self._records("editorial", Reel)
        projects = self._records("registry", Project)
        return [(key, project, reels.get(key, Reel())) for key, project in projects.items()]

    def said(self, event: type[M]) -> Sequence[M]:
        """Each event of this type once, in the order in which it was first published."""
        topic = topic_of(event).name
        once = {envelope.id: envelope.data for envelope in self.house.broker.log if envelope.topic == topic}
        return [event.FromString(data) for data in once.values()]

    def _records(self, service: str, kind: type[R]) -> Mapping[str, R]:
        documents = self.house.shelves[service].documents
        return {key: found for (_, key), d in documents.items() if isinstance(found := d.record, kind)}


Rule = Callable[[World], Iterator[str]]


def unfinished(world: World) -> list[str]:
    """What is still to happen before the world is at rest."""
    return [said for rule in UNFINISHED for said in rule(world)]


def broken(world: World) -> list[str]:
    """What must never be, at rest or not."""
    return [said for rule in BROKEN for said in rule(world)]


def events_are_on_their_way(world: World) -> Iterator[str]:
    for name, group in world.house.broker.groups.items():
        yield from (f"{name} has yet to settle {topic} of {key}" for topic, key in group.lanes)
    for name, shelf in world.house.shelves.items():
        yield from (f"{name} has yet to say what {kind.__name__} {key} holds" for kind, key in shelf.unsaid)


def shots_are_under_way(world: World) -> Iterator[str]:
    for key, shot in world.shots.items():
        if shot.state is ShotState.PLANNED:
            yield f"{key} is neither cut in nor held: {shot.state}, revision {shot.revision}, take {shot.takes}"


def takes_are_to_be_made(world: World) -> Iterator[str]:
    for key, order in world.orders.items():
        if order.state in (OrderState.QUEUED, OrderState.LEASED):
            yield f"the take {key} is still {order.state}"


def the_cut_is_not_current(world: World) -> Iterator[str]:
    for key, project, reel in world.films:
        if reel.cut is None:
            yield f"{key} has no cut"
            continue
        if reel.cut.revision != project.revision:
            yield f"{key} was cut for list {reel.cut.revision}, and there is list {project.revision}"
        if [item.shot for item in reel.cut.items] != [shot.shot for shot in project.shots]:
            yield f"{key} was cut from other shots than those that are listed"
            continue
        for item, listed in zip(reel.cut.items, project.shots, strict=True):
            yield from _unlike(item, listed, world.shots[f"{key}/{item.shot}"])
            yield from _unfit(item, listed, world.house.vault.kept)
            if item.digest != world.bytes_of.get((f"{key}/{item.shot}", world.shots[f"{key}/{item.shot}"].take), ""):
                yield f"{item.shot} does not show the take that was chosen"


def _unlike(item: CutItem, listed: ListedShot, shot: Shot) -> Iterator[str]:
    """How an item of the cut is unlike what the registry knows of its shot.

    Its number may differ: when a brief comes back that was given up, its take is reused under a new number, and the
    cut may still say the old one. The bytes may not.
    """
    if shot.brief_digest != listed.brief_digest:
        yield f"{item.shot} is listed with another brief than its shot has"
    if item.held != (shot.state is ShotState.HELD):
        yield f"{item.shot} is {shot.state}, but the cut says held={item.held}"
    if bool(item.take) != bool(shot.take):
        yield f"{item.shot} has take {item.take} in the cut, but take {shot.take} was chosen"


def _unfit(item: CutItem, listed: ListedShot, kept: Mapping[str, bytes]) -> Iterator[str]:
    """What speaks against the bytes that are in the cut."""
    if not item.take:
        return
    if item.digest not in kept:
        yield f"{item.shot} take {item.take} is in the cut, but its bytes are not in the store"
        return
    said = json.loads(kept[item.digest])
    if said["brief"] != listed.brief_digest:
        yield f"{item.shot} take {item.take} was made for another brief"
    if said["fault"] and not item.held:
        yield f"{item.shot} take {item.take} is in the cut in spite of its fault"


def something_was_parked(world: World) -> Iterator[str]:
    for name, group in world.house.broker.groups.items():
        for parked in group.parked:
            yield f"{name} parked {parked.envelope.topic} of {parked.envelope.key}: {parked.why}"


def a_process_died_of_a_bug(world: World) -> Iterator[str]:
    yield from world.house.bugs


def a_take_was_delivered_twice(world: World) -> Iterator[str]:
    deliveries: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event in world.said(TakeGenerated):
        deliveries[event.take.prompt_digest, event.take.engine_version].add(event.take.video.key)
    for (prompt, version), keys in deliveries.items():
        if len(keys) > 1:
            yield f"prompt {prompt[:12]} was delivered {len(keys)} times by {version}: {sorted(keys)}"


def a_take_was_made_twice_for_no_reason(world: World) -> Iterator[str]:
    """A worker that died or fell silent is a reason: nobody can know how far it came."""
    struck = world.house.luck.struck
    if struck["crash"] + struck["freeze"] + struck["outage"]:
        return
    for prompt, count in Counter(world.house.engine.made).items():
        if count > 1:
            yield f"prompt {prompt[:12]} was made {count} times, though no worker was ever lost"


def a_number_stands_on_two_takes(world: World) -> Iterator[str]:
    prompts: dict[tuple[str, int], set[str]] = defaultdict(set)
    for event in world.said(TakeGenerated):
        prompts[event.shot_key, event.take.number].add(event.take.prompt_digest)
    for (key, number), digests in prompts.items():
        if len(digests) > 1:
            yield f"{key} has {len(digests)} different takes numbered {number}"


def revisions_are_without_end(world: World) -> Iterator[str]:
    """Each time a held shot is taken up again it has as many revisions more."""
    retries = sum(asked.retry_held for asked in world.asked)
    most = MOST_REVISIONS + retries * (MOST_REVISIONS + 1)
    for event in world.said(ShotPlanned):
        if event.revision > most:
            yield f"{event.shot_key} was sent down the line at revision {event.revision}"


def a_shot_was_not_planned_as_it_was_stale(world: World) -> Iterator[str]:
    """As many fresh plans as its brief changed; a held shot that is tried again goes on counting."""
    fresh = Counter(event.shot_key for event in world.said(ShotPlanned) if event.revision == 0)
    for project in {asked.project for asked in world.asked}:
        history = [asked for asked in world.asked if asked.project == project]
        for key, stale in _times_stale(history).items():
            if fresh[key] != stale:
                yield f"{key} was planned afresh {fresh[key]} times, and stale {stale} times"


def _times_stale(history: Sequence[Asked]) -> Counter[str]:
    briefs = [{item.shot_key: item.brief.digest for item in asked.outlook.shots if item.brief} for asked in history]
    changes = [
        [key for key, digest in after.items() if before.get(key) != digest] for before, after in pairwise([{}, *briefs])
    ]
    return Counter(key for changed in changes for key in changed)


def somebody_said_what_is_not_theirs(world: World) -> Iterator[str]:
    for envelope in world.house.broker.log:
        if not envelope.topic.startswith(f"{envelope.source}.") and envelope.source in world.house.shelves:
            yield f"{envelope.source} said {envelope.topic}"


UNFINISHED: tuple[Rule, ...] = (
    events_are_on_their_way,
    shots_are_under_way,
    takes_are_to_be_made,
    the_cut_is_not_current,
)

BROKEN: tuple[Rule, ...] = (
    something_was_parked,
    a_process_died_of_a_bug,
    a_take_was_delivered_twice,
    a_take_was_made_twice_for_no_reason,
    a_number_stands_on_two_takes,
    revisions_are_without_end,
    a_shot_was_not_planned_as_it_was_stale,
    somebody_said_what_is_not_theirs,
)
