"""Commands of those who run Picturelock: settings, tokens, topics, services, workers; with wrong input too."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.cli_run import Ran

NOWHERE = {
    "PICTURELOCK_KAFKA": "127.0.0.1:9",
    "PICTURELOCK_MONGO": "mongodb://127.0.0.1:9",
    "PICTURELOCK_S3": "http://a:b@127.0.0.1:9",
}


def run(*words: str | Path, **env: str) -> Ran:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PICTURELOCK_")}
    done = subprocess.run(
        [sys.executable, "-m", "picturelock", *map(str, words)],
        check=False, capture_output=True, text=True, timeout=60, env={**clean, **env},
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


def test_good_settings_are_said_to_be_good() -> None:
    ran = run("config", "check", "--json", PICTURELOCK_LISTEN="127.0.0.1:0", PICTURELOCK_MONGO="mongodb://u:hidden@h/")
    assert ran.code == 0
    said = json.loads(ran.out)
    assert said["settings"]["PICTURELOCK_LISTEN"] == "127.0.0.1:0"
    assert "hidden" not in ran.out


def test_every_wrong_setting_is_named_with_what_is_wrong() -> None:
    ran = run(
        "config", "check",
        PICTURELOCK_LISTEN="here", PICTURELOCK_KAFKA_PARTITIONS="none", PICTURELOCK_S3="store",
        PICTURELOCK_PEERS="registry=", PICTURELOCK_GATEWAY_LEASE_SECONDS="-1",
    )  # fmt: skip
    assert ran.code == 2
    named = ("LISTEN", "KAFKA_PARTITIONS", "S3", "PEERS", "GATEWAY_LEASE_SECONDS")
    assert all(f"PICTURELOCK_{name}" in ran.err for name in named)
    assert "Traceback" not in ran.err


def test_a_setting_that_nobody_knows_is_warned_of() -> None:
    ran = run("config", "check", PICTURELOCK_LISTN="127.0.0.1:0")
    assert ran.code == 0
    assert "PICTURELOCK_LISTN: there is no such setting; did you mean PICTURELOCK_LISTEN?" in ran.err


def test_a_file_is_the_environment_by_another_name(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("listen: 127.0.0.1:7\nlog: json\npeers: {registry: a:1}\ngateway: {lease_seconds: 12}\n")
    given = {"PICTURELOCK_CONFIG": str(file), "PICTURELOCK_LOG": "text"}
    said = json.loads(run("config", "check", "--json", **given).out)["settings"]
    assert said["PICTURELOCK_LISTEN"] == "127.0.0.1:7"
    assert said["PICTURELOCK_PEERS"] == "registry=a:1"
    assert said["PICTURELOCK_GATEWAY_LEASE_SECONDS"] == "12.0"
    assert said["PICTURELOCK_LOG"] == "text", "the environment wins"


@pytest.mark.parametrize(
    ("text", "what"), [("listen: [", "is no YAML"), ("- listen", "has no settings"), (None, "cannot be read")]
)
def test_a_file_that_can_not_be_used_is_said_plainly(tmp_path: Path, text: str | None, what: str) -> None:
    file = tmp_path / "settings.yaml"
    if text is not None:
        file.write_text(text)
    assert what in run("config", "check", PICTURELOCK_CONFIG=str(file)).complaint


def test_all_settings_are_shown() -> None:
    ran = run("config", "show", COLUMNS="300")
    assert "PICTURELOCK_KAFKA_PARTITIONS" in ran.out
    assert "Partitions of every topic" in ran.out


def test_tokens_are_made_listed_and_revoked(tmp_path: Path) -> None:
    made = run("token", "create", "--tenant", "studio", "--role", "artist", "--note", "cutting room", "--dir", tmp_path)
    assert made.code == 0, made.err
    token = made.out.strip()
    (listed,) = json.loads(run("token", "list", "--dir", tmp_path, "--json").out)
    assert (listed["tenant"], listed["role"], listed["note"]) == ("studio", "artist", "cutting room")
    assert token not in json.dumps(listed)
    assert run("token", "revoke", listed["name"], "--dir", tmp_path).code == 0
    (revoked,) = json.loads(run("token", "list", "--dir", tmp_path, "--json").out)
    assert revoked["revoked"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("token", "create", "--tenant", "studio", "--role", "king"), "there is no such role; use viewer"),
        (("token", "create", "--tenant", "a/b", "--role", "viewer"), "is no tenant's name"),
        (("token", "revoke", "nobody"), "no token nobody"),
    ],
)
def test_wrong_tokens_are_told_in_a_line(tmp_path: Path, words: tuple[str, ...], complaint: str) -> None:
    ran = run(*words, "--dir", tmp_path)
    assert ran.code == 2
    assert complaint in ran.complaint


def test_a_folder_where_nothing_runs_is_said_plainly(tmp_path: Path) -> None:
    assert "nothing runs here" in run("token", "list", "--dir", tmp_path / "nowhere").complaint


@pytest.mark.parametrize("words", [("topics", "check"), ("topics", "apply"), ("token", "list")])
def test_engines_that_are_not_there_are_told_in_a_line(words: tuple[str, ...]) -> None:
    ran = run(*words, **NOWHERE)
    assert ran.code == 1
    assert "127.0.0.1:9" in ran.complaint


def test_topics_can_be_listed_without_kafka() -> None:
    ran = run("topics", "list", "--json")
    assert any(line.startswith("registry.shot_planned.v1") for line in json.loads(ran.out))


@pytest.mark.parametrize(
    ("words", "env", "complaint"),
    [
        (("serve", "bakery"), {}, "bakery: there is no such service; use registry"),
        (("serve", "all"), {"PICTURELOCK_LISTEN": "x"}, "PICTURELOCK_LISTEN"),
        (("worker", "--tag", "gpu"), {}, "--tag gpu: says no value"),
        (("worker", "--engine", "nosuch"), {}, "no such engine"),
        (("worker",), {"PICTURELOCK_WORKER_SLOTS": "0"}, "PICTURELOCK_WORKER_SLOTS"),
        (("up", "--dir", "/proc/nowhere"), {}, "/proc/nowhere"),
        (("up",), {"PICTURELOCK_GATEWAY_PROVIDERS": "{runway"}, "PICTURELOCK_GATEWAY_PROVIDERS: is no JSON"),
        (("up",), {"PICTURELOCK_GATEWAY_PROVIDERS": '{"runway": {"slotz": 4}}'}, "PROVIDERS__RUNWAY__SLOTZ"),
    ],
)
def test_what_can_not_run_says_why_and_ends(words: tuple[str, ...], env: dict[str, str], complaint: str) -> None:
    ran = run(*words, **env)
    assert ran.code == 2
    assert complaint in ran.err
    assert "Traceback" not in ran.err


def test_a_service_waits_for_its_engines_and_stops_when_told() -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PICTURELOCK_")}
    serving = subprocess.Popen(
        [sys.executable, "-m", "picturelock", "serve", "compiler"],
        env={**clean, **NOWHERE}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with serving:
        assert serving.stderr is not None
        assert "waiting for the engines" in next(line for line in serving.stderr if "waiting" in line)
        serving.terminate()
        assert serving.wait(20) == 0
