"""What editorial needs of the world: a bench to finish a film on."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from picturelock.editorial.model import Assembly

Fetch = Callable[[str], AbstractAsyncContextManager[Path]]
"""Digest to a local file that is there while the context lasts: `Store.fetch`."""

Progress = Callable[[int, int], None]
"""Segments that are ready, of how many."""


@dataclass(frozen=True, slots=True)
class Film:
    """What was rendered. `encoded` is how many segments could not be found in the cache."""

    path: Path
    segments: int
    encoded: int
    loudness: float
    """Integrated, in LUFS; -70 for a silent film."""


class Bench(Protocol):
    """A cutting bench. What it makes depends on the assembly alone; a second call finds most of it made."""

    async def render(self, assembly: Assembly, fetch: Fetch, folder: Path, progress: Progress) -> Film:
        """Write `film.mp4` into `folder`. Raises Transient, Refused."""

    async def turn_over(self, assembly: Assembly, folder: Path) -> Sequence[Path]:
        """Write `cut.otio`, `cut.edl`, `cut.fcpxml` and `film.srt`, which relink to `takes/<slate>.mp4` beside them."""

    async def draw(self, assembly: Assembly, posters: Mapping[str, bytes], folder: Path) -> Sequence[Path]:
        """Write the storyboard: `storyboard/<scene>.png` and `storyboard.pdf`. `posters` are images by shot."""
