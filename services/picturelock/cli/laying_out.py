"""Puts what was made where people look for it: the deliverables and the takes, each written only when it changed."""

import os
from pathlib import Path

from picturelock.cli.pages import unwritable
from picturelock.cli.production import Production
from picturelock.cli.view import FilmView
from picturelock.kernel.nouns import Cut


async def lay_out(production: Production, film: FilmView, cut: Cut, out: Path) -> tuple[Path, ...]:
    """Deliverables under their names, takes in `takes/` where the exports look for them; returns what was written."""
    wanted = {deliverable.name: deliverable.digest for deliverable in cut.deliverables}
    for item in cut.items:
        view = film.shots.get(item.shot)
        taken = view.takes.get(item.take) if view else None
        if taken and taken.take and item.digest:
            wanted[f"takes/{taken.take.slate}.mp4"] = item.digest
    written = []
    for name, digest in wanted.items():
        if await _place(production, digest, out / name):
            written.append(out / name)
    return tuple(written)


async def _place(production: Production, digest: str, to: Path) -> bool:
    """Linked where the file system can, copied where it can't. False when these very bytes are there already."""
    async with production.fetch(digest) as kept:
        try:
            if to.exists() and (to.samefile(kept) or _same(to, kept)):
                return False
            to.parent.mkdir(parents=True, exist_ok=True)
            aside = to.with_name(f".{to.name}.{os.getpid()}")
            aside.unlink(missing_ok=True)
            try:
                aside.hardlink_to(kept)
            except OSError:
                aside.write_bytes(kept.read_bytes())
            aside.replace(to)
        except OSError as error:
            raise unwritable(to, error) from error
    return True


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
