"""Webhooks: signed as the providers sign them, sent again when nobody took them, and twice or never when told to."""

import base64
import hashlib
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa
from tests.twin.hooked import Came, hooked
from tests.twin.twin_client import wait_for
from tests.twin.twin_exchanges import APP, FAL, REPLICATE

from picturelock.twin import Twin, twin_in_thread


def ask_fal(twin: Twin, hook: str) -> str:
    url = f"{twin.url('fal')}/{APP}?fal_webhook={quote(hook, safe='')}"
    return str(httpx.post(url, json={"prompt": "x", "duration": "2"}, headers=FAL).json()["request_id"])


def ask_replicate(twin: Twin, hook: str, *events: str) -> str:
    body: dict[str, Any] = {"input": {"prompt": "x"}, "webhook": hook}
    if events:
        body["webhook_events_filter"] = list(events)
    url = f"{twin.url('replicate')}/v1/models/a/b/predictions"
    return str(httpx.post(url, json=body, headers=REPLICATE).json()["id"])


def fal_verifies(twin: Twin, came: Came, body: bytes) -> bool:
    (jwk,) = httpx.get(f"{twin.url('fal')}/.well-known/jwks.json").json()["keys"]
    key = eddsa.import_public_key(base64.urlsafe_b64decode(jwk["x"] + "="))
    assert isinstance(key, ECC.EccKey)
    names = ("x-fal-webhook-request-id", "x-fal-webhook-user-id", "x-fal-webhook-timestamp")
    said = "\n".join((*(came.headers[name] for name in names), hashlib.sha256(body).hexdigest()))
    assert abs(time.time() - int(came.headers["x-fal-webhook-timestamp"])) < 300
    try:
        eddsa.new(key, "rfc8032").verify(said.encode(), bytes.fromhex(came.headers["x-fal-webhook-signature"]))
    except ValueError:
        return False
    return True


def test_fals_webhook_brings_the_result_and_verifies_with_its_jwks(tmp_path: Path) -> None:
    with hooked() as taken, twin_in_thread(tmp_path) as twin:
        name = ask_fal(twin, f"{taken.url}/take?intent=4&x=y")
        wait_for(lambda: len(taken.came) == 1)
        (came,) = taken.came
        assert came.path == "/take?intent=4&x=y"
        said = json.loads(came.body)
        assert (said["request_id"], said["status"]) == (name, "OK")
        assert httpx.get(said["payload"]["video"]["url"], timeout=60).content[4:8] == b"ftyp"
        assert fal_verifies(twin, came, came.body)
        assert not fal_verifies(twin, came, came.body + b" ")


def test_fals_webhook_of_a_failure_says_error(tmp_path: Path) -> None:
    with hooked() as taken, twin_in_thread(tmp_path, "moderated=1") as twin:
        ask_fal(twin, taken.url)
        wait_for(lambda: len(taken.came) == 1)
        said = json.loads(taken.came[0].body)
        assert said["status"] == "ERROR"
        assert said["payload"]["detail"][0]["type"] == "content_policy_violation"


def test_fal_signs_with_the_same_key_after_a_restart(tmp_path: Path) -> None:
    keys = []
    for _ in range(2):
        with twin_in_thread(tmp_path) as twin:
            keys.append(httpx.get(f"{twin.url('fal')}/.well-known/jwks.json").json())
    assert keys[0] == keys[1]


def test_replicates_webhooks_verify_as_standard_webhooks(tmp_path: Path) -> None:
    with hooked() as taken, twin_in_thread(tmp_path) as twin:
        name = ask_replicate(twin, taken.url, "start", "completed")
        wait_for(lambda: len(taken.came) == 2)
        shown = httpx.get(f"{twin.url('replicate')}/v1/webhooks/default/secret", headers=REPLICATE).json()["key"]
        for came in taken.came:
            assert came.is_signed_with(shown)
            assert json.loads(came.body)["id"] == name
        assert json.loads(taken.came[-1].body)["status"] == "succeeded"


def test_only_the_events_that_were_asked_for_come(tmp_path: Path) -> None:
    with hooked() as taken, twin_in_thread(tmp_path) as twin:
        ask_replicate(twin, f"{taken.url}/completed")
        ask_replicate(twin, f"{taken.url}/start", "start")
        wait_for(lambda: len(taken.came) == 2)
        time.sleep(0.3)
        assert sorted(came.path for came in taken.came) == ["/completed", "/start"]


@pytest.mark.parametrize(("fault", "times"), [("twice_webhook=1", 2), ("no_webhook=1", 0), ("", 1)])
def test_webhooks_come_twice_or_never_when_told_to(tmp_path: Path, fault: str, times: int) -> None:
    with hooked() as taken, twin_in_thread(tmp_path, fault) as twin:
        ask_replicate(twin, taken.url)
        wait_for(lambda: len(taken.came) >= times)
        time.sleep(0.3)
        assert len(taken.came) == times
        assert len({came.headers["webhook-id"] for came in taken.came}) == min(times, 1)


def test_a_webhook_that_nobody_took_comes_again_with_the_same_id(tmp_path: Path) -> None:
    with hooked() as taken, twin_in_thread(tmp_path) as twin:
        taken.answers[:] = [503]
        ask_replicate(twin, taken.url)
        wait_for(lambda: len(taken.came) == 2)
        first, again = taken.came
        assert first.body == again.body
        assert first.headers["webhook-id"] == again.headers["webhook-id"]


def test_a_lost_answers_webhook_comes_all_the_same(tmp_path: Path) -> None:
    with hooked() as taken, twin_in_thread(tmp_path, "lost_answer=1") as twin:
        with pytest.raises(httpx.RemoteProtocolError):
            ask_replicate(twin, f"{taken.url}/?intent=9")
        wait_for(lambda: len(taken.came) == 1)
        assert taken.came[0].path == "/?intent=9"
        assert json.loads(taken.came[0].body)["id"] == twin.bill()[0].job


def test_a_webhook_to_nowhere_does_no_harm(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        names = [ask_replicate(twin, url) for url in ("http://127.0.0.1:9/", "http://[", "https://nowhere.invalid/")]
        assert [job.id for job in twin.jobs()] == names
