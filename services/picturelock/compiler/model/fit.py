"""Fits what a brief asks for to what a target makes: size, rate and length, never shorter than asked."""

from math import ceil

from picturelock.compiler.model.diagnostics import found
from picturelock.compiler.model.target import Target
from picturelock.kernel.nouns import Brief, Diagnostic, Noun, Rate


class Extent(Noun):
    """The outer measures of a take."""

    width: int
    height: int
    frames: int
    rate: Rate

    @property
    def seconds(self) -> float:
        return self.rate.seconds(self.frames)

    def __str__(self) -> str:
        return f"{self.width}x{self.height}, {self.frames} frames at {float(self.rate.fps):.6g} fps"


def asked_of(brief: Brief) -> Extent:
    return Extent(width=brief.width, height=brief.height, frames=brief.frames, rate=brief.rate)


def fit(brief: Brief, target: Target) -> tuple[Extent | None, list[Diagnostic]]:
    """What the target makes for this brief, and how that differs; None when it can't be made long enough."""
    asked = asked_of(brief)
    rate = _nearest(asked.rate, target.rates)
    needed = ceil(asked.frames * rate.fps / asked.rate.fps)
    frames = target.lengths.fit(needed, rate)
    if frames is None:
        most = target.lengths.most_seconds(rate)
        reason = f"wants {asked.seconds:.6g} s, engine '{target.name}' makes at most {most:.6g} s"
        return None, [found("E004", brief.shot, f"{reason}; split the shot or choose another engine")]
    width, height = target.sizes.fit(asked.width, asked.height)
    made = Extent(width=width, height=height, frames=frames, rate=rate)
    return made, _differences(brief.shot, target, asked, made, frames - needed)


def _nearest(asked: Rate, offered: tuple[Rate, ...]) -> Rate:
    return min(offered, key=lambda rate: abs(rate.fps - asked.fps), default=asked)


def _differences(shot: str, target: Target, asked: Extent, made: Extent, handles: int) -> list[Diagnostic]:
    engine, differences = f"engine '{target.name}'", []
    if (asked.width, asked.height) != (made.width, made.height):
        size = f"wants {asked.width}x{asked.height}, {engine} makes {made.width}x{made.height}"
        differences.append(found("W007", shot, size))
    if asked.rate.fps != made.rate.fps:
        rate = f"wants {float(asked.rate.fps):.6g} fps, {engine} makes {float(made.rate.fps):.6g} fps"
        differences.append(found("W008", shot, rate))
    if handles:
        length = f"wants {asked.seconds:.6g} s, {engine} makes {made.seconds:.6g} s"
        differences.append(found("W009", shot, f"{length}; the last {handles} frames are handles"))
    return differences
