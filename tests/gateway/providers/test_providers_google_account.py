"""A service account of Google's: a token is minted of its key, kept in time, and neither is ever told."""

import asyncio
import base64
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from Crypto.Hash import SHA256
from Crypto.PublicKey import RSA
from Crypto.Signature import pkcs1_15
from tests.gateway.providers.counterpart import Counterpart, Heard, Said, asked, counterpart, film, nobody

from picturelock.gateway.adapters.providers import google_account
from picturelock.gateway.adapters.providers.veo import Veo
from picturelock.gateway.ports import Asked, Declined, Failure, JobState
from picturelock.kernel.errors import Invalid, Transient
from picturelock.twin.running import running_twin

NAME = "projects/film-1/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/op-1"
EMAIL = "buyer@film-1.iam.gserviceaccount.com"
TOKEN = "ya29.5e1f0b7d9a2c4e6f"  # noqa: S105 a canary
Answer = Callable[[int], Said | None]
"""By how many tokens were given before."""


@cache
def private_key() -> RSA.RsaKey:
    return RSA.generate(2048)


def key_file(base: str, **changes: Any) -> str:
    said = {
        "type": "service_account", "project_id": "film-1", "private_key_id": "k1", "client_email": EMAIL,
        "private_key": private_key().export_key(pkcs=8).decode(), "token_uri": f"{base}/v1/token",
    }  # fmt: skip
    return json.dumps({name: value for name, value in (said | changes).items() if value is not None})


def token(number: int = 0, **changes: Any) -> Said:
    return Said({"access_token": f"{TOKEN}{number}", "expires_in": 3599, "token_type": "Bearer"} | changes)


def order() -> Asked:
    return asked("veo/3.1", parameters={"duration": "4"})


@asynccontextmanager
async def google(
    tokens: Answer = token, model: Callable[[Heard], Said | None] = lambda _: Said({"name": NAME})
) -> AsyncIterator[tuple[Counterpart, Veo]]:
    def answers(heard: Heard) -> Said | None:
        return tokens(len(minted(there)) - 1) if heard.path == "/v1/token" else model(heard)

    async with counterpart(answers) as there, httpx.AsyncClient() as client:
        yield there, Veo.opened(client, there.base, key_file(there.base))


def minted(there: Counterpart) -> list[Heard]:
    return [heard for heard in there.heard if heard.path == "/v1/token"]


def bearers(there: Counterpart) -> list[str]:
    return [heard.headers["authorization"] for heard in there.heard if heard.path != "/v1/token"]


def parts_of(assertion: str) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    head, claims, signature = (base64.urlsafe_b64decode(f"{part}==") for part in assertion.split("."))
    return json.loads(head), json.loads(claims), signature


async def test_a_token_is_asked_for_with_a_signed_claim_and_buys_in_the_keys_own_project() -> None:
    async with google() as (there, veo):
        assert (await veo.submit(order())).id == "op-1"
    asked_for, bought = there.heard
    form = parse_qs(asked_for.content.decode())
    assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
    (assertion,) = form["assertion"]
    head, claims, signature = parts_of(assertion)
    assert head == {"alg": "RS256", "typ": "JWT"}
    assert (claims["iss"], claims["aud"]) == (EMAIL, f"{there.base}/v1/token")
    assert (claims["scope"], claims["exp"] - claims["iat"]) == ("https://www.googleapis.com/auth/cloud-platform", 3600)
    signed = SHA256.new(assertion.rpartition(".")[0].encode())
    pkcs1_15.new(private_key().public_key()).verify(signed, signature)
    assert bought.path.startswith("/v1/projects/film-1/locations/us-central1/publishers/google/models/veo-3.1")
    assert bearers(there) == [f"Bearer {TOKEN}0"]


async def test_one_token_does_for_many_questions_and_many_at_once() -> None:
    async with google() as (there, veo):
        await asyncio.gather(*(veo.submit(order()) for _ in range(5)))
        await veo.look("op-1", {})
    assert (len(minted(there)), set(bearers(there))) == (1, {f"Bearer {TOKEN}0"})


async def test_a_token_that_is_about_to_end_is_minted_anew() -> None:
    async with google(lambda number: token(number, expires_in=google_account.EARLY_SECONDS)) as (there, veo):
        await veo.submit(order())
        await veo.look("op-1", {})
    assert bearers(there) == [f"Bearer {TOKEN}0", f"Bearer {TOKEN}1"]


async def test_a_token_that_is_not_taken_is_not_shown_again() -> None:
    said = Said({"error": {"code": 401, "message": "Request had invalid authentication credentials"}}, 401)
    async with google(model=lambda heard: said if bearer(heard) == f"{TOKEN}0" else Said({"name": NAME})) as (
        there,
        veo,
    ):
        with pytest.raises(Declined) as declined:
            await veo.submit(order())
        assert (await veo.submit(order())).state is JobState.QUEUED
    assert declined.value.failure is Failure.AUTH
    assert bearers(there) == [f"Bearer {TOKEN}0", f"Bearer {TOKEN}1"]


