"""The line to a provider: what is waited for, what is shown, and whether a film is all there."""

import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gateway.providers.counterpart import KEY, Heard, Said, counterpart, film

from picturelock.gateway.adapters.providers import line as line_module
from picturelock.gateway.adapters.providers.films import breaks_off
from picturelock.gateway.adapters.providers.headers import room_in, seconds_to_wait
from picturelock.gateway.adapters.providers.line import Line
from picturelock.gateway.adapters.providers.terms import units_of
from picturelock.gateway.model import Room
from picturelock.gateway.ports import AnswerLost, Declined, Failure
from picturelock.kernel.errors import Invalid, Transient

HEADERS = {"authorization": f"Bearer {KEY}", "x-version": "2024-11-06"}


def box(name: bytes, content: bytes, *, long: bool = False) -> bytes:
    if long:
        return (1).to_bytes(4, "big") + name + (len(content) + 16).to_bytes(8, "big") + content
    return (len(content) + 8).to_bytes(4, "big") + name + content


async def test_how_long_to_wait_is_told_in_two_ways() -> None:
    answers: list[dict[str, str]] = [{"retry-after-ms": "1500"}, {"retry-after": "7"}, {"retry-after": "soon"}, {}]
    async with httpx.AsyncClient() as client:
        for headers, seconds in zip(answers, (1.5, 7.0, 0.0, 0.0), strict=True):
            async with counterpart(lambda _, headers=headers: Said({}, 429, headers)) as there:  # type: ignore[misc]
                answer = await Line(client, there.base, HEADERS).submit("/jobs", {})
            assert answer.after == seconds


async def test_an_answer_that_takes_too_long_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "SUBMIT_SECONDS", 0.2)
    monkeypatch.setattr(line_module, "ASK_SECONDS", 0.2)
    async with counterpart(lambda _: Said({"id": "late"}, after=0.6)) as there, httpx.AsyncClient() as client:
        line = Line(client, there.base, HEADERS)
        with pytest.raises(AnswerLost, match="no answer"):
            await line.submit("/jobs", {})
        with pytest.raises(Transient, match="no answer"):
            await line.ask("GET", "/jobs/1")


