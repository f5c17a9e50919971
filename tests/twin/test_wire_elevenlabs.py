"""ElevenLabs' wire: bytes are the answer, credits are counted by the character, lost speech is in the history."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.twin.twin_client import lost

from picturelock.twin import Twin, twin_in_thread

KEY = {"xi-api-key": "xi-test"}
SPEAK = "/v1/text-to-speech/v1?output_format=mp3_44100_128"
RECORDED: dict[str, Any] = {
    "text": "Hello there", "model_id": "eleven_multilingual_v2",
    "voice_settings": {"stability": 0.5, "similarity_boost": 0.75, "style": 0.0, "speed": 1.0},
}  # fmt: skip
RAIN: dict[str, Any] = {"text": "rain", "duration_seconds": 3}
NO_SDK = "elevenlabs is not here, so nobody knows whether it still speaks to the twin: pip install -e .[sdks]"


def ask(twin: Twin, path: str = SPEAK, body: dict[str, Any] = RECORDED) -> httpx.Response:
    return httpx.post(f"{twin.url('elevenlabs')}{path}", json=body, headers=KEY, timeout=60)


def history(twin: Twin, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{twin.url('elevenlabs')}/v1/history{query}", headers=KEY).json()
    return found


def is_mp3(held: bytes) -> bool:
    return held[:3] == b"ID3" or held[:2] in {b"\xff\xfb", b"\xff\xf3"}


def test_what_the_sdk_was_recorded_to_send_is_spoken_and_its_cost_is_told(twin: Twin) -> None:
    said = ask(twin)
    assert (said.status_code, said.headers["content-type"]) == (200, "audio/mpeg")
    assert (said.headers["character-cost"], bool(said.headers["request-id"])) == ("11", True)
    assert is_mp3(said.content)
    assert [(line.units, line.unit) for line in twin.bill()] == [(Decimal(11), "credit")]


def test_a_sound_effect_costs_by_the_second_or_as_a_whole(twin: Twin) -> None:
    for body in (RAIN, {"text": "rain"}):
        said = ask(twin, "/v1/sound-generation", body)
        assert (said.status_code, is_mp3(said.content)) == (200, True)
    assert [line.units for line in twin.bill()] == [Decimal(120), Decimal(200)]


def test_flash_costs_half_and_speech_may_be_a_wave(twin: Twin) -> None:
    said = ask(twin, "/v1/text-to-speech/v1?output_format=wav_44100", RECORDED | {"model_id": "eleven_flash_v2_5"})
    assert (said.headers["content-type"], said.content[:4]) == ("audio/wav", b"RIFF")
    assert [line.units for line in twin.bill()] == [Decimal("5.5")]


@pytest.mark.parametrize("fault", ["lost_answer", "reset", "bad_gateway"])
def test_speech_whose_answer_was_lost_is_billed_once_and_is_in_the_history(tmp_path: Path, fault: str) -> None:
    with twin_in_thread(tmp_path, f"{fault}=#1") as twin:
        assert lost(lambda: ask(twin)) == (fault != "bad_gateway")
        (item,) = history(twin)["history"]
        assert (item["text"], item["voice_id"], item["state"]) == ("Hello there", "v1", "created")
        again = httpx.get(f"{twin.url('elevenlabs')}/v1/history/{item['history_item_id']}/audio", headers=KEY)
        assert is_mp3(again.content)
        assert [line.job for line in twin.bill()] == [item["history_item_id"]]


def test_a_sound_effect_that_was_lost_can_not_be_found(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "lost_answer=#1") as twin:
        assert lost(lambda: ask(twin, "/v1/sound-generation", RAIN))
        assert (history(twin)["history"], len(twin.bill())) == ([], 1)


def test_dialogue_tells_where_each_line_is_and_is_in_the_history_line_by_line(twin: Twin) -> None:
    inputs = [{"text": "Anyone out there?", "voice_id": "v1"}, {"text": "Over.", "voice_id": "v2"}]
    told = ask(twin, "/v1/text-to-dialogue/with-timestamps", {"inputs": inputs, "model_id": "eleven_v3"})
    first, second = told.json()["voice_segments"]
    assert is_mp3(base64.b64decode(told.json()["audio_base64"]))
    assert 0.0 == first["start_time_seconds"] < first["end_time_seconds"] < second["start_time_seconds"]
    assert [each["dialogue_input_index"] for each in (first, second)] == [0, 1]
    (item,) = history(twin)["history"]
    assert (item["dialogue"], item["text"], item["request_id"]) == (inputs, None, told.headers["request-id"])
    assert [line.units for line in twin.bill()] == [Decimal(22)]
    assert is_mp3(ask(twin, "/v1/text-to-dialogue", {"inputs": inputs}).content)


def test_the_history_has_pages(twin: Twin) -> None:
    for number in range(3):
        ask(twin, body=RECORDED | {"text": f"line {number}"})
    first = history(twin, "?page_size=2")
    assert ([item["text"] for item in first["history"]], first["has_more"]) == (["line 2", "line 1"], True)
    rest = history(twin, f"?page_size=2&start_after_history_item_id={first['last_history_item_id']}")
    assert ([item["text"] for item in rest["history"]], rest["has_more"]) == (["line 0"], False)


@pytest.mark.parametrize(
    ("path", "body", "status", "word"),
    [
        (SPEAK, {"text": "x" * 10_001}, 400, "max_character_limit_exceeded"),
        (SPEAK, {"text": "x", "model_id": "eleven_99"}, 400, "model_not_found"),
        ("/v1/text-to-speech/v1?output_format=pcm_44100", {"text": "x"}, 400, "output_format_not_allowed"),
        ("/v1/nothing", {"text": "x"}, 404, "not_found"),
    ],
)
def test_what_can_not_be_spoken_is_refused_with_a_word_and_not_billed(
    twin: Twin, path: str, body: dict[str, Any], status: int, word: str
) -> None:
    answer = ask(twin, path, body)
    assert (answer.status_code, answer.json()["detail"]["status"]) == (status, word)
    assert twin.bill() == []


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (SPEAK, {}, "text"),
        ("/v1/text-to-dialogue", {"inputs": []}, "inputs"),
        ("/v1/text-to-dialogue", {"inputs": [{"text": "x"}]}, "voice_id"),
        ("/v1/text-to-dialogue", {"inputs": [{"text": " ", "voice_id": "v"}]}, "text"),
        ("/v1/text-to-dialogue", {"inputs": [{"text": "x", "voice_id": f"v{n}"} for n in range(11)]}, "inputs"),
        ("/v1/sound-generation", {"text": "x", "duration_seconds": 31}, "duration_seconds"),
    ],
)
def test_a_field_at_fault_is_named(twin: Twin, path: str, body: dict[str, Any], field: str) -> None:
    answer = ask(twin, path, body)
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["body", field])


def test_keys_limits_quotas_and_moderation_have_words_of_their_own(tmp_path: Path) -> None:
    def told(answer: httpx.Response) -> tuple[int, str]:
        return answer.status_code, answer.json()["detail"]["status"]

    with twin_in_thread(tmp_path, "rate_limited=#1,moderated=#2") as twin:
        assert told(httpx.post(f"{twin.url('elevenlabs')}{SPEAK}", json=RECORDED)) == (401, "invalid_api_key")
        assert told(ask(twin)) == (429, "too_many_concurrent_requests")
        assert told(ask(twin)) == (400, "content_moderated")
        assert history(twin)["history"] == []
        twin.set_balance("elevenlabs", Decimal("0.001"))
        assert told(ask(twin)) == (401, "quota_exceeded")
        assert sum(line.amount for line in twin.bill()) == 0


@contextmanager
def elevenlabs(twin: Twin) -> Iterator[Any]:
    sdk = pytest.importorskip("elevenlabs.client", reason=NO_SDK)
    with httpx.Client(timeout=30) as held:
        yield sdk.ElevenLabs(api_key="xi-test", base_url=twin.url("elevenlabs"), httpx_client=held)


@pytest.mark.filterwarnings("ignore")
def test_the_official_sdk_speaks_and_lists_what_it_spoke(twin: Twin) -> None:
    with elevenlabs(twin) as client:
        spoken = client.text_to_speech.convert("v1", text="Hello", model_id="eleven_multilingual_v2")
        assert is_mp3(b"".join(spoken))
        assert is_mp3(b"".join(client.text_to_sound_effects.convert(text="rain", duration_seconds=1)))
        (item,) = client.history.list().history
        assert item.text == "Hello"
        assert is_mp3(b"".join(client.history.get_audio(item.history_item_id)))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("fault", ["bad_gateway", "lost_answer"])
def test_the_official_sdk_asks_once_and_so_pays_once(tmp_path: Path, fault: str) -> None:
    with twin_in_thread(tmp_path, f"{fault}=1") as twin, elevenlabs(twin) as client:
        with pytest.raises(Exception, match=r"502|disconnected"):
            b"".join(client.text_to_speech.convert("v1", text="Hello", model_id="eleven_multilingual_v2"))
        assert len(twin.bill()) == 1
