"""AAC for the whole film, made in pieces that are kept: only pieces whose samples changed are coded again.

A piece is coded with a run-up before it and a little after it, whose packets are dropped; AAC overlaps each packet with
the next alone, so pieces join as if coded in one go.
"""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from numpy.typing import NDArray

from picturelock.editorial.adapters import mix
from picturelock.editorial.adapters.segment_sound import STEP
from picturelock.editorial.adapters.whole import write_whole
from picturelock.media.signal import SAMPLE_RATE

PACKET = 1024
"""Samples in an AAC frame, and the encoder's delay."""
PIECE, RUN_UP, RUN_OUT = 240, 8, 2
"""Packets; a piece is 5.12 s."""
BIT_RATE = 192_000
VERSION = f"aac1 {av.library_versions['libavcodec']} {BIT_RATE} {PIECE} {RUN_UP} {RUN_OUT}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Packets `first` to `last` (exclusive). Packet 0 is the encoder's delay: it begins at sample -1024."""

    first: int
    last: int

    @property
    def heard(self) -> tuple[int, int]:
        """Samples that are fed to the encoder, from a packet's border."""
        return (self.first - RUN_UP) * PACKET, (self.last + RUN_OUT) * PACKET


def coded(laid: Sequence[mix.Laid], level: mix.Mix, shelf: Path, jobs: int) -> list[bytes]:
    """All packets of the film, in order."""
    total = -(-laid[-1].end // PACKET) + 1
    pieces = [Piece(first, min(first + PIECE, total)) for first in range(0, total, PIECE)]
    with ThreadPoolExecutor(jobs) as hands:
        found = hands.map(lambda piece: _piece(laid, level, piece, shelf), pieces)
        return [packet for packets in found for packet in packets]


def _piece(laid: Sequence[mix.Laid], level: mix.Mix, piece: Piece, shelf: Path) -> list[bytes]:
    start, end = piece.heard
    plain = mix.raw(laid, start, end)
    curve = level.curve[max(0, start // STEP - 1) : max(0, end // STEP + 2)]
    key = hashlib.blake2b(plain.tobytes() + curve.tobytes() + VERSION.encode(), digest_size=20).hexdigest()
    path = shelf / key[:2] / f"{key}.aac"
    packets = _kept(path, piece)
    if packets is None:
        packets = encode(mix.samples(laid, level.curve, start, end))[RUN_UP : RUN_UP + piece.last - piece.first]
        sizes = np.array([len(packet) for packet in packets], np.uint16)
        write_whole(path, sizes.tobytes() + b"".join(packets))
    return packets


def _kept(path: Path, piece: Piece) -> list[bytes] | None:
    """None when there is none, or it is not whole."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    count = piece.last - piece.first
    ends = np.cumsum(np.frombuffer(data[: count * 2].ljust(count * 2, b"\0"), np.uint16), dtype=np.int64) + count * 2
    if ends[-1] != len(data):
        return None
    starts = [count * 2, *ends[:-1].tolist()]
    return [data[begin:until] for begin, until in zip(starts, ends.tolist(), strict=True)]


def encode(sound: NDArray[np.float32]) -> list[bytes]:
    """Packets of (n, 2) samples, n a multiple of 1024; packet i holds samples from (i - 1) * 1024 on."""
    encoder = AudioCodecContext.create("aac", "w")
    encoder.sample_rate, encoder.layout, encoder.format = SAMPLE_RATE, "stereo", "fltp"
    encoder.bit_rate, encoder.time_base = BIT_RATE, Fraction(1, SAMPLE_RATE)
    encoder.options = {"aac_coder": "fast", "flags": "+bitexact"}
    packets: list[bytes] = []
    for at in range(0, sound.shape[0], PACKET):
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sound[at : at + PACKET].T), format="fltp", layout="stereo"
        )
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, at, encoder.time_base
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    return packets + [bytes(packet) for packet in encoder.encode(None)]