async def test_a_door_that_never_opens_was_not_sent_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its queue is full: whoever knocks is not even refused."""
    monkeypatch.setattr(line_module, "CONNECT_SECONDS", 0.3)
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for each in (first, second):
            each.settimeout(0)
            each.connect_ex(full.getsockname())
        async with httpx.AsyncClient() as client:
            with pytest.raises(Declined, match="ConnectTimeout") as declined:
                await Line(client, f"http://127.0.0.1:{full.getsockname()[1]}", HEADERS).submit("/jobs", {})
    assert declined.value.failure is Failure.NOT_SENT


@pytest.mark.parametrize("key", ["", " ", "key\n", "k\u00e9y", "key\rx: y"])
async def test_a_key_that_cant_be_sent_is_told_at_once_and_not_shown(key: str) -> None:
    async with httpx.AsyncClient() as client:
        with pytest.raises(Invalid, match=r"give it as the provider shows it") as invalid:
            Line(client, "https://api.example", {"authorization": f"Bearer {key}"})
    assert not key.strip() or key not in str(invalid.value)


async def test_a_name_that_nobody_has_was_not_sent_to() -> None:
    async with httpx.AsyncClient() as client:
        with pytest.raises(Declined) as declined:
            await Line(client, "http://nobody.invalid", HEADERS).submit("/jobs", {})
    assert declined.value.failure is Failure.NOT_SENT


async def test_what_signs_an_address_is_in_no_message() -> None:
    async with counterpart(lambda _: None) as there, httpx.AsyncClient() as client:
        with pytest.raises(AnswerLost) as lost:
            await Line(client, there.base, HEADERS).submit("/jobs?hook=https%3A%2F%2Fhere%3Fsignature%3Dabc", {})
    assert str(lost.value).startswith(f"{there.base}/jobs: no answer")


async def test_a_key_that_is_repeated_is_not_told_on_and_the_rest_is_left_alone() -> None:
    said = Said({"error": f"{KEY} is no key", "created": "2024-11-06"})
    async with counterpart(lambda _: said) as there, httpx.AsyncClient() as client:
        answer = await Line(client, there.base, HEADERS).ask("GET", "/jobs")
    assert answer.body == {"error": "(key) is no key", "created": "2024-11-06"}
    assert KEY.encode() not in answer.content


async def test_a_key_follows_to_the_providers_own_addresses_and_no_further(tmp_path: Path) -> None:
    """Providers keep films elsewhere, and send one there from an address that wants the key."""
    async with counterpart(lambda _: Said(film())) as elsewhere, httpx.AsyncClient() as client:

        def leads_on(heard: Heard) -> Said:
            place = "/files/2" if heard.path == "/files/1" else f"{elsewhere.base}/x.mp4"
            return Said({}, 302, {"location": place})

        async with counterpart(leads_on) as there:
            line = Line(client, there.base, {"x-goog-api-key": KEY})
            await line.download("/files/1", tmp_path / "take.mp4", with_key=True)
    assert (tmp_path / "take.mp4").read_bytes() == film()
    assert [heard.headers.get("x-goog-api-key") for heard in there.heard] == [KEY, KEY]
    assert "x-goog-api-key" not in elsewhere.heard[0].headers


async def test_a_film_that_is_always_elsewhere_is_fetched_another_time(tmp_path: Path) -> None:
    async with counterpart(lambda _: Said({}, 302, {"location": "/on"})) as there, httpx.AsyncClient() as client:
        with pytest.raises(Transient, match="leads on and on"):
            await Line(client, there.base, HEADERS).download("/on", tmp_path / "take.mp4")
    assert len(there.heard) == line_module.MOST_HOPS


async def test_only_the_providers_own_addresses_are_its_own() -> None:
    async with httpx.AsyncClient() as client:
        line = Line(client, "https://queue.fal.run/", HEADERS)
    assert line.leads_here("https://queue.fal.run/fal-ai/x")
    for other in ("https://queue.fal.run.evil.example/x", "http://queue.fal.run/x", "https://evil.example/x", ""):
        assert not line.leads_here(other)


@given(at=st.integers(min_value=0), long=st.booleans(), first=st.booleans())
def test_a_film_cut_anywhere_breaks_off_and_a_whole_one_does_not(at: int, long: bool, first: bool) -> None:  # noqa: FBT001
    index, pictures = box(b"moov", b"m" * 40), box(b"mdat", b"p" * 200, long=long)
    whole = box(b"ftyp", b"isom" * 4) + (index + pictures if first else pictures + index)
    assert not is_cut(whole)
    assert is_cut(whole[: 8 + at % (len(whole) - 8)])


def test_files_that_are_no_films_of_boxes_are_left_alone() -> None:
    for content in (b"x", b"\x1aE\xdf\xa3 webm", b"RIFF....WAVE", b"<html>"):
        assert not is_cut(content)


def test_a_last_box_may_go_on_to_the_end() -> None:
    assert not is_cut(film(0) + (0).to_bytes(4, "big") + b"mdat" + b"p" * 99)


def is_cut(content: bytes) -> bool:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "take.mp4"
        file.write_bytes(content)
        return breaks_off(file)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Fri, 27 Nov 2026 10:00:30 GMT", "date": "Fri, 27 Nov 2026 10:00:00 GMT"}, 30.0),
        ({"retry-after": "Fri, 27 Nov 2026 09:59:00 GMT", "date": "Fri, 27 Nov 2026 10:00:00 GMT"}, 0.0),
        ({"retry-after": "-5"}, 0.0),
        ({"retry-after": "nan"}, 0.0),
    ],
)
def test_when_to_come_back_may_be_seconds_or_a_date_by_their_clock(headers: dict[str, str], seconds: float) -> None:
    assert seconds_to_wait(headers) == seconds


@pytest.mark.parametrize(
    ("headers", "room"),
    [
        ({"x-ratelimit-remaining": "3", "x-ratelimit-reset": "20"}, Room(3, 20.0)),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795774830", "date": "Fri, 27 Nov 2026 10:20:00 GMT"},
         Room(0, 30.0)),
        ({"x-ratelimit-remaining-requests": "9", "x-ratelimit-reset-requests": "1m30s"}, Room(9, 90.0)),
        ({"x-ratelimit-remaining-requests": "9", "x-ratelimit-reset-requests": "250ms"}, Room(9, 0.25)),
        ({"ratelimit-remaining": "5", "ratelimit-reset": "7"}, Room(5, 7.0)),
        ({"ratelimit": "limit=10, remaining=4, reset=6"}, Room(4, 6.0)),
        ({"ratelimit": '"default";r=50;t=30'}, Room(50, 30.0)),
        ({"x-ratelimit-remaining": "3"}, None),
        ({"x-ratelimit-remaining": "lots", "x-ratelimit-reset": "soon"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_what_is_let_in_still_is_read_from_the_headers_there_are_for_it(
    headers: dict[str, str], room: Room | None
) -> None:
    assert room_in(headers) == room


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["NaN", "-1", "1e9", "x"]))
def test_what_is_no_amount_is_not_taken_for_one(said: object) -> None:
    units = units_of(said)
    assert units is None or (units.is_finite() and units >= 0)
