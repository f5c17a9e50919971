"""Stills as files beside the bible, none of which is ever written over, and the lines that name them in it."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from picturelock.cli.pages import unwritable
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.references import SECTIONS
from picturelock.registry.model.stills import Subject

FOLDER = "refs"


def put_beside(bible: Path, subject: Subject, picture: Path) -> tuple[Path, bool]:
    """Where these very bytes lie, and whether they were put there now. Raises Refused, or Outage for a full disk."""
    from picturelock.media.still import suffix_of  # noqa: PLC0415 most commands see no picture

    folder, data = bible.parent / FOLDER, picture.read_bytes()
    there = sorted(folder.glob(f"{subject.id}-*"))
    same = next((file for file in there if _digest(file) == hashlib.sha256(data).digest()), None)
    if same is not None:
        return same, False
    taken, number = {file.stem for file in there}, 1
    while f"{subject.id}-{number}" in taken:
        number += 1
    file = folder / f"{subject.id}-{number}{suffix_of(picture)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as sink:
            sink.write(data)
    except OSError as error:
        raise unwritable(file, error) from error
    return file, True


def _digest(file: Path) -> bytes:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").digest()


def bible_lines(bible: Bible, file: Path, made: Mapping[Subject, Iterable[Path]]) -> str:
    """YAML for the bible: what it names of each subject already, and then the new ones."""
    lines: list[str] = []
    sections = list(SECTIONS.values())
    for subject, pictures in sorted(made.items(), key=lambda pair: sections.index(pair[0].section)):
        if f"{subject.section}:" not in lines:
            lines.append(f"{subject.section}:")
        names = dict.fromkeys((*subject.references(bible), *(_named(picture, file) for picture in pictures)))
        lines += [f"  {subject.id}:", f"    references: [{', '.join(map(_scalar, names))}]"]
    return "\n".join(lines)


def _scalar(name: str) -> str:
    """In quotes where YAML would read it otherwise: what JSON quotes, YAML reads."""
    return name if re.fullmatch(r"\w[\w./-]*", name) else json.dumps(name, ensure_ascii=False)


def _named(picture: Path, bible: Path) -> str:
    return picture.relative_to(bible.parent).as_posix()
