"""What a run of `make` came to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picturelock.cli.estimate import spelled
from picturelock.cli.production import SetAside
from picturelock.cli.view import FilmView, TakeView
from picturelock.gateway.model import plain
from picturelock.kernel.nouns import Cut


@dataclass(frozen=True, slots=True)
class Outcome:
    """`takes` are those that came further in this run, which began when `since` events had been heard.

    `fresh` is whether the cut is of this run; `laid` are the files it wrote.
    """

    film: FilmView
    cut: Cut | None
    fresh: bool
    takes: Sequence[TakeView]
    since: int
    laid: Sequence[Path]
    parked: Sequence[SetAside]
    out: Path
    seconds: float

    @property
    def generated(self) -> int:
        return sum(1 for take in self.takes if take.delivered > self.since and not _is_reused(take))

    @property
    def reused(self) -> int:
        return sum(1 for take in self.takes if take.delivered > self.since and _is_reused(take))

    @property
    def rejected(self) -> int:
        return sum(1 for take in self.takes if take.was_rejected)

    @property
    def held(self) -> Mapping[str, str]:
        """Why each held shot is."""
        return {item.shot: item.reason for item in self.cut.items if item.held} if self.cut else {}

    @property
    def sentence(self) -> str:
        if not self.takes and not self.fresh:
            return "everything is up to date, nothing was done again"
        return (
            "picture lock"
            if not self.held
            else "the film is made, but a person must look at the held shots; --retry-held has them shot again"
        )

    def rows(self) -> Iterator[tuple[str, str]]:
        cut = self.cut
        if cut is None:
            return
        yield "film", f"{spelled(cut.rate.seconds(cut.frames))}, {len(cut.items)} shots, version {cut.version}"
        yield "takes", f"{self.generated} generated, {self.reused} reused, {self.rejected} sent back"
        if self.film.purchases:
            spent = [f"{plain(amount)} {currency}" for currency, amount in sorted(self.film.spent.items())]
            yield "spent", ", ".join(spent) or "nothing yet"
        yield "segments", f"{cut.encoded if self.fresh else 0} of {cut.segments} encoded"
        if self.held:
            yield "held", ", ".join(self.held)
        yield "time", spelled(self.seconds) if self.seconds >= 10 else f"{self.seconds:.1f} s"  # noqa: PLR2004

    def as_json(self) -> dict[str, Any]:
        return {
            "project": self.film.project,
            "title": self.film.title,
            "out": str(self.out),
            "up_to_date": not self.takes and not self.fresh,
            "cut": self.cut.model_dump(mode="json") if self.cut else None,
            "takes": {"generated": self.generated, "reused": self.reused, "rejected": self.rejected},
            "held": dict(self.held),
            "written": [str(path) for path in self.laid],
            "parked": [{"shot": p.key, "event": p.id, "why": p.why} for p in self.parked],
            "seconds": round(self.seconds, 3),
        }


def _is_reused(take: TakeView) -> bool:
    return take.take is not None and take.take.reused
