"""Joining finished segments into the film: packets are copied, nothing is decoded."""

import struct
from collections.abc import Iterator, Sequence
from fractions import Fraction
from heapq import merge
from itertools import groupby
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.stream import Stream

from picturelock.editorial.adapters.coded_sound import BIT_RATE, PACKET
from picturelock.editorial.adapters.shelf import Shelved
from picturelock.editorial.model import Assembly, Title, titles_of
from picturelock.kernel.nouns import Rate
from picturelock.media.signal import SAMPLE_RATE

FINE = 10_000
"""A clock ticks at least so often a second."""
TITLE_STYLE = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""The encoder of MP4's timed text reads its defaults from the head of an SSA script."""

Timed = tuple[float, int, "av.Packet[Stream]"]
"""Seconds, stream, packet: the order in which packets are written."""


def join(assembly: Assembly, segments: Sequence[Shelved], sound: Sequence[bytes], samples: int, path: Path) -> None:
    """Write the MP4: picture, `samples` samples of sound, titles, a chapter for each scene, the film's title."""
    rate = assembly.finish.format.rate
    titles = titles_of(assembly)
    with (
        av.open(f"file:{segments[0].picture}", "r", format="mp4") as first,
        av.open(f"file:{path}", "w", format="mp4", options={"movflags": "+faststart"}) as out,
    ):
        out.metadata["title"] = assembly.title
        picture = out.add_stream_from_template(first.streams.video[0])
        picture.time_base = _clock(rate)
        heard = out.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", bit_rate=BIT_RATE)
        heard.time_base = Fraction(1, SAMPLE_RATE)
        streams = [_pictures(picture, segments, rate), _sounds(heard, sound, samples)]
        if titles:
            streams.append(_titles(_title_stream(out, rate), titles, rate))
        _chapter(out, assembly)
        for _, _, packet in merge(*streams, key=lambda timed: timed[:2]):
            out.mux(packet)


def _title_stream(out: OutputContainer, rate: Rate) -> Stream:
    stream = out.add_stream("mov_text")
    stream.codec_context.subtitle_header = TITLE_STYLE
    stream.time_base = _clock(rate)
    return stream


def _clock(rate: Rate) -> Fraction:
    """A unit in which every frame begins at a whole number, fine enough for MP4."""
    return Fraction(1, rate.numerator * (1 if rate.numerator >= FINE else FINE // 10))


def _chapter(out: OutputContainer, assembly: Assembly) -> None:
    unit = 1 / assembly.finish.format.rate.fps
    scenes = [list(events) for _, events in groupby(assembly.events, key=lambda event: event.scene)]
    out.set_chapters(
        [
            {
                "id": number,
                "start": events[0].start,
                "end": events[-1].end,
                "time_base": unit,
                "metadata": {"title": events[0].heading},
            }
            for number, events in enumerate(scenes, start=1)
        ]
    )


def _pictures(stream: Stream, segments: Sequence[Shelved], rate: Rate) -> Iterator[Timed]:
    """Decoding times run on by a frame each, as far before showing times as the deepest reordering needs."""
    unit, late = 1 / rate.fps, max(int((np.arange(len(one.packets)) - one.packets[:, 2]).max()) for one in segments)
    start = 0
    for one in segments:
        data = one.picture.read_bytes()
        for order, (offset, size, shown, key) in enumerate(one.packets.tolist()):
            packet = _packet(stream, data[offset : offset + size], unit, start + shown, start + order - late)
            packet.is_keyframe = bool(key)
            yield _timed(packet, unit)
        start += len(one.packets)


def _sounds(stream: Stream, sound: Sequence[bytes], samples: int) -> Iterator[Timed]:
    unit = Fraction(1, SAMPLE_RATE)
    for number, data in enumerate(sound):
        start = (number - 1) * PACKET
        packet = _packet(stream, data, unit, start, start)
        packet.duration = min(PACKET, samples - start)
        yield _timed(packet, unit)


def _titles(stream: Stream, titles: Sequence[Title], rate: Rate) -> Iterator[Timed]:
    unit = 1 / rate.fps
    for title in titles:
        text = title.text.encode()
        packet = _packet(stream, struct.pack(">H", len(text)) + text, unit, title.start, title.start)
        packet.duration = title.end - title.start
        yield _timed(packet, unit)


def _packet(stream: Stream, data: bytes, unit: Fraction, shown: int, decoded: int) -> "av.Packet[Stream]":
    """Times in units of `unit` seconds."""
    packet = av.Packet(data)
    packet.stream, packet.time_base = stream, unit
    packet.pts, packet.dts, packet.duration = shown, decoded, 1
    packet.is_keyframe = True
    return packet


def _timed(packet: "av.Packet[Stream]", unit: Fraction) -> Timed:
    return (packet.dts or 0) * unit.numerator / unit.denominator, packet.stream_index, packet
