"""Whatever a client sends to a wire, it is refused in words: a twin that breaks would look like a lost answer."""

import copy
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.twin import (
    test_wire_comfyui,
    test_wire_elevenlabs,
    test_wire_gemini,
    test_wire_kling,
    test_wire_minimax,
    test_wire_synthesia,
    test_wire_veo,
)

from picturelock.twin import twin_in_thread

WEBHOOKS = {"url": "http://127.0.0.1:9/x", "events": ["video.failed"]}
LIST = {"limit": 5, "cursor": "0", "start_time": "1", "filters": [{"key": "status", "values": ["failed"]}]}
FRAMED = test_wire_minimax.BODY | {"content": [test_wire_minimax.PROMPT, test_wire_minimax.FIRST]}
ASKED = {
    "kling": (test_wire_kling.TEXT, test_wire_kling.BODY, test_wire_kling.KEY),
    "kling pictures": (test_wire_kling.PICTURE, test_wire_kling.FRAMES, test_wire_kling.KEY),
    "kling lists": ("/tasks", LIST, test_wire_kling.KEY),
    "minimax": ("/v2/video_generation", FRAMED, test_wire_minimax.KEY),
    "veo": (f"{test_wire_veo.MODEL}:predictLongRunning", test_wire_veo.RECORDED, test_wire_veo.TOKEN),
    "gemini": ("/v1/interactions", test_wire_gemini.RECORDED, test_wire_gemini.KEY),
    "elevenlabs": (test_wire_elevenlabs.SPEAK, test_wire_elevenlabs.RECORDED, test_wire_elevenlabs.KEY),
    "synthesia": ("/v2/videos", test_wire_synthesia.BODY, test_wire_synthesia.KEY),
    "synthesia webhooks": ("/v2/webhooks", WEBHOOKS, test_wire_synthesia.KEY),
    "comfyui": ("/prompt", {"prompt": test_wire_comfyui.FILM, "prompt_id": test_wire_comfyui.ID}, {}),
}
ODD: list[Any] = [{"a": [None]}, [[]], -1e300, "\u0000é"]


def odd_ones(body: Any) -> Iterator[Any]:
    """The body with one value after the other made odd, each in its turn of the odd ways."""
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in inner:
        for odd in ODD:
            yield _with(body, key, odd)
        for changed in odd_ones(value):
            yield _with(body, key, changed)


def _with(body: Any, key: Any, value: Any) -> Any:
    changed = copy.copy(body)
    changed[key] = value
    return changed


@pytest.mark.parametrize("name", ASKED)
def test_an_odd_body_is_refused_and_breaks_nothing(tmp_path: Path, name: str) -> None:
    path, body, headers = ASKED[name]
    provider = name.partition(" ")[0]
    with twin_in_thread(tmp_path) as twin, httpx.Client(headers=headers, timeout=30) as client:
        twin.set_balance(provider, Decimal(0))
        broken = [
            (odd, answer.status_code)
            for odd in odd_ones(body)
            if (answer := client.post(f"{twin.url(provider)}{path}", json=odd)).status_code >= 500
        ]
        assert broken == []
        assert twin.bill() == []
