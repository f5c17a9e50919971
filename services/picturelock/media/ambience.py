"""The bed under a shot: what the place and the weather sound like, made of shaped noise and a few small cries."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from picturelock.kernel.nouns import Interior, Place, TimeOfDay, Weather
from picturelock.media.signal import SAMPLE_RATE, Response, Samples, band, frequencies, gain_of, smooth_size

Layer = Callable[[int, np.random.Generator], NDArray[np.float32]]
"""Makes `(size, 2)` samples at about 0 dBFS RMS while it sounds."""

DARK = frozenset({TimeOfDay.NIGHT, TimeOfDay.EVENING, TimeOfDay.DUSK})
LIGHT = frozenset({TimeOfDay.DAWN, TimeOfDay.MORNING, TimeOfDay.DAY, TimeOfDay.AFTERNOON})
ROUGH = frozenset({Weather.RAIN, Weather.STORM, Weather.SNOW, Weather.WIND})

SEA = r"harbou?r|sea\b|beach|shore|pier|quay|dock|coast|cliff|boat|ship|lighthouse|island|ocean|bay\b|causeway"
WOODS = r"forest|wood|park|garden|meadow|field|farm|orchard|valley|hill|mountain|river|lake|countr"
CITY = r"street|city|alley|road|square|town|roof|bridge|market|station|car park|highway|office|apartment"
WORKS = r"engine|machine|factory|workshop|boiler|server|lab|ship|submarine|spaceship|laundr|generator|mill"
PEOPLE = r"caf[eé]|bar\b|pub\b|restaurant|diner|crowd|market|theatre|theater|stadium|canteen|airport"


@dataclass(frozen=True)
class Bed:
    """A layer at a level in dBFS RMS."""

    layer: Layer
    level: float


def ambience(size: int, *, place: Place, interior: Interior, weather: Weather, time: TimeOfDay, seed: int) -> Samples:
    """`(size, 2)` samples at 48 kHz, never digital silence, between about -50 and -36 dBFS RMS; decided by `seed`."""
    rng = np.random.default_rng(seed)
    bed = np.zeros((size, 2), np.float32)
    for each in beds(place=place, interior=interior, weather=weather, time=time):
        bed += each.layer(size, rng) * np.float32(gain_of(each.level))
    return bed


def beds(*, place: Place, interior: Interior, weather: Weather, time: TimeOfDay) -> tuple[Bed, ...]:
    """What sounds there. Indoors the world outside is dull and further away."""
    told = " ".join((place.kind, place.name, *place.features)).lower().replace("_", " ")
    inside = interior is Interior.INT
    found = [Bed(room if inside else air, -50.0 if inside else -49.0), *_weather(weather, inside=inside)]
    for words, layers in (
        (WORKS, (Bed(machinery, -45.0),)),
        (PEOPLE, (Bed(murmur, -44.0),)),
        (SEA, (Bed(far_sea, -49.0),) if inside else (Bed(sea, -43.0),)),
        (CITY, (Bed(far_city, -50.0),) if inside else (Bed(city, -44.0),)),
    ):
        if re.search(words, told):
            found.extend(layers)
    return (*found, *(() if inside else _living(told, weather, time)))


def _living(told: str, weather: Weather, time: TimeOfDay) -> tuple[Bed, ...]:
    """Gulls by the sea and birds among trees while it is light and fair, crickets when it is dark."""
    if weather in ROUGH:
        return ()
    if time in DARK:
        return (Bed(crickets, -50.0),) if re.search(WOODS, told) else ()
    cries = [Bed(gulls, -40.0)] if re.search(SEA, told) else []
    return (*cries, *([Bed(birds, -42.0)] if re.search(WOODS, told) else []))


def _weather(weather: Weather, *, inside: bool) -> tuple[Bed, ...]:
    if inside:
        return {
            Weather.RAIN: (Bed(rain_on_the_roof, -46.0),),
            Weather.STORM: (Bed(rain_on_the_roof, -44.0), Bed(wind_outside, -44.0), Bed(thunder, -36.0)),
            Weather.WIND: (Bed(wind_outside, -46.0),),
            Weather.SNOW: (Bed(wind_outside, -52.0),),
        }.get(weather, ())
    return {
        Weather.RAIN: (Bed(rain, -42.0),),
        Weather.STORM: (Bed(rain, -43.0), Bed(wind, -40.0), Bed(thunder, -33.0)),
        Weather.WIND: (Bed(wind, -42.0),),
        Weather.SNOW: (Bed(wind, -50.0),),
        Weather.CLOUDY: (Bed(wind, -53.0),),
    }.get(weather, ())


def room(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return _noise(size, rng, band(30.0, 260.0, order=3))


def air(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return _noise(size, rng, band(60.0, 900.0, order=2))


def wind(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Two winds, a low and a whistling one, that come in gusts of their own."""
    low = _noise(size, rng, band(70.0, 420.0)) * _gusts(size, rng, 0.35)[:, None]
    high = _noise(size, rng, band(420.0, 900.0, order=6)) * (_gusts(size, rng, 0.6) ** 2)[:, None]
    return np.float32(0.85) * low + np.float32(0.5) * high


