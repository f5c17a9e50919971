"""The contracts on engines in containers: the public images, or those that PICTURELOCK_TEST_*_IMAGE name.

Run where Docker answers and an image is there already; nothing is pulled, as a test should not depend on a registry.
"""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from testcontainers.core.container import DockerContainer

from picturelock.kernel.errors import Transient
from picturelock.platform.kafka import KafkaPlace
from picturelock.platform.kafka.topics import admin

ROOT = Path(__file__).parents[2]
IMAGES = {
    "kafka": os.environ.get("PICTURELOCK_TEST_KAFKA_IMAGE", "apache/kafka:4.1.0"),
    "mongo": os.environ.get("PICTURELOCK_TEST_MONGO_IMAGE", "mongo:8"),
    "s3": os.environ.get("PICTURELOCK_TEST_S3_IMAGE", "rustfs/rustfs:1.0.0-rc.6"),
}
PORTS = {"kafka": 9092, "mongo": 27017, "s3": 9000}
CONTRACTS = {
    "kafka": ("tests/live/test_live_kafka.py", "TestKafkaBus"),
    "mongo": ("tests/live/test_live_mongo.py", "TestMongoRecords"),
    "s3": ("tests/live/test_live_s3.py", "TestS3Store"),
}
NOT_RUN = "NOT RUN IN CONTAINERS"


def environment(engine: str, port: int) -> Mapping[str, str]:
    """What the public images are told, and where the tests then find the engine."""
    return {
        "kafka": {
            "KAFKA_NODE_ID": "1",
            "KAFKA_PROCESS_ROLES": "broker,controller",
            "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
            "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
            "KAFKA_LISTENERS": "PLAINTEXT://:9092,CONTROLLER://:9093",
            "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://127.0.0.1:{port}",
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        },
        "mongo": {},
        "s3": {
            "RUSTFS_ACCESS_KEY": "picturelock", "RUSTFS_SECRET_KEY": "picturelock",
            "MINIO_ROOT_USER": "picturelock", "MINIO_ROOT_PASSWORD": "picturelock",
        },
    }[engine]  # fmt: skip


def address(engine: str, port: int) -> str:
    there = f"127.0.0.1:{port}"
    return {"kafka": there, "mongo": f"mongodb://{there}", "s3": f"http://picturelock:picturelock@{there}"}[engine]


@contextmanager
def running(engine: str) -> Iterator[str]:
    """The engine's address, published on this machine alone."""
    port = free_port()
    container = DockerContainer(IMAGES[engine])
    container.ports = {f"{PORTS[engine]}/tcp": ("127.0.0.1", port)}  # type: ignore[dict-item] # as Docker takes it
    for name, value in environment(engine, port).items():
        container.with_env(name, value)
    with container:
        wait_for(port)
        if engine == "kafka":
            asyncio.run(kafka_answers(f"127.0.0.1:{port}"))
        yield address(engine, port)


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def wait_for(port: int, seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(3)  # Docker's own proxy answers sooner than what is behind it
                return
        time.sleep(0.2)
    pytest.fail(f"nothing answers at port {port}")


async def kafka_answers(bootstrap: str) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                async with admin(KafkaPlace(bootstrap, patience=2.0)) as client:
                    await client.list_topics()
            except Transient:
                await asyncio.sleep(0.5)
            else:
                return


def must_have(image: str) -> None:
    if shutil.which("docker") is None or run("docker", "info").returncode:
        pytest.skip(f"{NOT_RUN}: Docker does not answer; start it to run them")
    if run("docker", "image", "inspect", image).returncode:
        pytest.skip(f"{NOT_RUN}: no image {image} here; pull it, or name another by PICTURELOCK_TEST_*_IMAGE")


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, check=False, capture_output=True, timeout=30)


@pytest.mark.parametrize("engine", ["kafka", "mongo", "s3"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_contract_holds_on_an_engine_in_a_container(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    must_have(IMAGES[engine])
    monkeypatch.setenv("TESTCONTAINERS_RYUK_DISABLED", "true")
    file, contract = CONTRACTS[engine]
    with running(engine) as found:
        env = {**os.environ, f"PICTURELOCK_LIVE_{engine.upper()}": found, "PICTURELOCK_LIVE": "required"}
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "0", file, "-k", contract],
            cwd=ROOT, env=env, check=False, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:]
