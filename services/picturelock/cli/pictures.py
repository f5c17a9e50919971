"""Pictures that a bible names: found beside it, looked at, and handed in where the film is made."""

import hashlib
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from picturelock.cli.production import HandedIn, Pages
from picturelock.kernel.errors import Invalid
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.reading import Page
from picturelock.registry.model.references import Named, named_in

CHUNK = 1 << 20


def read_pictures(bible: Page, folder: Path) -> Mapping[str, HandedIn]:
    """By the names that the bible has for them. Raises Invalid, saying of each one that can't be used why not."""
    found: dict[str, HandedIn] = {}
    problems: list[str] = []
    for each in _named_in(bible):
        if each.digest or each.name in found:
            continue
        try:
            found[each.name] = _looked_at(folder / each.name)
        except Invalid as error:
            problems.append(each.problem(str(error)))
    if problems:
        raise Invalid(problems)
    return found


def uploaded(pages: Pages) -> Iterable[Named]:
    """What the bible names by its digest alone, so that it must be where the film is made already."""
    return [each for each in named_in(pages.reading.bible) if each.digest]


async def chunks_of(file: Path) -> AsyncIterator[bytes]:
    with file.open("rb") as source:
        while chunk := source.read(CHUNK):
            yield chunk


def _named_in(bible: Page) -> Iterable[Named]:
    """None of a bible that can't be read: whoever reads it with the script tells why."""
    if b"references" in bible.data or b"first_frame" in bible.data:
        with suppress(Invalid):
            return named_in(read_bible(bible.data, bible.name))
    return ()


def _looked_at(file: Path) -> HandedIn:
    from picturelock.media.still import look_at  # noqa: PLC0415 most bibles name no picture

    try:
        look_at(file)
        with file.open("rb") as source:
            return HandedIn(file, hashlib.file_digest(source, "sha256").hexdigest(), file.stat().st_size)
    except FileNotFoundError:
        raise Invalid(f"there is no such file as {file}; check its path, which begins at the bible") from None
    except OSError as error:
        raise Invalid(f"{file} cannot be read ({error.strerror}); check its permissions") from error
