"""Keys to providers: sealed where they are kept, and nowhere else to be found."""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gateway.gateway_stage import Wound
from tests.gateway.providers.test_providers_google_account import key_file

from picturelock.gateway.adapters.providers.google_account import TOKEN_URI
from picturelock.gateway.adapters.sealing import Sealing
from picturelock.gateway.handlers import Secrets
from picturelock.gateway.settings import GatewaySettings, ProviderSettings
from picturelock.gateway.wiring import wares_of
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.errors import Invalid, NotFound, Refused
from picturelock.platform.local import Database, LocalBus, LocalRecords
from picturelock.twin.running import running_twin

SEALING = "0123456789abcdef0123456789abcdef"
CANARY = "key_canary5e1f0b7d9a2c4e6f8a0b1c2d3e4f5a6b7c8d9e0f"
SCRIPT = """INT. KITCHEN - DAY

MARA stands at the window.

MARA
It is late.
"""


@given(st.text(min_size=1, max_size=200), st.text(min_size=1, max_size=40))
def test_what_was_sealed_is_opened_where_it_belongs(key: str, place: str) -> None:
    sealed = Sealing(SEALING).seal(key, place)
    assert Sealing(SEALING).opened(sealed, place) == key
    assert Sealing(SEALING).seal(key, place) != sealed
    with pytest.raises(Refused, match="sealed with another key"):
        Sealing(SEALING).opened(sealed, f"{place}/elsewhere")
    with pytest.raises(Refused, match="sealed with another key"):
        Sealing(SEALING[::-1]).opened(sealed, place)


def test_a_sealing_key_that_is_short_or_missing_is_said() -> None:
    with pytest.raises(Invalid, match="32 random"):
        Sealing("short")
    with pytest.raises(Refused, match="PICTURELOCK_GATEWAY_SEALING_KEY"):
        Sealing("").seal("a key", "studio/runway")


def test_a_provider_that_nobody_could_have_a_key_to_is_told() -> None:
    with pytest.raises(Invalid, match=r"runway has no key; .* PICTURELOCK_GATEWAY_SEALING_KEY"):
        wares_of(GatewaySettings(providers={"runway": ProviderSettings()}), httpx.AsyncClient())


async def test_a_tenants_key_is_its_own_and_can_be_put_anew_and_removed() -> None:
    clock, database = Wound(), Database(None)
    records = LocalRecords(database, LocalBus(database, clock), clock, "gateway")
    secrets = Secrets(records, Sealing(SEALING), clock)
    with caused_by(Cause("1", "request")):
        put = await secrets.put("studio", "runway", CANARY)
    assert (put.ends, CANARY in put.model_dump_json()) == (CANARY[-4:], False)
    assert await secrets.key("studio", "runway") == CANARY
    assert await secrets.key("agency", "runway") == ""
    with caused_by(Cause("2", "request")):
        await secrets.put("studio", "runway", "key_another_one_of_them")
    assert await secrets.key("studio", "runway") == "key_another_one_of_them"
    for _ in range(2):
        with caused_by(Cause("3", "request")):
            await secrets.remove("studio", "runway")
    assert (await secrets.key("studio", "runway"), await secrets.all("studio")) == ("", [])
    with caused_by(Cause("4", "request")), pytest.raises(NotFound):
        await secrets.remove("studio", "runway")
    for wrong in ("", " padded ", "two\nlines", "x" * 5000):
        with caused_by(Cause("5", "request")), pytest.raises(Invalid):
            await secrets.put("studio", "runway", wrong)
    database.close()


async def test_a_key_is_in_no_record_event_log_error_or_film(tmp_path: Path) -> None:
    """The canary is both set for the deployment and put by the tenant, and everything that is written is searched."""
    script, out = tmp_path / "small.fountain", tmp_path / "film"
    script.write_text(SCRIPT)
    async with running_twin(tmp_path / "twin", "seed=3,runway.bad_poll=0.3,runway.rate_limited=0.3") as twin:
        given = f'{{"runway": {{"key": "{CANARY}", "url": "{twin.url("runway")}"}}}}'
        env = os.environ | {"PICTURELOCK_GATEWAY_PROVIDERS": given, "PICTURELOCK_GATEWAY_SEALING_KEY": SEALING}
        make = ("make", str(script), "--out", str(out), "--engine", "runway/gen4.5", "--verbose")
        said = [_run(make, env), _run(("secret", "put", "runway", "--out", str(out)), env, f"{CANARY}\n")]
        said += [_run((*make, "--budget", "5", "--retry-held"), env), _run(("config", "show"), env)]
        said += [_run(("purchases", "list", "small", "--json", "--out", str(out)), env)]
        assert twin.bill("runway")
    assert "picture lock" in said[2]
    assert not [text for text in said if CANARY in text]
    written = [file for file in out.rglob("*") if file.is_file()]
    assert len(written) > 10
    assert [file for file in written if CANARY.encode() in file.read_bytes()] == []


def test_a_service_accounts_file_is_put_as_it_lies_there(tmp_path: Path) -> None:
    script, out = tmp_path / "small.fountain", tmp_path / "film"
    script.write_text(SCRIPT)
    url = "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1"
    given = {"PICTURELOCK_GATEWAY_PROVIDERS": json.dumps({"veo": {"key": "ya29.ours", "url": url}})}
    env = os.environ | given | {"PICTURELOCK_GATEWAY_SEALING_KEY": SEALING}
    _run(("make", str(script), "--out", str(out)), env)
    account = json.loads(key_file("", token_uri=TOKEN_URI))
    put = ("secret", "put", "veo", "--out", str(out))
    assert "takes are bought with the key" in _run(put, env, json.dumps(account, indent=2))
    assert "needs client_email" in _run(put, env, json.dumps({"type": "service_account", "private_key": "x"}))
    assert "is none" in _run(put, env, "one line\nand another\n")


def _run(command: tuple[str, ...], env: dict[str, str], given: str = "") -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "picturelock", *command], env=env, input=given, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in ran.stderr
    return ran.stdout + ran.stderr
