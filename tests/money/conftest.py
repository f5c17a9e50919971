"""`pytest tests/money --purchases 100000` buys so many takes; the suite buys 2,000."""

import pytest
from tests.sim.worlds import in_batches

FEW = 2000
IN_A_WORLD = 50
AT_ONCE = 5
"""Worlds in one test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--purchases", type=int, default=FEW, help="how many takes tests/money buys")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    in_batches(metafunc, "worlds", metafunc.config.getoption("--purchases", default=FEW) // IN_A_WORLD, AT_ONCE)
