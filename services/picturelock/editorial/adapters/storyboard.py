"""The storyboard: a contact sheet for each scene, and a document that follows the script."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from picturelock.editorial.adapters.contact_sheet import contact_sheet
from picturelock.editorial.adapters.pages import pages
from picturelock.editorial.adapters.whole import write_whole
from picturelock.editorial.model import Assembly


def draw(assembly: Assembly, posters: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write `storyboard/<scene>.png` and `storyboard.pdf`. A scene that is left and comes back is one sheet.

    `posters` are images by shot, of any size; a shot without one gets a blank panel. Raises as `write_whole`.
    """
    ordered = sorted(assembly.events, key=lambda event: event.scene)
    written: list[Path] = []
    for scene, events in groupby(ordered, key=lambda event: event.scene):
        path = folder / "storyboard" / f"{scene}.png"
        in_film = sorted(events, key=lambda event: event.start)
        write_whole(path, contact_sheet(assembly.title, in_film, posters, assembly.finish.format))
        written.append(path)
    document = folder / "storyboard.pdf"
    write_whole(document, pages(assembly, posters))
    return [*written, document]
