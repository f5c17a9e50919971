"""Lines that were spoken elsewhere, all in one recording."""

import wave
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Recording:
    """`sound` is a WAV of 16 bits, mono at 48 kHz. `cuts` say from which second to which each line goes, if known."""

    sound: Path
    cuts: tuple[tuple[float, float], ...] = ()

    @property
    def seconds(self) -> float:
        with wave.open(str(self.sound), "rb") as sound:
            return sound.getnframes() / sound.getframerate()
