"""Engines by name: built in, brought along by packages, a site's ComfyUI and command lines, and its own code."""

import importlib
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import Any

from picturelock.gateway.adapters.comfyui_engine import comfyui_engine
from picturelock.gateway.adapters.exec_engine import exec_engine
from picturelock.gateway.adapters.previz import PrevizEngine
from picturelock.gateway.ports import Engine
from picturelock.kernel.errors import Refused
from picturelock.media.pool import Pool
from picturelock.media.previz.faults import parse

BUILT_IN = ("previz",)
DESCRIBED: Mapping[str, Callable[[str], Engine]] = {"comfyui": comfyui_engine, "exec": exec_engine}
"""Kinds of engines that a site describes in a file."""
GROUP = "picturelock.engines"
"""Entry points by which packages bring engines along."""


def engine_named(name: str, slots: int, faults: str = "") -> tuple[Engine, Callable[[], None]]:
    """The engine, and what closes it.

    `comfyui:FILE` and `exec:FILE` are a workflow and a command line that the file describes; a bare name is one that an
    installed package gives in the entry points `picturelock.engines`; `module:attr` is an engine, or something that
    makes one when called.
    """
    if name == "previz":
        pool = Pool(slots)
        return PrevizEngine(pool, parse(faults)), pool.close
    kind, _, rest = name.partition(":")
    if rest and kind in DESCRIBED:
        return DESCRIBED[kind](rest), lambda: None
    if rest:
        return _imported(name, kind, rest), lambda: None
    brought = {point.name: point for point in entry_points(group=GROUP)}
    if name in brought:
        module, _, attribute = brought[name].value.partition(":")
        return _imported(name, module, attribute), lambda: None
    known = ", ".join((*BUILT_IN, *sorted(brought)))
    raise Refused(f"{name}: no such engine; there are {known}, comfyui:FILE for a workflow, exec:FILE for a command, "
                  "MODULE:ATTR for your own code")  # fmt: skip


def _imported(name: str, module: str, attribute: str) -> Engine:
    try:
        found: Any = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise Refused(f"{name}: can't be imported ({error}); MODULE must be on PYTHONPATH") from error
    engine: Engine = found() if isinstance(found, type) or not hasattr(found, "make") else found
    if missing := [part for part in ("name", "version", "make") if not hasattr(engine, part)]:
        raise Refused(f"{name}: is no engine, it has no {', '.join(missing)}; see CONTRIBUTING.md")
    return engine
