"""What would be done to bring a film up to date, and why."""

from collections.abc import Mapping
from enum import StrEnum

from picturelock.kernel.nouns import Brief, Noun
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.changes import compare
from picturelock.registry.model.ledger import Project, Shot, ShotState
from picturelock.registry.model.plan import Planned, plan
from picturelock.registry.model.reading import Reading
from picturelock.registry.model.router import Router, router_of
from picturelock.registry.model.routing import Route


class Standing(StrEnum):
    """Where a shot stands before anything is done. Only the first three are stale."""

    NEW = "new"
    CHANGED = "changed"
    REENGINED = "reengined"
    UNDERWAY = "underway"
    CURRENT = "current"
    HELD = "held"
    REMOVED = "removed"


STALE = (Standing.NEW, Standing.CHANGED, Standing.REENGINED)


class OutlookItem(Noun):
    """`why` are whole phrases: what changed, from what to what, and where it stands.

    `route` is how its next take would be made, or its last was where none is wanted; `was` is the engine before.
    """

    shot: str
    shot_key: str
    standing: Standing
    why: tuple[str, ...] = ()
    brief: Brief | None = None
    route: Route | None = None
    was: str = ""
    takes: int = 0
    """How many were planned so far."""

    @property
    def is_stale(self) -> bool:
        return self.standing in STALE


class Outlook(Noun):
    project: Project
    engine: str
    """The one that was asked for, or else the film's: that of most shots, if not of all."""
    shots: tuple[OutlookItem, ...]
    """In the order of the film, then those that were removed."""
    recut: bool = True
    """The film is put together anew: its shots, their order, lengths or transitions are not what they were."""
    warnings: tuple[str, ...] = ()

    @property
    def stale(self) -> tuple[OutlookItem, ...]:
        return tuple(item for item in self.shots if item.is_stale)


def outlook(
    key: str,
    reading: Reading,
    engine: str,
    before: Project | None,
    shots: Mapping[str, Shot],
    retired: Mapping[str, str] | None = None,
) -> Outlook:
    """`key` is `tenant/project`, `shots` go by `tenant/project/shot`; `retired` is what the project has, if not given.

    Raises Invalid where a shot is left without an engine.
    """
    previous = before.breakdown if before else None
    planned = plan(key, reading.screenplay, reading.bible, previous, reading.pictures)
    out_of_use = dict(retired if retired is not None else before.retired if before else {})
    router = router_of(reading.bible.routing, engine, out_of_use, shots)
    wanted = [_item(f"{key}/{brief.shot}", brief, shots, router, reading.bible) for brief in planned.briefs]
    there = {item.shot_key for item in wanted}
    gone = [
        OutlookItem(shot=shot.brief.shot, shot_key=at, standing=Standing.REMOVED, why=("no longer in the script",))
        for at, shot in shots.items()
        if at not in there and shot.state is not ShotState.REMOVED
    ]
    return Outlook(
        project=_project(reading, planned, out_of_use),
        engine=engine or reading.bible.film.engine,
        shots=(*wanted, *gone),
        recut=before is None or before.shots != planned.shots,
        warnings=tuple(dict.fromkeys((*reading.warnings, *planned.warnings))),
    )


def _item(key: str, brief: Brief, shots: Mapping[str, Shot], router: Router, bible: Bible) -> OutlookItem:
    shot = shots.get(key)
    standing, why = _standing(brief, shot, router, bible)
    route = router.route(brief) if shot is None or standing in STALE else router.kept(shot)
    if standing is Standing.REENGINED and shot:
        why = (f"engine: {shot.engine} -> {route.engine}", *route.because)
    return OutlookItem(
        shot=brief.shot, shot_key=key, standing=standing, why=why, brief=brief, route=route,
        was=shot.engine if shot else "", takes=shot.takes if shot else 0,
    )  # fmt: skip


def _standing(brief: Brief, shot: Shot | None, router: Router, bible: Bible) -> tuple[Standing, tuple[str, ...]]:
    if shot is None:
        return Standing.NEW, ("new in the script",)
    if shot.state is ShotState.REMOVED:
        return Standing.NEW, ("back in the script",)
    if shot.brief_digest != brief.digest:
        return Standing.CHANGED, tuple(str(change) for change in compare(shot.brief, brief, bible))
    if not router.keeps(brief, shot):
        return Standing.REENGINED, ()
    if shot.state is ShotState.HELD:
        return Standing.HELD, (shot.reason,)
    return (Standing.CURRENT if shot.state is ShotState.PASSED else Standing.UNDERWAY), ()


def _project(reading: Reading, planned: Planned, retired: Mapping[str, str]) -> Project:
    film = reading.bible.film
    return Project(
        title=film.title or reading.title,
        script=reading.screenplay.file,
        bible=reading.bible.file,
        breakdown=planned.breakdown,
        shots=planned.shots,
        rate=film.rate,
        width=film.width,
        height=film.height,
        routing=reading.bible.routing,
        retired=dict(retired),
    )