def bearer(heard: Heard) -> str:
    return heard.headers["authorization"].removeprefix("Bearer ")


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_an_account_that_gets_no_token_is_shut_out_and_nothing_is_sent(status: int) -> None:
    said = Said({"error": "invalid_grant", "error_description": "Invalid JWT"}, status)
    async with google(lambda _: said) as (there, veo):
        with pytest.raises(Declined, match=rf"gives {EMAIL} no token \(invalid_grant\)") as declined:
            await veo.submit(order())
        with pytest.raises(Transient, match="invalid_grant"):
            await veo.look("op-1", {})
    assert (declined.value.failure, len(minted(there)), len(there.heard)) == (Failure.AUTH, 2, 2)


@pytest.mark.parametrize(
    "said",
    [None, Said({}, 500), Said({}, 429), Said({}, 302), Said(b"<html>"), Said({}), Said([]), token(expires_in="x")],
)
async def test_when_no_token_can_be_had_nothing_was_sent(said: Said | None) -> None:
    async with google(lambda _: said) as (there, veo):
        with pytest.raises(Declined) as declined:
            await veo.submit(order())
    assert (declined.value.failure, len(there.heard)) == (Failure.NOT_SENT, 1)


async def test_an_address_that_says_a_project_goes_before_the_keys_own() -> None:
    async with google() as (there, _), httpx.AsyncClient() as client:
        url = f"{there.base}/v1/projects/other/locations/europe-west4/"
        await Veo.opened(client, url, key_file(there.base)).submit(order())
    assert there.heard[-1].path.startswith("/v1/projects/other/locations/europe-west4/publishers/")


async def test_neither_key_nor_token_is_in_any_message_or_log(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is answered, and whoever repeats what it was shown."""
    caplog.set_level(logging.DEBUG)
    told: list[str] = []

    def repeats(heard: Heard) -> Said:
        shown = heard.content.decode() if heard.path == "/v1/token" else heard.headers["authorization"]
        return Said({"error": {"message": shown}, "error_description": shown}, 400)

    async with google(lambda _: Said({"error": "x", "error_description": TOKEN}, 400), repeats) as (_, veo):
        told += await messages(veo)
    async with google(model=repeats) as (there, veo):
        told += await messages(veo)
        assertion = parse_qs(minted(there)[0].content.decode())["assertion"][0]
    told += [record.getMessage() for record in caplog.records if not record.name.startswith("httpcore")]
    assert any("veo says 400: Bearer (key)" in message for message in told)
    secrets = (TOKEN, assertion, private_key().export_key(pkcs=8).decode().splitlines()[1])
    assert not [message for message in told for secret in secrets if secret in message]


async def messages(veo: Veo) -> list[str]:
    told = []
    for asking in (veo.submit(order()), veo.look("op-1", {})):
        with pytest.raises((Declined, Transient)) as error:
            await asking
        told += [str(error.value), repr(error.value)]
    return told


@pytest.mark.parametrize(
    "changes",
    [{"client_email": None}, {"project_id": None}, {"private_key": None}, {"private_key": "none"}, {"private_key": 7}],
)
async def test_a_file_that_is_no_service_accounts_is_told_so_and_not_shown(changes: dict[str, Any]) -> None:
    async with httpx.AsyncClient() as client:
        for text in (key_file("https://x.example", **changes), '{"broken', "{}"):
            with pytest.raises(Invalid, match="needs client_email, project_id and private_key") as invalid:
                Veo.opened(client, "https://x.example", text)
            assert "BEGIN" not in str(invalid.value)


@pytest.mark.parametrize(
    "uri", ["https://evil.example/token", "http://169.254.169.254/x", "https://x.example.evil/v1/t"]
)
async def test_a_key_does_not_send_the_gateway_to_strangers(uri: str) -> None:
    """A tenant's key is a text of the tenant's: where it is shown is not for it to say."""
    async with httpx.AsyncClient() as client:
        with pytest.raises(Invalid, match=r"token_uri is not https://oauth2\.googleapis\.com/token"):
            Veo.opened(client, "https://x.example", key_file("", token_uri=uri))
        Veo.opened(client, "", key_file("", token_uri=None))
        Veo.opened(client, "", key_file("", token_uri=google_account.TOKEN_URI))


async def test_where_nobody_listens_nothing_was_sent() -> None:
    base = await nobody()
    async with httpx.AsyncClient() as client:
        with pytest.raises(Declined) as declined:
            await Veo.opened(client, base, key_file(base)).submit(order())
    assert declined.value.failure is Failure.NOT_SENT


async def test_a_film_is_bought_of_the_twin_by_a_service_account(tmp_path: Path) -> None:
    async with running_twin(tmp_path / "twin") as twin, httpx.AsyncClient() as client:
        text = key_file("", token_uri=f"{twin.url('veo')}/v1/token")
        veo = Veo.opened(client, twin.url("veo"), text)
        job = await veo.submit(order())
        done = await veo.look(job.id, job.handle)
        assert (await veo.collect(done, tmp_path)).video.read_bytes()[4:8] == film()[4:8]
        (line,) = twin.bill("veo")
        assert line.job == job.id
