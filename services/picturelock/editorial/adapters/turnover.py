"""What is handed to an editor: one timeline in three formats and the titles, all pointing at `takes/<slate>.mp4`."""

from collections.abc import Callable, Mapping
from pathlib import Path

from picturelock.editorial.adapters.edl import edl
from picturelock.editorial.adapters.fcpxml import fcpxml
from picturelock.editorial.adapters.otio_timeline import otio
from picturelock.editorial.adapters.srt import srt
from picturelock.editorial.adapters.whole import write_whole
from picturelock.editorial.model import Assembly, titles_of

WRITERS: Mapping[str, Callable[[Assembly], str]] = {
    "cut.otio": otio,
    "cut.edl": edl,
    "cut.fcpxml": fcpxml,
    "film.srt": lambda assembly: srt(titles_of(assembly), assembly.finish.format.rate),
}


def turn_over(assembly: Assembly, folder: Path) -> list[Path]:
    """Write every format into `folder`. Raises Transient for a full disk, Refused for a folder that takes no files."""
    for name, writer in WRITERS.items():
        write_whole(folder / name, writer(assembly).encode())
    return [folder / name for name in WRITERS]
