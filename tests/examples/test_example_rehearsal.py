"""The rehearsal, as anybody would run it: an engine dies, the film is made, and its bill is explained."""

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "rehearsal" / "rehearse.py"
SCRIPT = """INT. WORKSHOP - NIGHT

CLOSE ON a letter with a broken seal.

EXTREME CLOSE UP - the key turns in a lock.

MARA
Somebody was here.

CLOSE ON the lamp. It goes out.

CLOSE ON a match. It is struck.
"""
BIBLE = """locations: {workshop: {kind: workshop}}
characters: {mara: a woman of forty in a dark coat}
props: {letter: {shape: letter}, key: {shape: key}, lamp: {shape: lantern}, match: {shape: box}}
"""


def test_a_film_outlives_one_of_its_engines_and_every_cent_is_explained(tmp_path: Path) -> None:
    script, out = tmp_path / "workshop.fountain", tmp_path / "out"
    script.write_text(SCRIPT)
    script.with_name("workshop.bible.yaml").write_text(BIBLE)
    words = [sys.executable, EXAMPLE, "--script", script, "--out", out, "--budget", "40", "--after", "1"]
    ran = subprocess.run(list(map(str, words)), check=False, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "leave fal/pika-2.2, " in ran.stdout
    assert "fal/pika-2.2 is used no more" in ran.stdout
    assert "everything is explained" in ran.stdout
    assert (out / "film.mp4").read_bytes()[4:8] == b"ftyp"