def wind_outside(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return _noise(size, rng, band(90.0, 320.0, order=6)) * _gusts(size, rng, 0.4)[:, None]


def rain(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return np.float32(0.9) * _noise(size, rng, band(900.0, 8500.0, order=3)) + np.float32(0.5) * _drops(
        size, rng, per_second=45.0
    )


def rain_on_the_roof(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return _noise(size, rng, band(180.0, 1500.0, order=4))


def sea(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """A wave every seven seconds or so: it rolls in low and runs out in a hiss."""
    times = np.arange(size) / SAMPLE_RATE
    turn = 2.0 * np.pi * (times / rng.uniform(6.0, 8.0) + rng.uniform())
    rolls = (0.55 + 0.45 * np.sin(turn)).astype(np.float32)
    runs = (np.maximum(np.sin(turn - 0.9), 0.0) ** 2).astype(np.float32)
    low = _noise(size, rng, band(50.0, 500.0, order=3)) * rolls[:, None]
    return low + np.float32(0.6) * _noise(size, rng, band(700.0, 5000.0, order=3)) * runs[:, None]


def far_sea(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return _noise(size, rng, band(45.0, 240.0, order=4)) * _gusts(size, rng, 0.15)[:, None]


def city(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return _noise(size, rng, band(40.0, 600.0, order=2)) * _gusts(size, rng, 0.2)[:, None]


def far_city(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    return _noise(size, rng, band(35.0, 220.0, order=4)) * _gusts(size, rng, 0.2)[:, None]


def murmur(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Many people at a distance: voices' range, in the rhythm of syllables."""
    total = np.zeros((size, 2), np.float32)
    for _ in range(3):
        total += _noise(size, rng, band(220.0, 950.0, order=6)) * (_gusts(size, rng, 3.5) ** 2)[:, None]
    return total * np.float32(0.7)


def machinery(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """A hum of mains frequency with its harmonics, throbbing slowly, and the noise of bearings."""
    times = np.arange(size) / SAMPLE_RATE
    throb = 1.0 + 0.25 * np.sin(2.0 * np.pi * (times * 2.1 + rng.uniform()))
    hum = sum(np.sin(2.0 * np.pi * (50.0 * k * times + rng.uniform())) / k for k in (1, 2, 3, 4, 6))
    both = np.repeat((0.75 * throb * hum).astype(np.float32)[:, None], 2, axis=1)
    return both + np.float32(0.35) * _noise(size, rng, band(150.0, 1800.0, order=3))


def thunder(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """In about every second shot one roll, somewhere; its tail may be cut by the end."""
    out = np.zeros((size, 2), np.float32)
    if rng.uniform() < 0.5:  # noqa: PLR2004
        start = int(rng.uniform(0.0, 0.6) * size)
        times = np.arange(size - start) / SAMPLE_RATE
        shape = (1.0 - np.exp(-times / 0.12)) * np.exp(-times / 1.3)
        roll = _noise(size - start, rng, band(28.0, 130.0)) * _gusts(size - start, rng, 1.6)[:, None]
        out[start:] = roll * shape.astype(np.float32)[:, None] * np.float32(1.8)
    return out


def gulls(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Now and then two to four falling cries."""
    out = np.zeros((size, 2), np.float32)
    for begin in _moments(size, rng, per_second=0.12):
        base, side = rng.uniform(900.0, 1300.0), rng.uniform()
        for number in range(rng.integers(2, 5)):
            times = np.arange(int(0.26 * SAMPLE_RATE)) / SAMPLE_RATE
            glide = base * (1.0 + 0.35 * np.sin(np.pi * np.minimum(times / 0.2, 1.0)))
            _add(out, begin + int(number * 0.34 * SAMPLE_RATE), _tone(glide, harmonics=3), side)
    return out


def birds(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Small songs of three to six notes, from all sides."""
    out = np.zeros((size, 2), np.float32)
    for begin in _moments(size, rng, per_second=0.5):
        base, side, slope = rng.uniform(2600.0, 4600.0), rng.uniform(), rng.uniform(-9000.0, 9000.0)
        for number in range(rng.integers(3, 7)):
            times = np.arange(int(0.07 * SAMPLE_RATE)) / SAMPLE_RATE
            _add(out, begin + int(number * 0.11 * SAMPLE_RATE), _tone(base + slope * times), side)
    return out


def crickets(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Three crickets, each with pulses of its own in chirps of its own."""
    times = np.arange(size) / SAMPLE_RATE
    out = np.zeros((size, 2), np.float32)
    for side in (0.2, 0.5, 0.85):
        pulses = np.maximum(np.sin(2.0 * np.pi * (rng.uniform(28.0, 34.0) * times)), 0.0)
        chirps = (times * rng.uniform(1.6, 2.3) + rng.uniform()) % 1.0 < 0.45  # noqa: PLR2004
        tone = np.sin(2.0 * np.pi * rng.uniform(4100.0, 4700.0) * times) * pulses * chirps
        _add(out, 0, tone.astype(np.float32), side)
    return out


def _noise(size: int, rng: np.random.Generator, response: Response) -> NDArray[np.float32]:
    """`(size, 2)` of independent noise, spectrum as asked, 0 dBFS RMS; made in the frequency domain at once."""
    full = smooth_size(size)
    gain = response(frequencies(full)).astype(np.float32)
    parts = rng.standard_normal((2, 2, gain.size), np.float32)
    spectrum = (parts[0] + 1j * parts[1]) * gain
    spectrum[:, 0] = 0.0
    scale = full / (2.0 * np.sqrt(np.sum(np.square(gain, dtype=np.float64))))
    noise: NDArray[np.float32] = (np.fft.irfft(spectrum, full)[:, :size].T * scale).astype(np.float32)
    return noise


def _gusts(size: int, rng: np.random.Generator, hertz: float) -> NDArray[np.float32]:
    """A slow, smooth, irregular wave between about 0.3 and 1.3 around 0.8."""
    times = np.arange(0, size + 480, 480) / SAMPLE_RATE
    wave = sum(
        np.sin(2.0 * np.pi * (hertz * factor * times + rng.uniform())) / 3.0 for factor in (0.31, 0.73, 1.0, 1.7)
    )
    coarse = 0.8 + 0.38 * np.asarray(wave)
    return np.interp(np.arange(size), np.arange(coarse.size) * 480, coarse).astype(np.float32)


def _drops(size: int, rng: np.random.Generator, per_second: float) -> NDArray[np.float32]:
    """Single drops: very short, each of its own pitch and loudness."""
    out = np.zeros((size, 2), np.float32)
    times = np.arange(int(0.012 * SAMPLE_RATE)) / SAMPLE_RATE
    for begin in _moments(size, rng, per_second):
        ring = np.sin(2.0 * np.pi * rng.uniform(1200.0, 5200.0) * times) * np.exp(-times / 0.003)
        _add(out, begin, (ring * rng.uniform(0.5, 5.0)).astype(np.float32), rng.uniform())
    return out


def _moments(size: int, rng: np.random.Generator, per_second: float) -> NDArray[np.int64]:
    count = rng.poisson(per_second * size / SAMPLE_RATE)
    return np.sort(rng.integers(0, max(size, 1), count))


def _tone(glide: NDArray[np.float64], harmonics: int = 1) -> NDArray[np.float32]:
    """A note along `glide` (Hz for each sample) that swells and dies."""
    phase = 2.0 * np.pi * np.cumsum(glide) / SAMPLE_RATE
    voiced = sum(np.sin(k * phase) / k for k in range(1, harmonics + 1))
    return (np.asarray(voiced) * np.sin(np.linspace(0.0, np.pi, glide.size)) ** 1.5).astype(np.float32)


def _add(out: NDArray[np.float32], begin: int, samples: NDArray[np.float32], side: float) -> None:
    """Mono into stereo; `side` from 0 (left) to 1 (right). What lies beyond the end is lost."""
    room_left = out.shape[0] - begin
    if room_left > 0:
        kept = samples[:room_left]
        out[begin : begin + kept.size, 0] += kept * np.float32(np.cos(side * np.pi / 2.0))
        out[begin : begin + kept.size, 1] += kept * np.float32(np.sin(side * np.pi / 2.0))
