"""The whole house on one directory with instant engines, asked through its doors as any client would."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from google.protobuf.message import Message

from picturelock.gateway import wiring as gateway
from picturelock.house.embedded import House, embedded
from picturelock.kernel.caller import Caller, Role
from picturelock.kernel.errors import NotFound
from picturelock.platform.doors import Asked, Doorman, Method, methods_of
from picturelock.testing.instant import InstantEngine
from picturelock.testing.line import INSTANT_LINE
from picturelock_api.continuity.v1 import service_pb2 as api
from picturelock_api.editorial.v1 import service_pb2 as cuts
from picturelock_api.registry.v1 import service_pb2 as films

PROJECT = "lamp"
ROOM, STAIRS = "sc010_sh0010", "sc020_sh0010"
SCRIPT = b"Title: Lamp\n\nINT. ROOM - DAY\n\nA lamp glows.\n\nINT. STAIRS - NIGHT\n\nA lamp flickers.\n"
PATIENCE = 20.0


@dataclass
class Known:
    """Callers are told by their header: `tenant role who`."""

    async def caller(self, shown: str) -> Caller:
        tenant, role, who = (*shown.split(), "")[:3]
        return Caller(tenant, Role[role], who)


@dataclass
class Client:
    house: House
    tenant: str = "studio"
    role: Role = Role.PRODUCER
    who: str = "anna"
    doorman: Doorman = field(default_factory=lambda: Doorman(Known()))

    def as_(self, tenant: str = "studio", role: Role = Role.PRODUCER, who: str = "anna") -> "Client":
        return Client(self.house, tenant, role, who, self.doorman)

    async def ask(self, request: Message) -> Any:
        return await self.doorman.ask(
            self._method(request), request, Asked(f"{self.tenant} {self.role.name} {self.who}")
        )

    def _method(self, request: Message) -> Method:
        doors = (door for service in self.house.services for door in service.doors)
        kind = type(request)
        return next(method for door in doors for method in methods_of(door) if method.request is kind)

    async def put(self, script: bytes, bible: bytes = b"") -> None:
        """The pages of a project that is made if there is none."""
        await self.ask(films.CreateProjectRequest(project=PROJECT, request_id="create"))
        await self.ask(films.PutScriptRequest(project=PROJECT, name="lamp.fountain", data=script))
        if bible:
            await self.ask(films.PutBibleRequest(project=PROJECT, name="lamp.bible.yaml", data=bible))

    async def make(self, script: bytes = SCRIPT, bible: bytes = b"", engine: str = "") -> cuts.GetCutResponse:
        """The film, made through the doors, and its cut."""
        await self.put(script, bible)
        made = await self.ask(films.MakeFilmRequest(project=PROJECT, engine=engine))
        return await self.cut(lambda cut: cut.revision >= made.revision)

    async def cut(self, is_meant: Callable[[Any], bool]) -> cuts.GetCutResponse:
        """Once there is a current one that is meant."""

        async def look() -> cuts.GetCutResponse | None:
            with suppress(NotFound):
                told: cuts.GetCutResponse = await self.ask(cuts.GetCutRequest(project=PROJECT))
                return told if told.current and is_meant(told.cut) else None
            return None

        found: cuts.GetCutResponse = await until(look)
        return found

    async def shot(self, name: str, is_meant: Callable[[films.Shot], bool]) -> films.Shot:
        async def look() -> films.Shot | None:
            found: films.Shot = (await self.ask(films.GetShotRequest(project=PROJECT, shot=name))).shot
            return found if is_meant(found) else None

        found: films.Shot = await until(look)
        return found

    async def takes(self, shot: str = "") -> list[api.JudgedTake]:
        return list((await self.ask(api.ListTakesRequest(project=PROJECT, shot=shot))).takes)

    async def circle(self, take: int, shot: str = ROOM, **said: str) -> api.JudgedTake:
        request = api.CircleTakeRequest(project=PROJECT, shot=shot, take=take, **said)
        told: api.JudgedTake = (await self.ask(request)).take
        return told

    async def reject(self, take: int, note: str, shot: str = ROOM, **said: str) -> api.JudgedTake:
        request = api.RejectTakeRequest(project=PROJECT, shot=shot, take=take, note=note, **said)
        told: api.JudgedTake = (await self.ask(request)).take
        return told


async def until(look: Callable[[], Awaitable[Any]]) -> Any:
    async with asyncio.timeout(PATIENCE):
        while (found := await look()) is None:  # noqa: ASYNC110 a client can do no better
            await asyncio.sleep(0.02)
    return found


def take_of(shot: str) -> Callable[[Any], int]:
    """The number of the take that a cut has for the shot."""
    return lambda cut: next(item.take for item in cut.items if item.shot == shot)


@asynccontextmanager
async def open_house(folder: Path, *engines: InstantEngine) -> AsyncIterator[Client]:
    made_by = engines or (InstantEngine(),)
    line = [
        (name, build if name != "gateway" else lambda kit, chosen: gateway.assembled(kit, chosen.gateway, made_by))
        for name, build in INSTANT_LINE
    ]
    async with embedded(folder, line=line) as house:
        yield Client(house)
