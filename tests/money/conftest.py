"""`pytest tests/money --purchases 100000` buys so many takes; the suite buys 2,000."""

import pytest
from tests.money.shopping import TAKES

FEW = 2000
AT_ONCE = 20
"""Worlds in one test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--purchases", type=int, default=FEW, help="how many takes tests/money buys")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "worlds" in metafunc.fixturenames:
        count = metafunc.config.getoption("--purchases", default=FEW) // TAKES
        batches = [range(first, min(first + AT_ONCE, count)) for first in range(0, count, AT_ONCE)]
        metafunc.parametrize("worlds", batches, ids=lambda batch: f"{batch.start}-{batch.stop - 1}")
