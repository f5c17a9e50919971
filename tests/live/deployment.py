"""A deployment on the real engines: every service and every worker a process, with names that nobody else uses."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from tests.live.live_engines import ROOT, fresh, where

from picturelock.house import blueprint
from picturelock.house.deployed import kafka_place, s3_place, topics_of
from picturelock.kernel.bus import Envelope
from picturelock.kernel.errors import Transient
from picturelock.platform.grpc import Peer, Remote, channel_to
from picturelock.platform.kafka import KafkaBus, Topics
from picturelock.platform.kafka.topics import admin
from picturelock.platform.local import SystemClock
from picturelock.platform.mongo import MongoPlace, Shelf
from picturelock.platform.settings import PlatformSettings
from picturelock_api.registry.v1 import service_pb2 as registry

SERVICES = ("registry", "compiler", "gateway", "assets", "continuity", "editorial")
INSTANT = "picturelock.testing.instant:InstantEngine"
SLEEPING = "picturelock.testing.instant:sleeping"
PASSED, HELD = "continuity.take_passed.v1", "registry.shot_held.v1"
GENERATED, CUT = "gateway.take_generated.v1", "editorial.cut_assembled.v1"


@dataclass
class Running:
    """A process, and how it is started again."""

    name: str
    command: Sequence[str]
    env: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.env, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT, start_new_session=True
            )

    def end(self, number: signal.Signals = signal.SIGTERM, wait: float = 30.0) -> int:
        """Its exit code."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        return self.process.wait(wait)


@dataclass
class Deployment:
    settings: PlatformSettings
    folder: Path
    env: dict[str, str]
    ports: dict[str, int]
    running: dict[str, Running] = field(default_factory=dict)

    def service(self, name: str, copy: int = 0, *, instant: bool = True) -> Running:
        """Started; only the first copy has an address that others know."""
        env = {**self.env, "PICTURELOCK_INSTANCE": f"{name}{copy}", "PICTURELOCK_HTTP_LISTEN": "off"}
        env["PICTURELOCK_LISTEN"] = f"127.0.0.1:{self.ports[name] if copy == 0 else 0}"
        command = ("tests.live.instant_serve",) if instant else ("picturelock", "serve")
        return self._run(f"{name}.{copy}", (sys.executable, "-m", *command, name), env)

    def worker(self, number: int, engine: str = INSTANT, slots: int = 4) -> Running:
        command = (
            sys.executable, "-m", "picturelock", "worker", "--gateway", self.address("gateway"), "--engine", engine,
            "--slots", str(slots), "--name", f"worker{number}",
        )  # fmt: skip
        return self._run(f"worker.{number}", command, self.env)

    def _run(self, name: str, command: Sequence[str], env: dict[str, str]) -> Running:
        running = self.running[name] = Running(name, command, env, self.folder / f"{name}.log")
        running.start()
        return running

    def stop(self, name: str) -> int:
        return self.running.pop(name).end()

    def address(self, name: str) -> str:
        return f"127.0.0.1:{self.ports[name]}"

    def logs(self, lines: int = 8) -> str:
        """The last lines of each, for a failing test to show."""
        tails = {
            file.name: file.read_text(errors="replace").splitlines()[-lines:] for file in self.folder.glob("*.log")
        }
        return "\n".join(f"--- {name}\n" + "\n".join(tail) for name, tail in sorted(tails.items()))

    @asynccontextmanager
    async def asking(self, service: str, owner: str = "") -> AsyncIterator[Any]:
        """A door that is asked again while it is away."""
        channel = channel_to(Peer(self.address(owner or service.partition(".")[0])))
        try:
            yield Patient(Remote(channel, f"picturelock_api.{service}"))
        finally:
            await channel.close()

    @asynccontextmanager
    async def bus(self) -> AsyncIterator[KafkaBus]:
        async with KafkaBus.opened(kafka_place(self.settings), SystemClock(), topics_of(blueprint())) as bus:
            yield bus

    async def make(self, project: str, script: bytes, engine: str = "") -> int:
        """How many shots were sent."""
        async with self.asking("registry.v1.ProjectService") as projects:
            await projects.create_project(registry.CreateProjectRequest(project=project, request_id=f"make {project}"))
            put = registry.PutScriptRequest(
                project=project, name="b.fountain", data=script, request_id=f"put {project}"
            )
            await projects.put_script(put)
        async with self.asking("registry.v1.FilmService") as films:
            begun = await films.make_film(
                registry.MakeFilmRequest(project=project, engine=engine, request_id=f"make {project}")
            )
        return sum(1 for shot in begun.outlook.shots if shot.standing == registry.STANDING_NEW)

    async def everything(self) -> list[Envelope]:
        async with self.bus() as bus:
            return [envelope async for _, envelope in bus.history()]


