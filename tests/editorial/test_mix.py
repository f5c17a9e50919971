"""The film's level is decided from milliseconds, and AAC made in pieces is AAC made in one go."""

from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picturelock.editorial.adapters import coded_sound, mix
from picturelock.editorial.adapters.segment_sound import Coded, levels_of, sample_at, samples_for
from picturelock.kernel.nouns import Rate
from picturelock.media.loudness import loudness

RATE = 48_000


def noise(seconds: float, loud: float, seed: int = 1) -> Coded:
    found = np.random.default_rng(seed).normal(0, loud, (round(seconds * RATE), 2))
    return np.round(np.clip(found, -1, 1) * 32767).astype(np.int16)


def laid(*sounds: Coded) -> list[mix.Laid]:
    out: list[mix.Laid] = []
    start = 0
    for sound in sounds:
        out.append(mix.Laid(start, start + len(sound), sound, *levels_of(sound)))
        start += len(sound)
    return out


@pytest.mark.parametrize("length", [0.3, 1.013, 4.0])
def test_loudness_from_milliseconds_is_loudness_from_samples(length: float) -> None:
    sounds = [noise(length, 0.2), noise(length, 0.01, 2), noise(length, 0.1, 3)]
    whole = np.concatenate(sounds).astype(np.float32) / np.float32(32768)
    assert mix.mix(laid(*sounds), 0.0).gain_db > 0
    power = np.concatenate([one.power for one in laid(*sounds)])
    assert mix.integrated(power) == pytest.approx(loudness(whole), abs=0.15)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-50, -6), min_size=1, max_size=5), st.floats(-30, -14))
def test_whatever_comes_in_a_film_leaves_at_its_loudness_and_never_clips(levels: list[float], target: float) -> None:
    film = laid(*(noise(0.7, 10 ** (level / 20), seed) for seed, level in enumerate(levels)))
    found = mix.mix(film, target)
    out = mix.samples(film, found.curve, 0, film[-1].end)
    assert np.abs(out).max() <= mix.CEILING + 1e-4
    if found.gain_db < mix.MOST_GAIN_DB:
        assert found.loudness == pytest.approx(target, abs=0.5)
    assert loudness(out) == pytest.approx(found.loudness, abs=0.3)


def test_a_single_loud_moment_is_held_down_and_the_rest_is_left_alone() -> None:
    sound = noise(2, 0.02)
    sound[RATE : RATE + 100] = 32_000
    film = laid(sound)
    found = mix.mix(film, -20)
    out = mix.samples(film, found.curve, 0, len(sound))
    assert np.abs(out).max() <= mix.CEILING + 1e-4
    gain = 10 ** (found.gain_db / 20)
    assert out[: RATE // 2] == pytest.approx(sound[: RATE // 2].astype(float) / 32768 * gain, abs=1e-4)


def test_silence_is_not_lifted() -> None:
    found = mix.mix(laid(np.zeros((RATE, 2), np.int16)), -23)
    assert (found.gain_db, found.loudness) == (0, -70)


def test_a_small_change_in_one_shot_leaves_the_gain_of_the_film() -> None:
    same = [noise(2, 0.1, seed) for seed in range(8)]
    one, other = (mix.mix(laid(*same, noise(2, loud, 99)), -23).gain_db for loud in (0.1, 0.101))
    assert one == other


@given(
    st.integers(0, 10**6), st.integers(1, 10**4), st.sampled_from([(24, 1), (25, 1), (30_000, 1001), (24_000, 1001)])
)
def test_samples_of_a_segment_are_enough_wherever_it_stands(start: int, frames: int, rate: tuple[int, int]) -> None:
    at = Rate(numerator=rate[0], denominator=rate[1])
    assert sample_at(start + frames, at) - sample_at(start, at) <= samples_for(frames, at)


def test_pieces_join_as_if_coded_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    time = np.arange(8 * RATE) / RATE
    tone = (
        0.3 * np.sin(2 * np.pi * 440 * time) * (1 + 0.5 * np.sin(2 * np.pi * 3 * time)) + noise(8, 0.02)[:, 0] / 32768
    )
    film = laid(np.round(np.stack([tone, tone], axis=1) * 32767).astype(np.int16))
    level = mix.mix(film, -23)
    pieces = decoded(coded_sound.coded(film, level, tmp_path / "pieces", 2))
    monkeypatch.setattr(coded_sound, "PIECE", 10_000)
    whole = decoded(coded_sound.coded(film, level, tmp_path / "whole", 1))
    wanted = mix.samples(film, level.curve, 0, film[-1].end)
    errors = [np.abs(found[: len(wanted)] - wanted[: len(found)]) for found in (pieces, whole)]
    seam = 1024 * (240 - 1)
    assert errors[0][seam - 2048 : seam + 2048].max() <= 1.5 * errors[1].max()
    assert np.sqrt((errors[0] ** 2).mean()) == pytest.approx(np.sqrt((errors[1] ** 2).mean()), rel=0.05)


def test_only_pieces_that_changed_are_coded_again(tmp_path: Path) -> None:
    sounds = [noise(4, 0.1, seed) for seed in range(6)]
    film = laid(*sounds)
    level = mix.mix(film, -23)
    coded_sound.coded(film, level, tmp_path, 2)
    before = {*tmp_path.glob("*/*")}
    changed = laid(*sounds[:3], noise(4, 0.1, 77), *sounds[4:])
    assert coded_sound.coded(changed, level, tmp_path, 2) != coded_sound.coded(film, level, tmp_path, 2)
    assert len({*tmp_path.glob("*/*")} - before) <= 2


def test_a_torn_piece_is_coded_again(tmp_path: Path) -> None:
    film = laid(noise(2, 0.1))
    level = mix.mix(film, -23)
    packets = coded_sound.coded(film, level, tmp_path, 1)
    for keep in (0, 1, 1000):
        for piece in tmp_path.glob("*/*"):
            piece.write_bytes(piece.read_bytes()[:keep])
        assert coded_sound.coded(film, level, tmp_path, 1) == packets


def decoded(packets: list[bytes]) -> np.ndarray:
    """(n, 2); the encoder's delay is taken off."""
    decoder = av.CodecContext.create("aac", "r")
    decoder.extradata = b"\x11\x90"
    frames = [frame for data in packets for frame in decoder.decode(av.Packet(data))]
    heard: np.ndarray = np.concatenate([frame.to_ndarray() for frame in frames], axis=1).T
    return heard[1024:]
