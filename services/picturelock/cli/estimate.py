"""How long it will take still: from what was really done in this run, and nothing before something was."""

from dataclasses import dataclass

from picturelock.cli.view import FilmView
from picturelock.editorial.handlers import Progress

LEAST = 2
"""So many things must be done before their pace is believed."""


@dataclass
class Pace:
    """Frames done since `began`, counted in the run's own seconds."""

    began: float = 0.0
    before: int = 0
    done: int = 0
    now: float = 0.0

    def note(self, done: int, seconds: float) -> None:
        if self.now == 0.0:
            self.began, self.before = seconds, done
        self.done, self.now = done, seconds

    @property
    def rate(self) -> float:
        """Per second; 0 while nothing can be said."""
        made = self.done - self.before
        return made / (self.now - self.began) if made >= LEAST and self.now > self.began else 0.0


class Estimate:
    """Takes are counted by their frames, segments by number. Finishing is guessed from shooting until it begins."""

    FINISHING_SHARE = 0.8
    """Time of finishing a frame over that of shooting it; measured with previz, and only until better is known."""

    def __init__(self) -> None:
        self._shooting = Pace()
        self._finishing = Pace()

    def note(self, film: FilmView, finishing: Progress, seconds: float) -> None:
        self._shooting.note(_frames(film, settled=True), seconds)
        if finishing.segments:
            self._finishing.note(finishing.ready, seconds)

    def left(self, film: FilmView, finishing: Progress) -> float | None:
        """Seconds, or None while nothing can be said honestly."""
        to_shoot = _frames(film, settled=False)
        if to_shoot:
            if not self._shooting.rate:
                return None
            return (to_shoot + self.FINISHING_SHARE * self._to_finish(film)) / self._shooting.rate
        if self._finishing.rate:
            return (finishing.segments - finishing.ready) / self._finishing.rate
        return None

    def _to_finish(self, film: FilmView) -> int:
        """Frames of shots that were not settled when the run began: only their segments are new."""
        return sum(shot.frames for shot in film.listed) - self._shooting.before


def _frames(film: FilmView, *, settled: bool) -> int:
    return sum(
        listed.frames
        for listed in film.listed
        if ((shot := film.shots.get(listed.shot)) is not None and shot.is_settled) == settled
    )


def spelled(seconds: float) -> str:
    """`48 s`, `3 min 20 s`, `1 h 05 min`."""
    whole = round(seconds)
    if whole < 60:  # noqa: PLR2004
        return f"{whole} s"
    if whole < 3600:  # noqa: PLR2004
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
