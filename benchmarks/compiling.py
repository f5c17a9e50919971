"""Briefs compiled for every target there is."""

import time
from collections.abc import Sequence

from benchmarks.example import briefs
from benchmarks.figures import Figure, middle, spread
from picturelock.compiler.model import TARGETS, Target, compile_brief
from picturelock.kernel.nouns import Brief

AT_LEAST = 1.0
"""Seconds that one repetition takes."""


def measure(*, quick: bool) -> list[Figure]:
    film = briefs()
    figures = []
    for target in TARGETS.values():
        rates = [_rate(film, target, 0.05 if quick else AT_LEAST) for _ in range(1 if quick else 5)]
        name = f"briefs compiled, {target.dialect}"
        figures.append(
            Figure(
                f"briefs_{target.dialect}_s", name, middle(rates), "briefs/s", note=f"{target.name}, {spread(rates)}"
            )
        )
    return figures


def _rate(film: Sequence[Brief], target: Target, seconds: float) -> float:
    """Whole films, until `seconds` have passed. What was refused counts too: it was compiled to say why."""
    done, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < seconds:
        for brief in film:
            compile_brief(brief, target, revision=0)
        done += len(film)
    return done / took
