"""Many worlds: a test for each batch of them, and all batches simulated at once on all cores."""

import logging
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

import pytest

T = TypeVar("T")

Batches = dict[range, Future[list[T]]]


def in_batches(metafunc: pytest.Metafunc, name: str, count: int, at_once: int) -> None:
    """A test that takes `name` runs once for each batch of seeds."""
    if name in metafunc.fixturenames:
        batches = [range(first, min(first + at_once, count)) for first in range(0, count, at_once)]
        metafunc.parametrize(name, batches, ids=lambda batch: f"{batch.start}-{batch.stop - 1}")


@contextmanager
def on_all_cores(request: pytest.FixtureRequest, name: str, simulate: Callable[[int], T]) -> Iterator[Batches[T]]:
    """The batches that were asked for by tests that take `name`."""
    asked = (getattr(item, "callspec", None) for item in request.session.items)
    wanted = [spec.params[name] for spec in asked if spec and name in spec.params]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        yield {seeds: pool.submit(partial(_simulated, simulate), seeds) for seeds in wanted}


def _simulated(simulate: Callable[[int], T], seeds: Sequence[int]) -> list[T]:
    warnings.simplefilter("error")
    logging.disable(logging.CRITICAL)
    return [simulate(seed) for seed in seeds]
