"""`pytest tests/sim --seeds 10000` simulates so many worlds; the suite has 200."""

import pytest

FEW = 200
AT_ONCE = 25
"""Worlds in one test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seeds", type=int, default=FEW, help="how many worlds tests/sim simulates")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seeds" in metafunc.fixturenames:
        count = metafunc.config.getoption("--seeds", default=FEW)
        batches = [range(first, min(first + AT_ONCE, count)) for first in range(0, count, AT_ONCE)]
        metafunc.parametrize("seeds", batches, ids=lambda batch: f"{batch.start}-{batch.stop - 1}")
