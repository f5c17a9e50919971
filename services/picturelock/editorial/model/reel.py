"""What editorial remembers: the list it follows, the circle takes it was given, and the cut it last made."""

from collections.abc import Mapping
from typing import ClassVar, Self

from picturelock.editorial.model.assemble import assemble
from picturelock.editorial.model.assembly import Assembly
from picturelock.editorial.model.circled import Circled, Finish
from picturelock.kernel.nouns import Cut, Deliverable, ListedShot, Rate
from picturelock.kernel.nouns.take import slate_of
from picturelock.kernel.records import Record


class Reel(Record):
    """A film in the making. `revision` is that of the shot list; `finish` is how `cut` was finished."""

    indexes: ClassVar = (("unfinished",),)

    title: str = ""
    revision: int = 0
    shots: tuple[ListedShot, ...] = ()
    rate: Rate = Rate()
    width: int = 1280
    height: int = 720
    cut: Cut | None = None
    finish: Finish | None = None
    unfinished: int = 0
    """1 when there is something to be finished that was not when this was saved."""

    def is_current(self, finish: Finish) -> bool:
        return self.cut is not None and self.cut.revision == self.revision and self.finish == finish

    def cut_in(self, cut: Cut, finish: Finish) -> Self:
        return self.but(cut=cut, finish=finish, unfinished=0)


BY_HAND = 2**31 - 1
"""Whatever is being shot anew, the film does not wait for it."""


class Circle(Record):
    """The circle take of one shot for one brief, or the best there is of a shot that is held."""

    circled: Circled
    brief_digest: str
    as_of: int = 0
    """Number of the last take when this was said; `BY_HAND` where a person chose it."""


def circle_key(shot_key: str, brief_digest: str) -> str:
    """By brief too: the take of a brief that was given up may come in late, and must not push a newer one out."""
    return f"{shot_key}/{brief_digest[:24]}"


def missing(key: str, reel: Reel, circles: Mapping[str, Circle]) -> Mapping[str, int]:
    """Keys of the circles that the list still waits for, each with the least number of a take that will do."""
    awaited = {circle_key(f"{key}/{shot.shot}", shot.brief_digest): shot.take for shot in reel.shots}
    return {at: take for at, take in awaited.items() if not does(circles.get(at), take)}


def does(circle: Circle | None, take: int) -> bool:
    """Whether it is what a list waits for that waits for this take."""
    return circle is not None and circle.as_of >= take


def assembly_of(key: str, reel: Reel, circles: dict[str, Circle], finish: Finish) -> Assembly:
    chosen = {shot.shot: circles[circle_key(f"{key}/{shot.shot}", shot.brief_digest)].circled for shot in reel.shots}
    return assemble(key, reel.title, reel.shots, chosen, finish)


def exports_of(cut: Cut) -> list[Deliverable]:
    """Everything that is handed out of a cut, in order of name: its deliverables, and the takes they relink to."""
    takes = {
        (name := f"takes/{slate_of(item.shot, item.take)}.mp4"): Deliverable(
            name=name, digest=item.digest, size=0, media_type="video/mp4"
        )
        for item in cut.items
        if item.digest
    }
    return sorted((*cut.deliverables, *takes.values()), key=lambda each: each.name)
