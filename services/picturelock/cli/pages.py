"""Files that people hand in and files that are laid out for them."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from picturelock.cli.production import Pages
from picturelock.compiler.adapters import GROUP as TARGETS_GROUP
from picturelock.compiler.adapters import TargetsHere
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
    described = read_page(bible, "bible") if bible else None
    return Pages(page, described, read(page, described))


def with_engine(gateway: GatewaySettings, engine: str) -> GatewaySettings:
    """So that takes of an engine that an installed package brings are made in this process."""
    if engine in gateway.installed or engine not in engines_brought():
        return gateway
    return gateway.model_copy(update={"installed": (*gateway.installed, engine)})


def check_engine(asked: str, bible: Bible, services: Sequence[Service]) -> None:
    """Raises Invalid, naming those there are, when the engine that was asked for or that the bible names is none.

    Raises Refused when what a package brings for it is no good.
    """
    engines = sorted({*desk(services, Gateway).engines, *engines_brought()})
    name = asked or bible.film.engine
    where = f"--engine {asked}" if asked else f"{bible.source('film.engine')} {bible.film.engine!r}"
    if name not in engines:
        raise Invalid(f"{where}: there is no such engine here; use {' or '.join(engines)}", reason="NO_ENGINE")
    if name not in TargetsHere():
        raise Invalid(
            f"{where}: there is no target of this name, so nothing can be compiled for it; the package that brings the "
            f"engine is to bring one too, in the entry points {TARGETS_GROUP}",
            reason="NO_TARGET",
        )


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
