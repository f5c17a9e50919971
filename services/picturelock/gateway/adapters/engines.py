"""Engines by name: built in, brought along by packages, a site's ComfyUI and command lines, and its own code."""

import importlib
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from picturelock.gateway.adapters.comfyui_engine import comfyui_engine
from picturelock.gateway.adapters.exec_engine import exec_engine
from picturelock.gateway.adapters.previz import PrevizEngine
from picturelock.gateway.ports import Engine
from picturelock.kernel.brought import Brought
from picturelock.kernel.errors import Refused
from picturelock.media.pool import Pool
from picturelock.media.previz.faults import parse

BUILT_IN = ("previz",)
DESCRIBED: Mapping[str, Callable[[str], Engine]] = {"comfyui": comfyui_engine, "exec": exec_engine}
"""Kinds of engines that a site describes in a file."""
GROUP = "picturelock.engines"
"""Entry points by which packages bring engines along, each by its engine's own name."""


def engines_brought() -> Sequence[str]:
    """Names of the engines that installed packages bring; none of them is loaded."""
    return Brought(GROUP).names


def engine_named(name: str, slots: int, faults: str = "") -> tuple[Engine, Callable[[], None]]:
    """The engine, and what closes it. Raises Refused.

    `comfyui:FILE` and `exec:FILE` are a workflow and a command line that the file describes; a bare name is one that an
    installed package gives in the entry points `picturelock.engines`; `module:attr` is an engine, or something that
    makes one when called.
    """
    brought = Brought(GROUP, BUILT_IN)
    if (found := brought.get(name)) is not None:
        engine = _made(name, found)
        brought.must_be_called(name, engine.name)
        return engine, lambda: None
    if name == "previz":
        pool = Pool(slots)
        return PrevizEngine(pool, parse(faults)), pool.close
    kind, _, rest = name.partition(":")
    if rest and kind in DESCRIBED:
        return DESCRIBED[kind](rest), lambda: None
    if rest:
        return _made(name, _imported(name, kind, rest)), lambda: None
    known = ", ".join((*BUILT_IN, *brought.names))
    raise Refused(f"{name}: no such engine; there are {known}, exec:FILE for a command, MODULE:ATTR for your own code")


def _imported(name: str, module: str, attribute: str) -> Any:
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise Refused(f"{name}: can't be imported ({error}); MODULE must be on PYTHONPATH") from error


def _made(name: str, found: Any) -> Engine:
    """An engine, or what makes one when called. Raises Refused, saying what it lacks."""
    engine: Engine = found() if isinstance(found, type) or not hasattr(found, "make") else found
    if lacks := lacking(engine):
        raise Refused(f"{name}: is no engine: {'; '.join(lacks)}. See CONTRIBUTING.md, 'To add an engine'")
    return engine


def lacking(engine: object) -> Sequence[str]:
    """What keeps it from being an engine, in words; nothing for one that is."""
    if absent := [part for part in ("name", "version", "make") if not hasattr(engine, part)]:
        return [f"it has no {', '.join(absent)}"]
    said = [
        f"its {part} is {value!r}, where some words should be"
        for part in ("name", "version")
        if not isinstance(value := getattr(engine, part), str) or not value
    ]
    make = getattr(engine, "make")  # noqa: B009 of an object of whatever kind
    if not inspect.iscoroutinefunction(make):
        return [*said, "its make is no `async def`"]
    try:
        inspect.signature(make).bind("prompt", "workspace", "progress")
    except TypeError as error:
        said.append(f"its make can't be called with a prompt, a workspace and what progress is told ({error})")
    return said
