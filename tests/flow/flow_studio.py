"""A short film, and a place to make it in with the command line as anybody would."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picturelock.kernel.bus import Envelope
from picturelock.platform.local import Database, LocalBus, SystemClock
from picturelock_api.gateway.v1.events_pb2 import TakeGenerated

SCRIPT = """Title: The Lantern

INT. KITCHEN - NIGHT

MARA, 40, in a green coat, sets a lantern on the table.

MARA
You came back.

TOM, 50, in a grey jacket, waits at the door.

TOM
Only for the lantern.

EXT. PIER - DAY

Mara walks along the pier. She holds the lantern.

MARA
It still burns.

INT. ATTIC - DAY

Tom sits under the window.

TOM
Dark again.
"""

BIBLE = """film:
  title: The Lantern
  rate: 24
  width: 320
  height: 180
characters:
  mara:
    words: a woman of forty
    looks:
      default:
        coat: {colour: "#2f7d3c", words: a green coat}
        bottom: {colour: "#33363c", words: charcoal trousers}
        shoes: {colour: "#241c16", words: boots}
  tom:
    words: a man of fifty
    looks:
      default:
        coat: {colour: "#8a8f98", words: a grey jacket}
        bottom: {colour: "#3a4a6a", words: blue trousers}
        shoes: {colour: "#241c16", words: boots}
locations:
  kitchen: {words: a small kitchen, kind: kitchen}
  pier: {words: a wooden pier, kind: harbour}
  attic: {words: an attic, kind: attic}
props:
  lantern: {words: a brass lantern, shape: lantern, colour: "#c9962e", owner: mara}
"""

PIER_AT, ATTIC_AT = SCRIPT.index("EXT. PIER"), SCRIPT.index("INT. ATTIC")
WITHOUT_THE_PIER = SCRIPT[:PIER_AT] + SCRIPT[ATTIC_AT:]
PIER_LAST = f"{WITHOUT_THE_PIER}\n{SCRIPT[PIER_AT:ATTIC_AT]}"

LONGEST = 300
"""Seconds after which a run is taken for stuck."""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def said(self) -> dict[str, Any]:
        """The one JSON document on stdout; fails when there is anything else."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "picturelock", *map(str, words)]


def environment() -> dict[str, str]:
    """That of a quick film: what is encoded is the same for all tests."""
    return {**os.environ, "PICTURELOCK_EDITORIAL_PRESET": "ultrafast"}


@dataclass(frozen=True)
class Studio:
    """A folder with a script, a bible and the output of all that was made of them."""

    folder: Path

    @property
    def script(self) -> Path:
        return self.folder / "lantern.fountain"

    @property
    def bible(self) -> Path:
        return self.folder / "lantern.bible.yaml"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def run(self, *words: str | Path) -> Ran:
        done = subprocess.run(
            command(*words), check=False, capture_output=True, text=True, timeout=LONGEST, cwd=self.folder,
            env=environment(),
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr)

    def ordered(self, *options: str | Path) -> tuple[str | Path, ...]:
        return (self.script, "--bible", self.bible, "--out", self.out, *options)

    def make(self, *options: str | Path) -> dict[str, Any]:
        """Make the film; what it said as JSON."""
        ran = self.run("make", *self.ordered("--json", *options))
        assert ran.code == 0, ran.err
        return ran.said

    def plan(self) -> dict[str, Any]:
        ran = self.run("plan", *self.ordered("--json"))
        assert ran.code == 0, ran.err
        return ran.said

    def copied_to(self, folder: Path) -> "Studio":
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Studio(folder)

    def rewrite(self, file: Path, before: str, after: str) -> None:
        text = file.read_text()
        assert before in text
        file.write_text(text.replace(before, after))

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "report.json").read_bytes())
        return found

    async def said(self) -> list[Envelope]:
        """Every event that was ever said."""
        database = Database(self.out / ".picturelock" / "picturelock.db")
        said = [envelope async for _, envelope in LocalBus(database, SystemClock()).history()]
        database.close()
        return said

    async def shot_for_real(self) -> Counter[str]:
        """How often a take of each prompt was made, and not reused."""
        told = [e.data for e in await self.said() if e.type.endswith("TakeGenerated")]
        generated = map(TakeGenerated.FromString, told)
        return Counter(event.take.prompt_digest for event in generated if not event.take.reused)

    def digests(self) -> dict[str, str]:
        """SHA-256 of everything that was left for people, by name."""
        files = (file for file in self.out.rglob("*") if file.is_file() and ".picturelock" not in file.parts)
        return {file.relative_to(self.out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def new_studio(folder: Path) -> Studio:
    studio = Studio(folder)
    studio.script.write_text(SCRIPT)
    studio.bible.write_text(BIBLE)
    return studio


def in_cut(said: dict[str, Any]) -> dict[str, str]:
    """Digest of the take in the cut, by shot."""
    return {item["shot"]: item["digest"] for item in said["cut"]["items"]}
