"""A gateway whose letterbox is open on a real port, and that buys of a twin which posts there."""

import asyncio
import hashlib
import json
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import httpx
from pydantic import SecretStr
from tests.gateway.gateway_stage import well
from tests.gateway.providers.counterpart import KEY
from tests.gateway.providers.wires import SPOKEN

from picturelock.compiler.model import compile_for
from picturelock.gateway import wiring
from picturelock.gateway.handlers import Shop
from picturelock.gateway.model import Hint, Order, OrderState, Purchase, PurchaseState, account_keys
from picturelock.gateway.settings import GatewaySettings, ProviderSettings
from picturelock.house import desk, running
from picturelock.kernel.bus import Cause, caused_by, envelop
from picturelock.kernel.codec import encode
from picturelock.kernel.service import Kit, Service
from picturelock.platform.entrance import Opening, doors_of, doors_open, letterboxes_of
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.tokens import Tokens
from picturelock.testing.samples import PROJECT, small_brief
from picturelock.twin.running import Twin, running_twin
from picturelock.twin.signing import Ed25519Key, StandardSecret
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage

PATIENCE = 90.0
"""Seconds after which something that must come is taken not to come."""


@dataclass(frozen=True)
class Stage:
    provider: str
    twin: Twin
    service: Service
    records: LocalRecords
    bus: LocalBus
    http: httpx.AsyncClient
    """At the gateway's HTTP door."""
    keys: Path
    """Where the twin keeps what it signs with."""

    @property
    def shop(self) -> Shop:
        return desk([self.service], Shop)

    async def order(self, shot: str = "sc010_sh0010") -> None:
        """A take of the shot, of this provider's engine."""
        brief = small_brief(shot, words=f"Mara waits for {shot}.")
        prompt = compile_for(SPOKEN[self.provider].engine, brief, revision=0).prompt
        assert prompt is not None
        event = PromptCompiled(
            shot_key=f"{PROJECT}/{shot}", brief=encode(brief, BriefMessage), take_number=1,
            prompt=encode(prompt, PromptMessage), prompt_digest=prompt.digest,
        )  # fmt: skip
        await self.bus.publish([envelop(event, Cause(shot, "compiler"), SystemClock().now())])

    async def purchases(self) -> list[Purchase]:
        return [each for _, each in await self.records.select(Purchase)]

    async def states(self) -> set[PurchaseState]:
        return {each.state for each in await self.purchases()}

    async def orders(self) -> set[OrderState]:
        return {each.state for _, each in await self.records.select(Order)}

    async def hints(self) -> list[Hint]:
        return [each for _, each in await self.records.select(Hint)]

    async def until(self, holds: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await holds():  # noqa: ASYNC110 what is waited for is on record, and rings no bell
                await asyncio.sleep(0.05)

    async def until_made(self, takes: int) -> None:
        async def made() -> bool:
            found = await self.purchases()
            return len(found) >= takes and all(each.stands == "closed" for each in found)

        await self.until(made)

    async def posted(self, purchase: Purchase, body: bytes, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """At the purchase's own address; as its provider signs it, unless told otherwise."""
        place = f"/v1/hooks/{self.provider}/{purchase.hook}"
        return await self.http.post(place, content=body, headers=self.signed(body) if headers is None else headers)

    def signed(self, body: bytes, off: int = 0, name: str = "delivery") -> dict[str, str]:
        """`off` are seconds by which the time that is signed is not ours."""
        at = int(time.time()) + off
        if self.provider == "fal":
            told = {"request-id": name, "user-id": "studio", "timestamp": str(at)}
            said = "\n".join((*told.values(), hashlib.sha256(body).hexdigest())).encode()
            signature = Ed25519Key(self.keys / "fal-ed25519").sign(said).hex()
            return {f"x-fal-webhook-{each}": value for each, value in (*told.items(), ("signature", signature))}
        if self.provider == "minimax":
            return {}
        return StandardSecret(self.keys / f"{self.provider}-webhook-secret").headers(name, at, body)

    def naming(self, job: str) -> bytes:
        """A body that tells of this job as the provider's do."""
        task = {"id": job, "status": "succeeded"}
        said = {"fal": {"request_id": job, "status": "OK"}, "minimax": {"task": task}}
        return json.dumps(said.get(self.provider, task)).encode()

    async def parked(self) -> Purchase:
        """The one purchase there is, once it is parked and its order waits."""

        async def is_parked() -> bool:
            return await self.states() == {PurchaseState.PARKED} and await self.orders() == {OrderState.WAITING}

        await self.order()
        await self.until(is_parked)
        (purchase,) = await self.purchases()
        return purchase


@asynccontextmanager
async def on_stage(
    provider: str, folder: Path, faults: str = "", pace: float = 0.0, *, posts: bool = True,
    horizon: float | None = None,
) -> AsyncIterator[Stage]:  # fmt: skip
    """`posts` False is a gateway that its providers know no address of."""
    async with running_twin(folder / "twin", faults, pace) as twin:
        url = twin.url(provider)
        given = ProviderSettings(
            key=SecretStr("r8_8c1f6d0e2b7a" if provider == "replicate" else KEY), url=url, slots=8, horizon=horizon,
            webhook_secret=SecretStr(kling_secret(folder / "twin") if provider == "kling" else ""),
        )  # fmt: skip
        port = free_port()
        settings = GatewaySettings(
            slots=0, providers={provider: given}, webhooks=f"http://127.0.0.1:{port}" if posts else "", name="a"
        )
        async with _at_work(settings, port, folder) as (service, records, bus, http):
            await _budget(desk([service], Shop), SPOKEN[provider].engine)
            yield Stage(provider, twin, service, records, bus, http, folder / "twin")


@asynccontextmanager
async def _at_work(
    settings: GatewaySettings, port: int, folder: Path
) -> AsyncIterator[tuple[Service, LocalRecords, LocalBus, httpx.AsyncClient]]:
    clock, database = SystemClock(), Database(None)
    bus = LocalBus(database, clock)
    records = LocalRecords(database, bus, clock, "gateway")
    service = wiring.build(Kit(records, LocalStore(folder / "store"), clock, folder / "scratch", bus), settings)
    tokens = Tokens(LocalRecords(database, bus, clock, "platform"), clock)
    listening = PlatformSettings(listen="127.0.0.1:0", http_listen=f"127.0.0.1:{port}")
    opening = Opening(listening, tokens, well, letterboxes_of([service]))
    async with (
        running([service], bus, clock),
        doors_open(doors_of([service]), opening) as entry,
        httpx.AsyncClient(base_url=f"http://{entry.http}", timeout=30) as http,
    ):
        yield service, records, bus, http
    database.close()


def kling_secret(keys: Path) -> str:
    """As its console shows it."""
    return StandardSecret(keys / "kling-webhook-secret").shown


async def _budget(shop: Shop, engine: str) -> None:
    key, name = next(iter(account_keys(PROJECT, engine).items()))
    with caused_by(Cause("cap", "request")):
        await shop.teller.put_cap(key, name, Decimal(100), "USD")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
