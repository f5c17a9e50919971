"""The shelf of finished segments: a directory each, named by digest, that is there whole or not at all."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from picturelock.editorial.adapters.segment_sound import Coded, Levels
from picturelock.editorial.adapters.whole import unwritable
from picturelock.media.container import opened

DAY_SECONDS = 86_400.0
PICTURE, SOUND, INDEX = "picture.mp4", "sound.s16", "index.npz"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A finished segment. `packets` has a row for each, in order of decoding: offset, size, frame shown, is key."""

    folder: Path
    packets: NDArray[np.int64]
    power: Levels
    peak: Levels

    @property
    def picture(self) -> Path:
        return self.folder / PICTURE

    def sound(self) -> Coded:
        """(n, 2), mapped, not read."""
        return np.memmap(self.folder / SOUND, np.int16, "r").reshape(-1, 2)

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """None when it is not there or not whole."""
        try:
            with np.load(folder / INDEX) as index:
                found = cls(folder, index["packets"], index["power"], index["peak"])
                sizes = index["sizes"].tolist()
            whole = [(folder / name).stat().st_size for name in (PICTURE, SOUND)] == sizes
            os.utime(folder)
        except (OSError, BadZipFile, KeyError, ValueError):
            return None
        return found if whole else None


@contextmanager
def workbench(root: Path) -> Iterator[Path]:
    """A folder to make a segment in, on the same file system as the shelf; what is left in it is thrown away."""
    with unwritable(root):
        (root / "bench").mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=root / "bench"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def shelve(folder: Path, sound: Coded, power: Levels, peak: Levels) -> None:
    """Finish a folder that has its picture: write the sound and, last, the index; drop everything else."""
    with unwritable(folder):
        sound.tofile(folder / SOUND)
        sizes = [(folder / name).stat().st_size for name in (PICTURE, SOUND)]
        np.savez(folder / INDEX, packets=_packets(folder / PICTURE), power=power, peak=peak, sizes=sizes)
        for rest in set(folder.iterdir()) - {folder / name for name in (PICTURE, SOUND, INDEX)}:
            rest.unlink()


def place(made: Path, folder: Path) -> None:
    """Move a finished folder to its name. What stands there is replaced: it was found wanting, or is the same."""
    with unwritable(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            folder.rename(made / "before")
        made.rename(folder)
        shutil.rmtree(folder / "before", ignore_errors=True)


def _packets(picture: Path) -> NDArray[np.int64]:
    with opened(picture) as container:
        stream = container.streams.video[0]
        found = [
            (packet.pos, packet.size, packet.pts, packet.is_keyframe)
            for packet in container.demux(stream)
            if packet.size
        ]
    rows = np.array(found, np.int64)
    rows[:, 2] = np.argsort(np.argsort(rows[:, 2]))
    return rows


def prune(root: Path, most: int, keep: AbstractSet[Path]) -> None:
    """Remove what was longest unused until the rest takes up at most `most` bytes; never what is in `keep`.

    Benches that somebody left without tidying up, a day ago or more, are cleared away too.
    """
    for left in (root / "bench").glob("*"):
        if time.time() - left.stat().st_mtime > DAY_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    entries = [(path, path.stat().st_mtime) for path in root.glob("*/??/*")]
    total = 0
    for path, _ in sorted(entries, key=lambda entry: entry[1], reverse=True):
        total += sum(file.stat().st_size for file in (path.iterdir() if path.is_dir() else [path]))
        if total > most and path not in keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
