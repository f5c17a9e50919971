"""Every setting there is, what it is now, and what is wrong with it."""

import difflib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_settings import SettingsError

from picturelock.assets.settings import AssetsSettings
from picturelock.continuity.settings import ContinuitySettings
from picturelock.editorial.settings import EditorialSettings
from picturelock.gateway.settings import GatewaySettings, WorkerSettings
from picturelock.kernel.errors import Invalid
from picturelock.platform.settings import PREFIX, PlatformSettings
from picturelock.registry.settings import RegistrySettings

KINDS: Sequence[tuple[str, type[BaseModel]]] = (
    (PREFIX, PlatformSettings),
    (f"{PREFIX}REGISTRY_", RegistrySettings),
    (f"{PREFIX}GATEWAY_", GatewaySettings),
    (f"{PREFIX}ASSETS_", AssetsSettings),
    (f"{PREFIX}CONTINUITY_", ContinuitySettings),
    (f"{PREFIX}EDITORIAL_", EditorialSettings),
    (f"{PREFIX}WORKER_", WorkerSettings),
)
STRANGERS = (f"{PREFIX}LIVE", f"{PREFIX}TEST")
"""What tests are told by."""
CLIENT = ("CONFIG", "SERVER", "TOKEN", "CA", "CERT", "KEY", "APPROVE", "FFMPEG")
"""Settings of the command line and of tools, which stand in no class."""


@dataclass(frozen=True, slots=True)
class Setting:
    """`value` is as it is now, secrets hidden; `given` is whether the environment says so."""

    name: str
    value: str
    given: bool
    about: str


def settings_of() -> Iterator[Setting]:
    """All of them, in order of their classes. Raises Invalid when one is wrong."""
    for prefix, kind in KINDS:
        present = _read(kind)
        for name, field in kind.model_fields.items():
            full = f"{prefix}{name.upper()}"
            about = (field.description or "").replace("\n", " ")
            yield Setting(full, _shown(getattr(present, name)), full in os.environ, about)


def defaults() -> Iterator[Setting]:
    """All of them as they are when nothing is said; what depends on the machine has no value here."""
    for prefix, kind in KINDS:
        for name, field in kind.model_fields.items():
            value = "" if field.default_factory is not None else _shown(field.default)
            about = (field.description or "").replace("\n", " ")
            yield Setting(f"{prefix}{name.upper()}", value.replace("(set)", ""), given=False, about=about)


def wrong_settings() -> Sequence[str]:
    """What is wrong, as whole sentences; empty when nothing is."""
    problems: list[str] = []
    for _, kind in KINDS:
        try:
            _read(kind)
        except Invalid as error:
            problems += error.problems
    return problems


def unknown_settings() -> Sequence[str]:
    """Names in the environment that mean nothing, each with what may have been meant."""
    known = {f"{prefix}{name.upper()}" for prefix, kind in KINDS for name in kind.model_fields}
    known |= {f"{PREFIX}{name}" for name in CLIENT}
    given = [name for name in os.environ if name.startswith(PREFIX) and not name.startswith(STRANGERS)]
    strangers = [name for name in given if name.partition("__")[0] not in known]
    return [_strange(name, known) for name in sorted(strangers)]


def _strange(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"{name}: there is no such setting" + (f"; did you mean {near[0]}?" if near else "")


def _read(kind: type[BaseModel]) -> BaseModel:
    """Raises Invalid."""
    reading: Callable[[], BaseModel] = getattr(kind, "read", kind)
    prefix = next(prefix for prefix, each in KINDS if each is kind)
    try:
        return reading()
    except SettingsError as error:
        field = next((name for name in kind.model_fields if f'"{name}"' in str(error)), "")
        raise Invalid(f"{prefix}{field.upper()}: is no JSON; docs/settings.md shows how", reason="CONFIG") from None
    except ValidationError as error:
        wrong = [f"{prefix}{'__'.join(map(str, each['loc'])).upper()}: {each['msg']}" for each in error.errors()]
        raise Invalid(wrong, reason="CONFIG") from None


def _shown(value: Any) -> str:
    if isinstance(value, SecretStr):
        return "(set)" if value.get_secret_value() else ""
    if isinstance(value, dict):
        return ",".join(f"{name}={each}" for name, each in value.items())
    return "" if value is None or isinstance(value, BaseModel) else str(value)
