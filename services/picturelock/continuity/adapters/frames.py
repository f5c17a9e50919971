"""Takes measured frame by frame."""

from collections.abc import Callable, Sequence
from pathlib import Path

from picturelock.continuity.adapters.swatches import asked, swatches
from picturelock.continuity.model import Expectation, Measured, Sound, Spoken, Stretch, Tone
from picturelock.kernel.nouns import Rate, Staging
from picturelock.media.colour import to_lab
from picturelock.media.measure import Watched, watch
from picturelock.media.measure_cuts import cuts
from picturelock.media.measure_runs import Run, black_runs, flicker_runs, frozen_runs, is_black, spans
from picturelock.media.measure_sound import WINDOWS_PER_SECOND, Heard, hear
from picturelock.media.probe import probe

BY = "picturelock.frames/1"
STILL_FROM = 3
"""Frames of one picture that are told of; two in a row are how many engines make 12 a second into 24."""
SILENT_FROM = 0.2
"""Seconds."""
ENDS = 12
"""Frames at the head and at the tail whose tone is told apart."""


def measure(video: Path, staging: Staging | None, expected: Expectation) -> Measured:
    """One decode of the picture, one of the sound. Raises Invalid."""
    facts = probe(video)
    patches = asked(staging, expected)
    watched = watch(video, [box for box, _ in patches])
    heard = hear(video)
    rate = facts.rate or expected.rate
    return Measured(
        shot=expected.shot,
        setting=expected.setting,
        size=expected.size,
        facts=facts.model_copy(update={"frames": watched.frames, "seconds": rate.seconds(watched.frames)}),
        tone=_tone(watched, range(watched.frames)),
        head=_tone(watched, range(min(ENDS, watched.frames))),
        tail=_tone(watched, range(max(0, watched.frames - ENDS), watched.frames)),
        black=_stretches(black_runs(watched)),
        frozen=_stretches(frozen_runs(watched, STILL_FROM), rate.seconds),
        flicker=_stretches(flicker_runs(watched.mean, float(rate.fps))),
        cuts=_stretches(cuts(watched.tiny, ~is_black(watched))),
        swatches=swatches(watched, patches, expected),
        sound=_sound(heard, rate, watched.frames, expected.spoken) if heard else None,
        by=BY,
    )


def _stretches(runs: Sequence[Run], worth: Callable[[int], float] | None = None) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(first=run.first, last=run.last, strength=worth(run.frames) if worth else run.strength) for run in runs
    )


def _tone(watched: Watched, frames: range) -> Tone:
    """Colour is known of some frames only; the nearest to a range stand for it where it has none."""
    inside = [frame for frame in watched.tones if frame in frames] or [max(watched.tones)]
    red, green, blue = (sum(watched.tones[frame][c] for frame in inside) / len(inside) for c in range(3))
    lightness, a, b = to_lab((red, green, blue))
    shades = (watched.level(share)[frames.start : frames.stop] for share in (0.05, 0.5, 0.95))
    dark, middle, bright = (float(levels.mean()) for levels in shades)
    return Tone(lightness=lightness, a=a, b=b, dark=dark, middle=middle, bright=bright)


def _sound(heard: Heard, rate: Rate, frames: int, spoken: Sequence[Spoken]) -> Sound:
    runs = [span for span in spans(heard.silences()) if span[1] - span[0] + 1 >= SILENT_FROM * WINDOWS_PER_SECOND]
    return Sound(
        seconds=heard.seconds,
        loudness=heard.loudness,
        peak=heard.peak,
        clipped=heard.clipped,
        silent=tuple(_silence(span, rate, frames) for span in runs),
        spoken=tuple(heard.loudest(rate.seconds(line.first), rate.seconds(line.last + 1)) for line in spoken),
    )


def _silence(span: tuple[int, int], rate: Rate, frames: int) -> Stretch:
    start, end = span[0] / WINDOWS_PER_SECOND, (span[1] + 1) / WINDOWS_PER_SECOND
    first, last = (min(frames - 1, max(0, rate.frames(at) - after)) for at, after in ((start, 0), (end, 1)))
    return Stretch(first=first, last=max(first, last), strength=end - start)
