"""What `make` shows while it runs, and the short table at its end."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from picturelock.cli.view import FilmView, Stage
from picturelock.kernel.bus import Parked
from picturelock.kernel.nouns import Cut
from picturelock.registry.model.outlook import Outlook
from picturelock.registry.model.reading import Reading


class Screen:
    def __init__(self, film: FilmView, ahead: Outlook, out: Path, *, as_json: bool) -> None:
        self._film = film
        self._ahead = ahead
        self._out = out
        self._json = as_json

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass

    def opening(self, reading: Reading) -> None:
        for warning in (*reading.warnings, *self._ahead.warnings):
            print(f"warning: {warning}", file=sys.stderr)
        if not self._json:
            print(f"{self._ahead.project.title}: {len(self._film.listed)} {len(self._ahead.stale)} to shoot")

    def draw(self, assembling: object) -> None:
        stages = Counter(shot.stage for shot in self._film.shots.values())
        if not self._json:
            print({stage.value: stages[stage] for stage in Stage}, assembling, file=sys.stderr)

    def closing(
        self, cut: Cut | None, laid: Sequence[Path], parked: Sequence[Parked], *, since: int, seconds: float
    ) -> None:
        print(json.dumps({"seconds": seconds, "laid": [str(p) for p in laid], "parked": [p.why for p in parked]}))