class Patient:
    """Asks until it is answered, as any client should that gave a request id."""

    def __init__(self, remote: Remote, seconds: float = 240.0) -> None:
        self._remote = remote
        self._seconds = seconds

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        ask = getattr(self._remote, name)

        async def asking(request: Any) -> Any:
            async with asyncio.timeout(self._seconds):
                while True:
                    try:
                        return await ask(request, timeout=60)
                    except Transient:
                        await asyncio.sleep(0.2)

        return asking


@asynccontextmanager
async def deployed(folder: Path, **env: str) -> AsyncIterator[Deployment]:
    """Nothing runs yet. At the end whatever runs is ended, and what it left on the engines is removed."""
    name = fresh()
    ports = free_ports()
    given = {
        "PICTURELOCK_KAFKA": where("kafka"),
        "PICTURELOCK_KAFKA_PREFIX": f"{name}.",
        "PICTURELOCK_KAFKA_PARTITIONS": "6",
        "PICTURELOCK_MONGO": where("mongo"),
        "PICTURELOCK_MONGO_DATABASE": name,
        "PICTURELOCK_S3": where("s3"),
        "PICTURELOCK_S3_BUCKET": name,
        "PICTURELOCK_SCRATCH": str(folder / "scratch"),
        "PICTURELOCK_PEERS": ",".join(f"{service}=127.0.0.1:{port}" for service, port in ports.items()),
        **env,
    }
    said = {key.removeprefix("PICTURELOCK_").lower(): value for key, value in given.items()}
    settings = PlatformSettings(**{key: said[key] for key in said if key in PlatformSettings.model_fields})
    topics = Topics(kafka_place(settings), topics_of(blueprint()), SERVICES)
    await topics.apply()
    deployment = Deployment(settings, folder, {**os.environ, **given}, ports)
    try:
        yield deployment
    finally:
        for running in list(deployment.running.values()):
            running.end(signal.SIGKILL)
        await _clean(settings)


async def _clean(settings: PlatformSettings) -> None:
    place = kafka_place(settings)
    async with admin(place) as client:
        await client.delete_topics([each for each in await client.list_topics() if each.startswith(place.prefix)])
    async with Shelf.opened(MongoPlace(settings.mongo.get_secret_value(), settings.mongo_database)) as shelf:
        await shelf._client.drop_database(settings.mongo_database)
    await asyncio.to_thread(_empty, settings)


def _empty(settings: PlatformSettings) -> None:
    place = s3_place(settings)
    client = place.client(1)
    if client.bucket_exists(place.bucket):
        for each in client.list_objects(place.bucket, recursive=True):
            client.remove_object(place.bucket, each.object_name or "")
        client.remove_bucket(place.bucket)


def free_ports() -> dict[str, int]:
    held = {service: socket.socket() for service in SERVICES}
    for each in held.values():
        each.bind(("127.0.0.1", 0))
    ports = {service: each.getsockname()[1] for service, each in held.items()}
    for each in held.values():
        each.close()
    return ports


async def answering(deployment: Deployment, names: Sequence[str] = SERVICES, seconds: float = 60.0) -> None:
    """Until these services' doors are open."""
    async with asyncio.timeout(seconds):
        for name in names:
            async with grpc.aio.insecure_channel(deployment.address(name)) as channel:
                await channel.channel_ready()


def made_twice(said: Sequence[Envelope]) -> list[str]:
    """Digests of prompts that more than one take was generated of, reused ones aside."""
    from picturelock_api.gateway.v1.events_pb2 import TakeGenerated  # noqa: PLC0415

    once = {e.id: TakeGenerated.FromString(e.data) for e in said if e.topic == GENERATED}
    counted = Counter(event.take.prompt_digest for event in once.values() if not event.take.reused)
    return [digest for digest, count in counted.items() if count > 1]
