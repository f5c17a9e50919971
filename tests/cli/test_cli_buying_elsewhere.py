"""Buying in a deployment: its prices, its books, and takes that were judged there."""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.cli.cli_desk import ENGINE, Desk
from tests.cli.cli_run import Ran, picturelock

from picturelock.twin.running import twin_in_thread

PRICES = """prices:
  - {engine: runway/gen4.5, units: 12, per: second, each: 0.0075, since: 2026-11-01, source: here,
     projects: [local/small]}
"""


class Deployment:
    """`picturelock up` in a process of its own, with an account at the twin and a price book that we have not."""

    def __init__(self, desk: Desk, server: str) -> None:
        self.desk, self._server = desk, server
        desk.env.pop("PICTURELOCK_GATEWAY_PROVIDERS")

    def run(self, *words: str | Path) -> Ran:
        return self.desk.run("--server", self._server, *words)

    def making(self, *words: str | Path) -> AbstractContextManager[subprocess.Popen[bytes]]:
        return self.desk.begun("--server", self._server, *words)

    def takes(self, *words: str) -> Ran:
        return picturelock("--server", self._server, "takes", *words)


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    prices = tmp_path / "prices.yaml"
    prices.write_text(PRICES)
    with twin_in_thread(tmp_path / "twin") as twin:
        desk = Desk(tmp_path, twin)
        desk.give("runway", horizon=0.5)
        given = {"PICTURELOCK_LISTEN": "127.0.0.1:0", "PICTURELOCK_HTTP_LISTEN": "127.0.0.1:0",
                 "PICTURELOCK_GATEWAY_PRICES": str(prices), "PICTURELOCK_CONTINUITY_POLICY__NO_SOUND__ON": "true",
                 "PICTURELOCK_REGISTRY_MOST_REVISIONS": "1"}  # fmt: skip
        up = subprocess.Popen(
            [sys.executable, "-m", "picturelock", "up", "--dir", str(tmp_path / "house"), "--json"],
            env=desk.env | given, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        with up:
            assert up.stdout is not None
            yield Deployment(desk, str(json.loads(up.stdout.readline())["grpc"]))
            up.terminate()


def test_a_deployments_prices_and_waste_are_told_from_afar(deployment: Deployment) -> None:
    script = deployment.desk.script
    told = deployment.run("estimate", script, "--engine", ENGINE, "--json")
    quoted = {shot["shot"]: Decimal(shot["amount"]) for shot in json.loads(told.out)["shots"]}
    assert sum(quoted.values()) == Decimal("0.45"), "nine cents a second, as the project negotiated"
    words = ("make", script, "--engine", ENGINE, "--budget", "5")
    assert deployment.run(*words, "--approve", "0.40").code == 2
    assert deployment.run(*words).code == 0
    wasted = json.loads(deployment.run("spend", "small", "--wasted", "--json").out)
    assert [(row["name"], row["takes"], Decimal(row["wasted"])) for row in wasted] == [
        ("rejected: no_sound", 1, quoted["sc010_sh0020"]),
    ]  # fmt: skip


def test_what_takes_wait_for_is_told_while_a_film_is_made(deployment: Deployment) -> None:
    desk = deployment.desk
    assert deployment.run("engine", "pause", ENGINE, "--why", "dearer today").code == 0
    with deployment.making("make", desk.script, "--engine", ENGINE, "--budget", "5") as making:
        told = desk.until_said(f"2 takes wait: {ENGINE} is paused: dearer today")
        assert desk.twin.bill() == []
        assert deployment.run("engine", "resume", ENGINE).code == 0
        assert making.wait(60) == 0, told


def test_what_came_twice_is_an_alternate_and_is_cut_in_once_it_is_circled(deployment: Deployment) -> None:
    desk = deployment.desk
    words = ("make", desk.script, "--engine", ENGINE, "--budget", "5")
    desk.twin.set_faults("runway.lost_answer=#1")
    assert deployment.run(*words).code == 1
    deployment.run("budget", "set", "5", "--name", "small", "--parked", "again:0.50")
    assert deployment.run(*words).code == 0
    bought = json.loads(deployment.run("purchases", "list", "small", "--json").out)
    (first,) = [each for each in bought if each["state"] == "replaced"]
    (job,) = {line.job for line in desk.twin.bill("runway")} - {each.get("job", "") for each in bought}
    assert deployment.run("purchases", "settle", "small", first["purchase"], "--job", job).code == 0
    alternate = _alternate(deployment)
    assert (alternate["shot"], alternate["take"], alternate["alternate_of"]) == (first["shot"], 1001, 1)
    assert "1 alt 1 (1001)" in deployment.takes("list", "small").out
    assert deployment.takes("circle", "small", first["shot"], "1001").code == 0
    made = json.loads(deployment.run(*words, "--json").out)
    assert [each["take"] for each in made["cut"]["items"] if each["shot"] == first["shot"]] == [1001]
    causes = {row["name"] for row in json.loads(deployment.run("spend", "small", "--wasted", "--json").out)}
    assert "another take was chosen" in causes
    assert "surplus: it came twice" not in causes


def _alternate(deployment: Deployment) -> dict[str, Any]:
    """Once the deployment has seen to it."""
    for _ in range(60):
        takes: list[dict[str, Any]] = json.loads(deployment.takes("list", "small", "--json").out)
        if found := [take for take in takes if take["alternate_of"]]:
            return found[0]
        time.sleep(1.0)
    raise AssertionError(f"there is no alternate: {takes}")


def test_stills_are_bought_by_a_deployment_and_laid_beside_the_bible_here(deployment: Deployment) -> None:
    desk = deployment.desk
    desk.bible.write_text("characters:\n  mara: {words: a woman of forty}\n")
    words = ("stills", desk.script, "--bible", desk.bible, "--of", "character/mara", "--json")
    for bought in (True, False):
        ran = deployment.run(*words, "--budget", "5")
        assert ran.code == 0, ran.err
        (still,) = json.loads(ran.out)["stills"]
        assert still["bought"] is bought
        assert hashlib.sha256(Path(still["file"]).read_bytes()).hexdigest() == still["digest"]
    assert len(desk.twin.bill()) == 1
    (row,) = json.loads(deployment.run("spend", "small", "--by", "scene", "--json").out)
    assert (row["name"], Decimal(row["spent"])) == ("references", Decimal("0.08"))
    desk.bible.write_text("characters:\n  mara: {words: a woman of forty, references: [refs/mara-1.png]}\n")
    made = deployment.run("make", desk.script, "--bible", desk.bible, "--engine", "previz")
    assert made.code == 0, made.err
