"""A production rehearsed for nothing: four rented engines, played by the studio twin, one of which dies half-way.

What it starts are commands that anybody may type: `picturelock twin`, `up`, `make`, `drill sunset`, `spend`.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

HERE = Path(__file__).parent
FILM = HERE.parent / "channel-nine" / "channel-nine.fountain"
KEYS = {
    "runway": "key_0f9b6c2d4e8a7135",
    "luma": "luma-api-0f9b6c2d",
    "kling": "0f9b6c2d4e8a",
    "fal": "0f9b6c2d:4e8a7135",
}
"""Any key will do for the twin that looks like the provider's."""
DYING, ENGINE, INSTEAD = "fal", "fal/pika-2.2", "runway/gen4.5"
PATIENCE = 60.0


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=Path("out/demo-twin"), help="where everything goes")
    asked.add_argument("--script", type=Path, default=FILM, help="a screenplay with its NAME.bible.yaml beside it")
    asked.add_argument("--budget", default="120", help="what the film may cost, in US dollars")
    asked.add_argument("--after", type=int, default=3, help="so many takes of the dying engine are made")
    told = asked.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    bible = told.out / "film.bible.yaml"
    written = told.script.with_name(f"{told.script.stem}.bible.yaml")
    bible.write_text((written.read_text() if written.exists() else "") + (HERE / "routes.yaml").read_text())
    with _twin(told.out) as twin, _house(told.out, twin) as server:
        return _produced(told, server, twin, [str(told.script), "--bible", str(bible), "--out", str(told.out)])


def _produced(told: argparse.Namespace, server: str, twin: str, film: list[str]) -> int:
    run = ("--server", server)
    _say(f"what it will cost, before anything is bought; nothing of {ENGINE} is known to be ill")
    _picturelock(*run, "estimate", *film)
    _say(f"the film, with {told.budget} USD to spend")
    making = subprocess.Popen(_command(*run, "make", *film, "--budget", told.budget, "--yes"))
    if _until(lambda: len(_bill(twin, DYING)) >= told.after, making):
        httpx.put(f"{twin}/twin/faults", content=f"{DYING}.lost_request=1").raise_for_status()
        _say(f"{DYING} answers no more. What leaving it means, and what it costs:")
        _picturelock(*run, "drill", "sunset", ENGINE, *film, "--to", INSTEAD)
        _say("so be it")
        _picturelock(*run, "drill", "sunset", ENGINE, *film, "--to", INSTEAD, "--go")
    code = making.wait()
    _say("what it cost, and what nobody can tell")
    project = told.script.stem
    _picturelock(*run, "spend", project, "--by", "engine")
    _picturelock(*run, "purchases", "list", project, "--state", "parked")
    _say("the twin's own bill, held against the books")
    bill = told.out / "bill.csv"
    bill.write_bytes(httpx.get(f"{twin}/twin/bill.csv").raise_for_status().content)
    _picturelock(*run, "reconcile", str(bill), project)
    return code


@contextmanager
def _twin(out: Path) -> Iterator[str]:
    address = f"127.0.0.1:{_free()}"
    with _started(_command("twin", "--listen", address, "--data", str(out / "twin")), out / "twin.log", os.environ):
        _until_answered(f"http://{address}/twin/bill")
        yield f"http://{address}"


@contextmanager
def _house(out: Path, twin: str) -> Iterator[str]:
    """Everything in one process, with all doors open on this machine."""
    door, http = _free(), _free()
    accounts = {name: {"key": key, "url": f"{twin}/{name}"} for name, key in KEYS.items()}
    env = os.environ | {
        "PICTURELOCK_GATEWAY_PROVIDERS": json.dumps(accounts),
        "PICTURELOCK_LISTEN": f"127.0.0.1:{door}",
        "PICTURELOCK_HTTP_LISTEN": f"127.0.0.1:{http}",
    }
    with _started(_command("up", "--dir", str(out / "house")), out / "house.log", env):
        _until_answered(f"http://127.0.0.1:{http}/healthz")
        yield f"127.0.0.1:{door}"


@contextmanager
def _started(command: list[str], log: Path, env: Mapping[str, str]) -> Iterator[None]:
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=dict(env))
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "picturelock", *words]


def _picturelock(*words: str) -> None:
    subprocess.run(_command(*words), check=False)


def _bill(twin: str, provider: str = "") -> list[dict[str, str]]:
    lines: list[dict[str, str]] = httpx.get(f"{twin}/twin/bill", params={"provider": provider}).json()["lines"]
    return lines


def _until(reached: Callable[[], bool], making: "subprocess.Popen[bytes]") -> bool:
    """False when the film was made before."""
    while making.poll() is None:
        if reached():
            return True
        time.sleep(0.2)
    return False


def _until_answered(url: str) -> None:
    until = time.monotonic() + PATIENCE
    while not _answers(url):
        if time.monotonic() > until:
            raise TimeoutError(f"{url}: does not answer after {PATIENCE:g} s; read the log beside the film")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        httpx.get(url)
    except httpx.TransportError:
        return False
    return True


def _free() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port: int = any_port.getsockname()[1]
        return port


def _say(words: str) -> None:
    sys.stderr.flush()
    print(f"\n== {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
