"""Engines by name: those that are built in, and those of a site, named by where they are imported from."""

import importlib
from collections.abc import Callable
from typing import Any

from picturelock.gateway.adapters.previz import PrevizEngine
from picturelock.gateway.ports import Engine
from picturelock.kernel.errors import Refused
from picturelock.media.pool import Pool
from picturelock.media.previz.faults import parse

BUILT_IN = ("previz",)


def engine_named(name: str, slots: int, faults: str = "") -> tuple[Engine, Callable[[], None]]:
    """The engine, and what closes it. `module:attr` is an engine, or something that makes one when called."""
    if name == "previz":
        pool = Pool(slots)
        return PrevizEngine(pool, parse(faults)), pool.close
    module, _, attribute = name.partition(":")
    if not attribute:
        raise Refused(f"{name}: no such engine; there are {', '.join(BUILT_IN)}, and MODULE:ATTR for your own")
    return _imported(name, module, attribute), lambda: None


def _imported(name: str, module: str, attribute: str) -> Engine:
    try:
        found: Any = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise Refused(f"{name}: can't be imported ({error}); MODULE must be on PYTHONPATH") from error
    engine: Engine = found() if isinstance(found, type) or not hasattr(found, "make") else found
    if missing := [part for part in ("name", "version", "make") if not hasattr(engine, part)]:
        raise Refused(f"{name}: is no engine, it has no {', '.join(missing)}; see CONTRIBUTING.md")
    return engine
