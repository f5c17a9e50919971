"""What holds for all tests."""

import os

import pytest
from hypothesis import HealthCheck, settings

# Contracts live in the package, so pytest must be told to explain their assertions, before anybody imports them.
pytest.register_assert_rewrite("picturelock.testing")

# No clock decides about a test: machines are busy. Where the same commit must come out the same, so do the examples.
settings.register_profile(
    "picturelock",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("picturelock")
