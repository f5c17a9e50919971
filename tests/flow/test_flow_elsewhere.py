"""The same command line against a deployment: here `picturelock up`, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.flow.flow_studio import Studio, environment, in_cut, new_studio

from picturelock.testing.pictures import picture

NEW_LINE = ("It still burns.", "It still burns bright.")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("up")
    env = {**environment(), "PICTURELOCK_LISTEN": "127.0.0.1:0", "PICTURELOCK_HTTP_LISTEN": "127.0.0.1:0"}
    up = subprocess.Popen(
        [sys.executable, "-m", "picturelock", "up", "--dir", str(folder / "house"), "--json"],
        env=env, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with up:
        assert up.stdout is not None
        yield str(json.loads(up.stdout.readline())["grpc"])
        up.terminate()
        assert up.wait(30) == 0


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return new_studio(tmp_path_factory.mktemp("elsewhere"))


def test_planning_for_nobody_leaves_no_trace(server: str, studio: Studio) -> None:
    ran = studio.run("--server", server, "plan", *studio.ordered("--json"))
    assert ran.code == 0, ran.err
    assert len(ran.said["stale"]) == 8
    assert studio.run("--server", server, "takes", "list", "lantern").code == 2


def test_a_film_is_made_elsewhere_as_it_is_made_here(server: str, studio: Studio, tmp_path: Path) -> None:
    ran = studio.run("--server", server, "make", *studio.ordered("--json"))
    assert ran.code == 0, ran.err
    here = studio.copied_to(tmp_path / "here")
    for left in (here.out / "film.mp4", here.out / "report.json"):
        left.unlink()
    made_here = here.make()
    assert in_cut(ran.said) == in_cut(made_here)
    assert ran.said["takes"] == {"generated": 8, "reused": 0, "rejected": 0}
    elsewhere, at_home = studio.digests(), here.digests()
    changing = {"report.json", "report.html"}
    assert {name: elsewhere[name] for name in elsewhere.keys() - changing} == {
        name: at_home[name] for name in at_home.keys() - changing
    }
    assert changing <= elsewhere.keys()
    assert os.stat(studio.out / "film.mp4").st_mode & 0o044 == 0o044  # noqa: PTH116 others may look at it


def test_only_what_changed_is_made_again(server: str, studio: Studio) -> None:
    again = studio.run("--server", server, "make", *studio.ordered("--json"))
    assert again.said["up_to_date"]
    studio.rewrite(studio.script, *NEW_LINE)
    ran = studio.run("--server", server, "make", *studio.ordered("--json"))
    assert ran.code == 0, ran.err
    assert ran.said["takes"]["generated"] == 1
    assert ran.said["cut"]["version"] == 2


def test_a_take_is_sent_back_and_another_comes(server: str, studio: Studio) -> None:
    back = studio.run("--server", server, "takes", "reject", "lantern", "sc020_sh0010", "1", "--note", "slower")
    assert back.code == 0, back.err
    ran = studio.run("--server", server, "make", *studio.ordered("--json"))
    assert ran.code == 0, ran.err
    assert {item["shot"]: item["take"] for item in ran.said["cut"]["items"]}["sc020_sh0010"] == 2
    listed = json.loads(studio.run("--server", server, "takes", "list", "lantern", "--json").out)
    notes = {(take["shot"], take["take"]): (take["decision"], take["note"]) for take in listed}
    assert notes["sc020_sh0010", 1] == ("retake", "slower")


def test_what_is_said_can_be_watched(server: str, studio: Studio) -> None:
    ran = studio.run("--server", server, "watch", "lantern", "--from-start", "--until-cut", "--json")
    assert ran.code == 0, ran.err
    said = [json.loads(line) for line in ran.out.splitlines()]
    assert said[-1]["topic"] == "editorial.cut_assembled.v1"
    assert len({event["token"] for event in said}) == len(said)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("watch", "nobody"), "no project 'nobody'"),
        (("takes", "circle", "lantern", "sc020_sh0010", "9"), "no judged take 9"),
        (("parked", "show", "abc"), "no such event is parked"),
        (("make", "no-such.fountain"), "there is no such file"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_line(
    server: str, studio: Studio, words: tuple[str, ...], complaint: str
) -> None:
    ran = studio.run("--server", server, *words)
    assert ran.code == 2
    assert complaint in ran.err
    assert "Traceback" not in ran.err


def test_a_server_that_is_not_there_is_said_in_a_line(studio: Studio) -> None:
    ran = studio.run("--server", "127.0.0.1:9", "takes", "list", "lantern")
    assert ran.code == 1
    assert "127.0.0.1:9" in ran.err


def test_commands_of_a_deployment_ask_for_its_address(studio: Studio) -> None:
    assert "--server" in studio.run("watch", "lantern").err
    assert "--server" in studio.run("parked", "list").err


def test_pictures_that_the_bible_names_are_uploaded_once_and_another_one_makes_shots_stale(
    server: str, tmp_path: Path
) -> None:
    shown = new_studio(tmp_path)
    shown.script.rename(tmp_path / "shown.fountain")
    shown.rewrite(shown.bible, "words: an attic,", "words: an attic, references: [attic.jpg],")

    def ran(what: str) -> Any:
        words = (tmp_path / "shown.fountain", "--bible", shown.bible, "--out", shown.out, "--json")
        done = shown.run("--server", server, what, *words)
        assert done.code == 0, done.err
        return done.said

    (tmp_path / "attic.jpg").write_bytes(picture("JPEG"))
    assert len(ran("plan")["stale"]) == 8
    assert ran("make")["takes"]["generated"] == 8
    assert ran("plan")["stale"] == []
    (tmp_path / "attic.jpg").write_bytes(picture("JPEG", shade=90))
    planned = ran("plan")
    assert planned["stale"] == ["sc030_sh0010", "sc030_sh0020"]
    why = {each for shot in planned["shots"] for each in shot["why"]}
    assert why == {"reference of Attic: changed (lantern.bible.yaml:24, locations.attic.references)"}
    assert ran("make")["takes"] == {"generated": 0, "reused": 2, "rejected": 0}, "previz is shown no pictures"
