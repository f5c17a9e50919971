"""Files that people hand in and files that are laid out for them."""

import errno
import os
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from picturelock.cli.pictures import read_pictures
from picturelock.cli.production import Pages
from picturelock.compiler.adapters import GROUP as TARGETS_GROUP
from picturelock.compiler.adapters import TargetsHere
from picturelock.compiler.model import STILLS
from picturelock.gateway.adapters.engines import engines_brought
from picturelock.gateway.handlers import Gateway
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import desk
from picturelock.kernel.errors import Invalid, Outage, Refused
from picturelock.kernel.service import Service
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.reading import Page, read

MOST_BYTES = 20_000_000
"""A script of 500 scenes has about one million."""


def read_page(file: Path, what: str) -> Page:
    """Raises Invalid, saying what is wrong with the file and what to do."""
    if file.is_dir():
        raise Invalid(f"{file}: is a directory; name the {what} inside it")
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Invalid(f"{file}: has {file.stat().st_size:,} bytes, which is no {what}; name the right file")
        return Page(name=file.name, data=file.read_bytes())
    except FileNotFoundError:
        raise Invalid(f"{file}: there is no such file; check the path of the {what}") from None
    except OSError as error:
        raise Invalid(f"{file}: cannot be read ({error.strerror}); check its permissions") from error


def read_pages(script: Path, bible: Path | None, out: Path) -> Pages:
    """With no bible given, one drafted before and lying in `out`, perhaps edited since, is used."""
    page = read_page(script, "script")
    drafted = drafted_bible(script, out)
    if bible is None and drafted.exists():
        bible = drafted
    if bible is None:
        return Pages(page, None, read(page, None))
    described = read_page(bible, "bible")
    pictures = read_pictures(described, bible.parent)
    digests = {name: picture.digest for name, picture in pictures.items()}
    return Pages(page, described, read(page, described, digests), pictures)


def with_engines(gateway: GatewaySettings, named: Iterable[str]) -> GatewaySettings:
    """So that takes of engines that installed packages bring are made in this process."""
    brought = [each for each in named if each not in gateway.installed and each in engines_brought()]
    return gateway.model_copy(update={"installed": (*gateway.installed, *brought)})


def check_engine(asked: str, bible: Bible, services: Sequence[Service]) -> None:
    """Raises Invalid, naming those there are, for an engine that was asked for or that the bible names and is none.

    Raises Refused when what a package brings for it is no good.
    """
    engines = sorted({*desk(services, Gateway).engines, *engines_brought()} - STILLS.keys())
    named = {asked: f"--engine {asked}"} if asked else {
        engine: f"{source} {engine!r}" for engine, source in bible.routing.engines.items()
    }  # fmt: skip
    problems = [f"{where}: makes stills, and no takes of shots; `picturelock stills` buys those"
                for name, where in named.items() if name in STILLS]  # fmt: skip
    problems += [f"{where}: there is no such engine here; {_near(name, engines)}"
                for name, where in named.items() if name not in (*engines, *STILLS)]  # fmt: skip
    if problems:
        raise Invalid(problems, reason="NO_ENGINE")
    targets = TargetsHere()
    problems = [
        f"{where}: there is no target of this name, so nothing can be compiled for it; the package that brings the "
        f"engine is to bring one too, in the entry points {TARGETS_GROUP}"
        for name, where in named.items() if name not in targets
    ]  # fmt: skip
    if problems:
        raise Invalid(problems, reason="NO_TARGET")


def check_targets(*names: str) -> None:
    """Raises Invalid for an engine that nothing can be compiled for. To ask about one, nobody need sell it here."""
    known = sorted({*TargetsHere()} - STILLS.keys())
    problems = [f"{name}: there is no such engine; {_near(name, known)}" for name in names if name not in known]
    if problems:
        raise Invalid(problems, reason="NO_ENGINE")


def _near(name: str, engines: Sequence[str]) -> str:
    close = get_close_matches(name, engines, n=1)
    return f"did you mean {close[0]}" if close else f"use {' or '.join(engines)}"


def drafted_bible(script: Path, out: Path) -> Path:
    return out / f"{script.stem}.bible.yaml"


def write_page(file: Path, data: bytes | str) -> None:
    """Whole or not at all. Raises Refused when it can't be written, Outage when the disk is full."""
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data.encode() if isinstance(data, str) else data)
        aside.replace(file)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise unwritable(file, error) from error


def unwritable(file: Path, error: OSError) -> Refused | Outage:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Outage(f"{file}: the disk is full; free some space and run again", reason="DISK")
    return Refused(f"{file}: cannot be written ({error.strerror}); choose another --out", reason="NOT_WRITABLE")
