"""What ComfyUI tells of a run while it runs, by its websocket: how far it is, that it is over, and previews.

A socket may break, or never open: it is a hint, and polls are the truth.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

OPEN_SECONDS, REOPEN_SECONDS = 5.0, 3.0
MOST_MESSAGE = 64 << 20
ENDS = frozenset({"execution_success", "execution_error", "execution_interrupted"})
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG")
"""Of JPEG and of PNG files."""
PREVIEW, PREVIEW_WITH_FACTS, HEADER = 1, 4, 8
"""Kinds of binary messages. The first has a kind of picture after it, the second the length of the facts."""


class Telling:
    """How far a run is: each node of the workflow counts alike, and one that is running as far as it says it is."""

    def __init__(self, job: str, nodes: Mapping[str, Any]) -> None:
        self._job = job
        self._shares = dict.fromkeys(nodes, 0.0)
        self._at = ""
        self.is_over = False

    @property
    def share(self) -> float:
        """0 to 1."""
        return sum(self._shares.values()) / len(self._shares)

    def hear(self, message: str) -> None:
        """What can't be read, or is of another run, is passed over."""
        with suppress(ValueError, TypeError, AttributeError, KeyError, ZeroDivisionError):
            told = json.loads(message)
            if told["data"].get("prompt_id") == self._job:
                self._note(told["type"], told["data"])

    def _note(self, kind: str, data: Mapping[str, Any]) -> None:
        match kind:
            case "execution_cached":
                for node in data["nodes"]:
                    self._reach(node, 1.0)
            case "executing":
                self._reach(self._at, 1.0)
                self._at = data["node"] or ""
                self.is_over |= data["node"] is None
            case "progress":
                self._reach(data["node"], data["value"] / data["max"])
            case "progress_state":
                for node, state in data["nodes"].items():
                    self._reach(node, 1.0 if state["state"] == "finished" else state["value"] / state["max"])
            case "executed":
                self._reach(data["node"], 1.0)
            case _:
                self.is_over |= kind in ENDS

    def _reach(self, node: str, share: float) -> None:
        """Nodes that the server made of others while it ran are not the workflow's own."""
        if node in self._shares:
            self._shares[node] = max(self._shares[node], min(1.0, float(share)))


def preview_of(message: bytes) -> bytes:
    """The picture (JPEG or PNG) in a binary message; empty where there is none."""
    kind, second = (int.from_bytes(message[at : at + 4], "big") for at in (0, 4))
    begins = HEADER + (second if kind == PREVIEW_WITH_FACTS else 0)
    picture = message[begins:]
    return picture if kind in (PREVIEW, PREVIEW_WITH_FACTS) and picture.startswith(BEGINNINGS) else b""


@asynccontextmanager
async def listening(server: str, client: str, heard: Callable[[str | bytes], None]) -> AsyncIterator[None]:
    """Whatever a client of that name is told meanwhile is `heard`. A socket that breaks is opened again."""
    tried = asyncio.Event()
    ear = asyncio.ensure_future(_listen(f"{server.replace('http', 'ws', 1)}/ws?clientId={client}", heard, tried))
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(OPEN_SECONDS):
                await tried.wait()
        yield
    finally:
        ear.cancel()
        await asyncio.wait({ear})


async def _listen(url: str, heard: Callable[[str | bytes], None], tried: asyncio.Event) -> None:
    """Until it is cancelled. `tried` is set once the socket is open, or could not be opened."""
    while True:
        with suppress(OSError, WebSocketException):
            async with connect(url, max_size=MOST_MESSAGE, proxy=None) as socket:
                tried.set()
                async for message in socket:
                    heard(message)
        tried.set()
        await asyncio.sleep(REOPEN_SECONDS)
