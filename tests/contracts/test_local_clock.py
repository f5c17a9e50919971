"""The machine's clock."""

import pytest

from picturelock.kernel.clock import Clock
from picturelock.platform.local import SystemClock
from picturelock.testing.clock import ClockContract


class TestSystemClock(ClockContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return SystemClock()
