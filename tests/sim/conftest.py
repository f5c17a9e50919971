"""`pytest tests/sim --seeds 10000` simulates so many worlds; the suite has 200."""

import pytest
from tests.sim.worlds import in_batches

FEW = 200
AT_ONCE = 25
"""Worlds in one test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seeds", type=int, default=FEW, help="how many worlds tests/sim simulates")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    in_batches(metafunc, "seeds", metafunc.config.getoption("--seeds", default=FEW), AT_ONCE)
