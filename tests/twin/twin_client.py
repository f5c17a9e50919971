"""Clients of the twin, and what they ask for; the keys are made up."""

import time
from collections.abc import Callable
from typing import Any

import httpx

RUNWAY = {"authorization": "Bearer key_test", "x-runway-version": "2024-11-06"}
FILM = {"model": "gen4.5", "promptText": "slow dolly in", "ratio": "1280:720", "duration": 2}


def film(base: str, **changes: Any) -> httpx.Response:
    """Ask Runway's twin for a film."""
    return httpx.post(f"{base}/v1/text_to_video", json=FILM | changes, headers=RUNWAY, timeout=30)


def task(base: str, name: str) -> dict[str, Any]:
    answer = httpx.get(f"{base}/v1/tasks/{name}", headers=RUNWAY, timeout=30)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def lost(ask: Callable[[], httpx.Response]) -> bool:
    """Whether the connection ended without an answer."""
    try:
        ask()
    except httpx.TransportError:
        return True
    return False


def wait_for(true: Callable[[], bool], seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it never came true"
        time.sleep(0.02)
