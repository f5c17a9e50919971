"""Pictures beside a bible: what is wrong with one is said with its line, and the others reach the provider."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.cli_run import Ran, picturelock

from picturelock.testing.pictures import noise, picture
from picturelock.twin.running import Twin, twin_in_thread

ENGINE = "runway/seedance2"
BIBLE = """characters:
  mara:
    words: a woman of forty
    references: [pictures/mara.png]
locations:
  kitchen: {references: kitchen.webp}
"""


class Desk:
    """A folder with a script, a bible and its pictures; a twin; and the command line that knows it."""

    def __init__(self, folder: Path, script: Path, twin: Twin) -> None:
        self.twin, self.folder, self.script, self.bible = twin, folder, script, folder / "bible.yaml"
        (folder / "pictures").mkdir()
        self.put("pictures/mara.png", picture())
        self.put("kitchen.webp", picture("WEBP"))
        self.bible.write_text(BIBLE)
        given = {"runway": {"key": "key_8c1f6d0e2b7a4f5e", "url": twin.url("runway")}}
        self._env = os.environ | {"PICTURELOCK_GATEWAY_PROVIDERS": json.dumps(given)}

    def put(self, name: str, data: bytes) -> str:
        (self.folder / name).write_bytes(data)
        return hashlib.sha256(data).hexdigest()

    def run(self, *words: str | Path) -> Ran:
        asked = (*words, "--bible", self.bible, "--out", self.folder / "film", "--engine", ENGINE)
        done = subprocess.run(
            [sys.executable, "-m", "picturelock", *map(str, asked)],
            check=False, capture_output=True, text=True, timeout=240, env=self._env, cwd=self.folder.parent,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def received(self) -> list[list[str]]:
        """Of each request, the digests of the pictures in it."""
        requests: list[dict[str, Any]] = [job.request for job in self.twin.jobs()]
        return [[_digest(each["uri"]) for each in request.get("references", [])] for request in requests]


def _digest(uri: str) -> str:
    return hashlib.sha256(base64.b64decode(uri.partition(",")[2])).hexdigest()


@pytest.fixture
def desk(script: Path, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    with twin_in_thread(tmp_path / "twin") as twin:
        yield Desk(folder, script, twin)


def test_whom_a_shot_shows_reaches_the_provider_and_another_picture_shoots_those_shots_again(desk: Desk) -> None:
    mara, kitchen = (_hash(desk.folder / name) for name in ("pictures/mara.png", "kitchen.webp"))
    made = desk.run("make", desk.script, "--budget", "50")
    assert made.code == 0, made.err
    first = desk.received()
    assert first
    assert all(set(digests) <= {mara, kitchen} for digests in first)
    with_mara = [digests for digests in first if mara in digests]
    assert with_mara
    assert all(digests[0] == mara for digests in with_mara)

    other = desk.put("pictures/mara.png", picture(shade=200))
    planned = json.loads(desk.run("plan", desk.script, "--json").out)
    why = {shot["shot"]: shot["why"] for shot in planned["shots"] if shot["why"]}
    assert len(why) == len(planned["stale"]) == len(with_mara)
    said = "reference of Mara: changed (bible.yaml:4, characters.mara.references)"
    assert {each for changes in why.values() for each in changes} == {said}

    again = desk.run("make", desk.script)
    assert again.code == 0, again.err
    later = desk.received()[len(first) :]
    assert len(later) == len(with_mara)
    assert all(digests[0] == other for digests in later)


def test_a_shot_begins_with_the_picture_that_the_bible_has_for_it(desk: Desk) -> None:
    board = desk.put("board.png", picture(shade=77))
    shots = [shot["shot"] for shot in json.loads(desk.run("plan", desk.script, "--json").out)["shots"]]
    desk.bible.write_text(f"shots:\n  {shots[1]}: {{first_frame: board.png}}\n")
    made = desk.run("make", desk.script, "--budget", "50")
    assert made.code == 0, made.err
    requests = [job.request for job in desk.twin.jobs()]
    begun = [_digest(request["promptImage"][0]["uri"]) for request in requests if "promptImage" in request]
    assert begun == [board]
    assert len(requests) == len(shots)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "there is no such file as"),
        (b"a picture, it says", "mara.png: neither MP4, MOV, Matroska, WebM, WAV, PNG, JPEG nor WebP; "),
        (picture()[:150], "mara.png: broken or cut short"),
        (picture(size=(63, 300)), "mara.png: is 63x300, less than 64 pixels on a side; give a larger picture"),
        (noise((2600, 2600)), "more than 20,000,000; make it smaller"),
    ],
    ids=["nowhere", "no picture", "cut short", "small", "large"],
)
def test_a_picture_that_can_not_be_used_is_said_with_the_line_that_names_it(
    script: Path, tmp_path: Path, data: bytes | None, said: str
) -> None:
    bible = tmp_path / "bible.yaml"
    bible.write_text("characters:\n  mara: {words: a woman, references: [mara.png]}\n")
    if data is not None:
        (tmp_path / "mara.png").write_bytes(data)
    ran = picturelock("plan", script, "--bible", bible, "--out", tmp_path / "out")
    assert ran.code == 2
    assert ran.complaint.startswith("bible.yaml:2: characters.mara.references.0: ")
    assert said in ran.complaint


def test_every_picture_that_can_not_be_used_is_said_at_once(script: Path, tmp_path: Path) -> None:
    bible = tmp_path / "bible.yaml"
    bible.write_text("characters:\n  mara:\n    references:\n      - a.png\n      - b.png\n")
    ran = picturelock("make", script, "--bible", bible, "--out", tmp_path / "out")
    assert ran.code == 2
    assert [line.split(": ")[1] for line in ran.err.splitlines()] == ["bible.yaml:4", "bible.yaml:5"]
    assert not (tmp_path / "out").exists()


def test_a_digest_of_what_is_not_in_the_store_is_said_with_its_line(script: Path, tmp_path: Path) -> None:
    bible = tmp_path / "bible.yaml"
    bible.write_text(f"characters:\n  mara: {{references: ['sha256:{'a' * 64}']}}\n")
    ran = picturelock("make", script, "--bible", bible, "--out", tmp_path / "out")
    assert ran.code == 2
    assert "bible.yaml:2: characters.mara.references.0: there is no such picture here; name its file" in ran.err


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
