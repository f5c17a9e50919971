"""Who speaks the scratch lines: espeak-ng as a process of its own (GPL), else our own mumble. Chosen once."""

import importlib.util
import io
import re
import shutil
import struct
import subprocess
import sys
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np

from picturelock.kernel.errors import Refused, Transient
from picturelock.media.mumble import mumble
from picturelock.media.signal import Samples, resampled

CHILD = Path(__file__).with_name("espeak_child.py")
PATIENCE = 30.0
"""Seconds; espeak-ng says a minute of speech in a tenth of one."""


@dataclass(frozen=True)
class Manner:
    """How a text is said. `language` and `variant` are espeak-ng's; `pitch` and `range` run from 0 to 99."""

    language: str
    variant: str
    pitch: int
    range: int
    words_per_minute: float
    hertz: float
    tract: float


class Speech(Protocol):
    """Says a text: mono at 48 kHz, the same for the same text and manner."""

    @property
    def name(self) -> str: ...

    def say(self, text: str, manner: Manner) -> Samples: ...


@dataclass(frozen=True)
class EspeakLibrary:
    """The library from the `voices` extra.

    Each line has a process of its own, because espeak-ng's noise and pauses depend on all it has said before.
    """

    library: str
    data: str
    name: str = "espeak-ng (library, as a process)"

    def say(self, text: str, manner: Manner) -> Samples:
        heard = _heard(
            [
                sys.executable, "-I", "-S", str(CHILD), self.library, self.data, f"{manner.language}+{manner.variant}",
                str(round(manner.words_per_minute)), str(manner.pitch), str(manner.range),
            ],
            text,
        )  # fmt: skip
        if len(heard) < struct.calcsize("<I"):
            raise Transient("espeak-ng said nothing at all", reason="VOICE_STOPPED")
        (rate,) = struct.unpack_from("<I", heard)
        return _at_48k(np.frombuffer(heard, "<i2", offset=4), rate)


@dataclass(frozen=True)
class EspeakProgram:
    """The `espeak-ng` program found on the PATH. It knows no pitch range option; the voice's own is used.

    `seeded` is the option that keeps newer versions from sounding a little different every second.
    """

    program: str
    seeded: tuple[str, ...] = ()
    name: str = "espeak-ng (program)"

    def say(self, text: str, manner: Manner) -> Samples:
        heard = _heard(
            [
                self.program, *self.seeded, "--stdin", "--stdout", "-b", "1",
                "-v", f"{manner.language}+{manner.variant}",
                "-s", str(round(manner.words_per_minute)), "-p", str(manner.pitch),
            ],
            text,
        )  # fmt: skip
        if not heard:
            return np.zeros(0, np.float32)
        with wave.open(io.BytesIO(heard)) as sound:
            samples = np.frombuffer(heard, "<i2", offset=44, count=(len(heard) - 44) // 2)
            return _at_48k(samples, sound.getframerate())


@dataclass(frozen=True)
class Mumble:
    name: str = "mumble (no espeak-ng found)"

    def say(self, text: str, manner: Manner) -> Samples:
        return mumble(
            text,
            pitch_hz=manner.hertz,
            words_per_minute=manner.words_per_minute,
            tract=manner.tract,
        )


@cache
def chosen() -> Speech:
    """The best that is here and speaks."""
    return next((each for each in _present() if _speaks(each)), Mumble())


def _present() -> tuple[Speech, ...]:
    found: list[Speech] = []
    spec = importlib.util.find_spec("espeakng_loader")
    if spec is not None and spec.submodule_search_locations:
        folder = Path(next(iter(spec.submodule_search_locations)))
        library = next(iter(sorted(folder.glob("*espeak-ng*.[sd][oyl]*"))), None)
        if library is not None:
            found.append(EspeakLibrary(str(library), str(folder)))
    program = shutil.which("espeak-ng")
    if program is not None:
        found.append(EspeakProgram(program, _seeded(program)))
    return tuple(found)


def _seeded(program: str) -> tuple[str, ...]:
    """`-D`, if this version's help speaks of it."""
    try:
        told = _heard([program, "--help"], "").decode(errors="replace")
    except (Refused, Transient):
        return ()
    return ("-D",) if re.search(r"^-D\b.*random", told, re.MULTILINE | re.IGNORECASE) else ()


def _speaks(speech: Speech) -> bool:
    manner = Manner("en", "m1", 50, 50, 170.0, 110.0, 1.0)
    try:
        return speech.say("Ready.", manner).size > 0
    except (Refused, Transient):
        return False


def _heard(command: Sequence[str], text: str) -> bytes:
    """What the program wrote. Raises Transient when a signal ended it or it took too long, Refused when it failed."""
    try:
        ended = subprocess.run(command, input=text.encode(), capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as slow:
        raise Transient(f"espeak-ng took more than {PATIENCE:.0f} s", reason="VOICE_STOPPED") from slow
    except OSError as failed:
        raise Refused(f"espeak-ng does not start: {failed}; install it again", reason="NO_VOICE") from failed
    if ended.returncode < 0:
        raise Transient(f"espeak-ng was stopped by signal {-ended.returncode}", reason="VOICE_STOPPED")
    if ended.returncode > 0:
        last = ended.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Refused(f"espeak-ng failed: {' '.join(last) or ended.returncode}", reason="NO_VOICE")
    return ended.stdout


def _at_48k(samples: np.ndarray[tuple[int], np.dtype[np.int16]], rate: int) -> Samples:
    wanted = {22_050: (320, 147), 16_000: (3, 1), 44_100: (160, 147), 24_000: (2, 1), 48_000: (1, 1)}
    if rate not in wanted:
        raise Refused(f"espeak-ng speaks at {rate} Hz, which is none of {sorted(wanted)}", reason="NO_VOICE")
    return resampled(samples.astype(np.float32) / np.float32(32768.0), *wanted[rate])
