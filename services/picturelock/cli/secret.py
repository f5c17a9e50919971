"""`picturelock secret`: the tenant's own keys to providers; put once, never shown again."""

import json
import sys
import uuid
from contextlib import suppress
from getpass import getpass
from pathlib import Path

import typer

from picturelock.cli.counter import at_counter
from picturelock.cli.reach import Reach, as_json_text
from picturelock_api.gateway.v1 import service_pb2 as api

MOST_PIPED = 1 << 16
"""Characters that are read: more than any key has."""


async def put_secret(out: Path | None, reach: Reach | None, provider: str) -> int:
    """The key is asked for, or read from what is piped in: it is in no command line, and in no history of one."""
    key = getpass(f"key to {provider}: ") if sys.stdin.isatty() else _piped()
    request = api.PutSecretRequest(provider=provider, key=key, request_id=uuid.uuid4().hex)
    async with at_counter(out, reach, alone=True) as counter:
        put = (await counter.secrets.put_secret(request)).secret
    typer.echo(f"{provider}: takes are bought with the key that ends in {put.ends or '(too short to tell)'}")
    return 0


def _piped() -> str:
    """A service account's file becomes one line, however it was laid out."""
    text = sys.stdin.read(MOST_PIPED).strip()
    with suppress(ValueError):
        if isinstance(account := json.loads(text), dict):
            return json.dumps(account)
    return text


async def list_secrets(out: Path | None, reach: Reach | None, *, as_json: bool) -> int:
    async with at_counter(out, reach) as counter:
        secrets = (await counter.secrets.list_secrets(api.ListSecretsRequest())).secrets
    if as_json:
        typer.echo(as_json_text(secrets))
        return 0
    for each in secrets:
        typer.echo(f"{each.provider:14} ...{each.ends}  put {each.put.ToDatetime():%Y-%m-%d %H:%M} UTC")
    if not secrets:
        typer.echo("none were put; takes are bought of the deployment's own accounts")
    return 0


async def remove_secret(out: Path | None, reach: Reach | None, provider: str) -> int:
    request = api.RemoveSecretRequest(provider=provider, request_id=uuid.uuid4().hex)
    async with at_counter(out, reach, alone=True) as counter:
        await counter.secrets.remove_secret(request)
    typer.echo(f"{provider}: the key is forgotten")
    return 0
