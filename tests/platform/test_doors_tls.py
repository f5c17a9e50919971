"""TLS and mTLS at both doors, with an authority made for the test."""

import shutil
import ssl
import subprocess
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from tests.platform.door_stage import LISTENING, SERVICE, Queue, well

from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.service import Door
from picturelock.platform.entrance import Opening, doors_open
from picturelock.platform.grpc import Peer, Remote, channel_to
from picturelock.platform.local import Database, LocalBus, LocalRecords, SystemClock
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.tokens import Tokens
from picturelock_api.gateway.v1 import service_pb2 as gateway

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl, which makes the certificates, is absent"
)


def run(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`ca.pem`, and a pair of `server` and `client` files that it signed for this machine."""
    folder = tmp_path_factory.mktemp("tls")
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    run(folder, "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=test authority")
    for name in ("server", "client"):
        run(folder, "req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        run(
            folder, "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-out", f"{name}.pem", "-extfile", "names",
        )  # fmt: skip
    return folder


def opening(certificates: Path, *, mutual: bool) -> Opening:
    clock, database = SystemClock(), Database(None)
    settings = PlatformSettings(
        **LISTENING,
        tls_cert=certificates / "server.pem",
        tls_key=certificates / "server.key",
        tls_client_ca=certificates / "ca.pem" if mutual else None,
    )
    return Opening(settings, Tokens(LocalRecords(database, LocalBus(database, clock), clock, "platform"), clock), well)


async def listed(peer: Peer) -> int:
    channel = channel_to(peer)
    try:
        answer = await Remote(channel, SERVICE).list_lanes(gateway.ListLanesRequest(page_size=4), timeout=5)
        return int(answer.lanes[0].queued)
    finally:
        await channel.close()


async def bare(channel: Any) -> None:
    await channel.unary_unary(f"/{SERVICE}/ListLanes")(b"", timeout=5)


async def test_a_door_with_a_certificate_speaks_tls_and_nothing_else(certificates: Path) -> None:
    async with doors_open([Door(SERVICE, Queue())], opening(certificates, mutual=False)) as entry:
        assert await listed(Peer(entry.grpc, ca=certificates / "ca.pem")) == 4
        async with grpc.aio.insecure_channel(entry.grpc) as plain:
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await bare(plain)
        assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
        trusting = ssl.create_default_context(cafile=str(certificates / "ca.pem"))
        async with httpx.AsyncClient(verify=trusting, base_url=f"https://{entry.http}") as http:
            assert (await http.get("/v1/queue/lanes?page_size=4")).json()["lanes"][0]["queued"] == 4


async def test_with_an_authority_for_callers_only_those_it_signed_come_in(certificates: Path) -> None:
    cert, key = certificates / "client.pem", certificates / "client.key"
    trusting = ssl.create_default_context(cafile=str(certificates / "ca.pem"))
    async with doors_open([Door(SERVICE, Queue())], opening(certificates, mutual=True)) as entry:
        assert await listed(Peer(entry.grpc, ca=certificates / "ca.pem", cert=cert, key=key)) == 4
        with pytest.raises(Transient):
            await listed(Peer(entry.grpc, ca=certificates / "ca.pem"))
        async with httpx.AsyncClient(verify=trusting, base_url=f"https://{entry.http}") as http:
            with pytest.raises(httpx.TransportError):
                await http.get("/healthz")
        trusting.load_cert_chain(cert, key)
        async with httpx.AsyncClient(verify=trusting, base_url=f"https://{entry.http}") as http:
            assert (await http.get("/healthz")).status_code == 200


async def test_a_certificate_that_is_not_there_is_said_plainly(certificates: Path) -> None:
    absent = opening(certificates, mutual=False)
    settings = absent.settings.model_copy(update={"tls_cert": certificates / "no-such.pem"})
    with pytest.raises(Refused, match=r"no-such\.pem: cannot be read"):
        async with doors_open([], Opening(settings, absent.tokens, well)):
            pass
