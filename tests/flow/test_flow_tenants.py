"""Every method of every service, asked with another tenant's token for what is not that tenant's."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from benchmarks.line import script_of

from picturelock.house import blueprint
from picturelock.house.up import up
from picturelock.kernel.caller import Role
from picturelock.kernel.errors import NotFound, PicturelockError
from picturelock.kernel.service import Door
from picturelock.platform.doors import Method, methods_of
from picturelock.platform.entrance import doors_of
from picturelock.platform.grpc import Peer, Remote, channel_to
from picturelock.platform.local import Database, LocalBus, LocalRecords, SystemClock
from picturelock.platform.parked import SERVICE as PARKED
from picturelock.platform.parked import ParkedRpc
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.tokens import Tokens
from picturelock.testing.line import INSTANT_LINE
from picturelock_api.continuity.v1 import service_pb2 as continuity
from picturelock_api.registry.v1 import service_pb2 as registry

MAKING = {"CreateProject", "PutLane", "UploadAsset", "PutBudget", "PutSecret"}
"""What makes something of the caller's own, whoever else has something of that name."""
NOT_A_WORKERS = {"Enlist", "Lease"}
"""A worker has no take to name yet."""
OF_THE_FARM = {"PutTenantShare"}
"""Names no project: it is the farm's own tenant that may ask."""
NOT_SOLD = {"OrderStills", "GetStills"}
"""No engine of stills is bought of here; `test_stills` asks for another tenant's where there is one."""
METHODS = [method for door in (*doors_of(blueprint()), Door(PARKED, ParkedRpc)) for method in methods_of(door)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tenants")


@pytest.fixture
async def stage(folder: Path) -> AsyncIterator[tuple[grpc.aio.Channel, str, str, str]]:
    """A channel to a house where the studio has a film, the tokens of studio and agency, and a take's digest."""
    settings = PlatformSettings(listen="127.0.0.1:0", http_listen="127.0.0.1:0")
    async with up(folder / "house", settings, line=INSTANT_LINE) as entry:
        database = Database(folder / "house" / "picturelock.db")
        clock = SystemClock()
        tokens = Tokens(LocalRecords(database, LocalBus(database, clock), clock, "platform"), clock)
        studio, agency = [await tokens.create(tenant, Role.ADMIN) for tenant in ("studio", "agency")]
        database.close()
        channel = channel_to(Peer(entry.grpc))
        digest = await film_of(channel, studio)
        yield channel, studio, agency, digest
        await channel.close()


async def film_of(channel: grpc.aio.Channel, token: str) -> str:
    """The digest of a take of the studio's film, which is made when there is none."""
    projects = Remote(channel, "picturelock_api.registry.v1.ProjectService", token)
    films = Remote(channel, "picturelock_api.registry.v1.FilmService", token)
    await projects.create_project(registry.CreateProjectRequest(project="film", request_id="once"))
    await projects.put_script(registry.PutScriptRequest(project="film", name="f.fountain", data=script_of(1)))
    await films.make_film(registry.MakeFilmRequest(project="film"))
    async for told in films.watch_film(registry.WatchFilmRequest(project="film", from_start=True)):
        if told.event.topic == "editorial.cut_assembled.v1":
            break
    takes = Remote(channel, "picturelock_api.continuity.v1.TakeService", token)
    listed = await takes.list_takes(continuity.ListTakesRequest(project="film"))
    return str(listed.takes[0].asset.digest)


def request_for(method: Method, digest: str) -> Any:
    """Names what is the studio's, wherever the request has a field for it."""
    given = {
        "project": "film", "shot": "sc010_sh0010", "take": 1, "digest": digest, "note": "mine", "id": "all",
        "name": "film.mp4", "data": b"INT. X - DAY\n", "key": f"studio/{digest}/1", "token": 1, "message": "x",
        "purchase": f"studio/{digest}/1/1", "job": "a job",
    }  # fmt: skip
    request = method.request()
    for field in request.DESCRIPTOR.fields:
        if field.name in given and (field.name, method.name) != ("token", "WatchFilm"):
            value = given[field.name]
            if field.name == "name" and method.name in ("PutScript", "PutBible"):
                value = "f.fountain"
            if field.name == "name" and method.name == "DeliveryLink":
                value = "take.mp4"
            setattr(request, field.name, value)
    return request


@pytest.mark.parametrize("method", METHODS, ids=lambda method: f"{method.service.rpartition('.')[2]}.{method.name}")
async def test_what_is_another_tenants_is_not_there(
    stage: tuple[grpc.aio.Channel, str, str, str], method: Method
) -> None:
    channel, _, agency, digest = stage
    if method.name in MAKING | NOT_A_WORKERS | OF_THE_FARM | NOT_SOLD:
        return
    asked = getattr(Remote(channel, method.service, agency), _snake(method.name))
    answer, error = await outcome(asked, method, request_for(method, digest))
    if error is not None:
        missing = isinstance(error, NotFound) or (method.name == "Deliver" and error.reason == "INVALID")
        assert missing, f"{type(error).__name__} {error.reason}: {error}"
        return
    told = answer.SerializeToString()
    assert b"studio" not in told
    assert digest.encode() not in told
    assert method.name.startswith(("List", "Heartbeat", "Redrive", "Drop", "QuoteTakes")), (
        f"{method.name} answered: {answer}"
    )


async def outcome(asked: Any, method: Method, request: Any) -> tuple[Any, PicturelockError | None]:
    try:
        return (await anext(asked(request)) if method.gives_stream else await asked(request, timeout=10)), None
    except PicturelockError as error:
        return None, error


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
