"""Whatever is sent to a twin, it answers: never with a breakdown, and never with a bill for what it refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.twin.twin_exchanges import EXCHANGES, Exchange

from picturelock.twin import Twin, twin_in_thread

WORDS = ("16:9", "99:1", "5s", "4k", "1280:720", "9999:9999", "0:0", "video", "image", "ray-3.2", "gen4.5")
SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=12) | st.sampled_from(WORDS)
    | st.floats(allow_nan=False, allow_infinity=False)
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    "prompt", "promptText", "ratio", "duration", "model", "aspect_ratio", "resolution", "video", "type", "input",
    "seed", "webhook", "webhook_events_filter", "num_images", "outputFormat", "audio", "source", "promptImage",
)  # fmt: skip


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    folder: Path = tmp_path_factory.mktemp("twin")
    with twin_in_thread(folder, "no_webhook=1") as running:
        yield running


@settings(max_examples=300)
@given(
    exchange=st.sampled_from(list(EXCHANGES.values())),
    changes=st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4),
    dropped=st.sets(st.sampled_from(FIELDS), max_size=2),
)
def test_any_body_is_taken_and_billed_or_refused_and_not(
    twin: Twin, exchange: Exchange, changes: dict[str, Any], dropped: set[str]
) -> None:
    body = {name: value for name, value in {**exchange.body, **changes}.items() if name not in dropped}
    before = len(twin.bill())
    url = f"{twin.url(exchange.provider)}{exchange.path}"
    answer = httpx.post(url, json=body, headers=exchange.headers, timeout=30)
    charges = sum(line.kind == "charge" for line in twin.bill()[before:])
    if answer.status_code == exchange.status:
        assert charges == 1
        path = exchange.poll.format(id=answer.json()[exchange.id_field])
        polled = httpx.get(f"{twin.url(exchange.provider)}{path}", headers=exchange.headers, timeout=30)
        assert polled.json()[exchange.word_field] == exchange.over
    else:
        assert 400 <= answer.status_code < 500, answer.text
        assert charges == 0
        assert answer.json()


@settings(max_examples=100)
@given(content=st.binary(max_size=200) | st.sampled_from([b"[" * 100_000, b'{"a":NaN}', b'{"prompt":"\\ud800"}']))
def test_any_bytes_are_refused_with_an_answer(twin: Twin, content: bytes) -> None:
    for exchange in EXCHANGES.values():
        url = f"{twin.url(exchange.provider)}{exchange.path}"
        answer = httpx.post(url, content=content, headers=exchange.headers, timeout=30)
        assert answer.status_code < 500, (exchange.provider, content)


@settings(max_examples=100)
@given(content=st.binary(max_size=60) | VALUES.map(lambda value: httpx.Request("PUT", "http://x", json=value).content))
@pytest.mark.parametrize("path", ["faults", "balance"])
def test_the_owner_is_told_what_to_send(twin: Twin, path: str, content: bytes) -> None:
    url = f"{twin.url('twin')}/{path}"
    for kind in ("application/json", "text/plain"):
        answer = httpx.put(url, content=content, headers={"content-type": kind})
        assert answer.status_code in {200, 400}
    twin.set_faults("no_webhook=1")


@settings(max_examples=60)
@given(path=st.text("abc/.%?&=:0 ü", max_size=30))
def test_no_path_breaks_it(twin: Twin, path: str) -> None:
    for exchange in EXCHANGES.values():
        answer = httpx.get(f"{twin.url(exchange.provider)}/{path}", headers=exchange.headers)
        assert answer.status_code < 500
