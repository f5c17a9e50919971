"""What holds for all tests."""

import os

from hypothesis import HealthCheck, settings

# No clock decides about a test: machines are busy. Where the same commit must come out the same, so do the examples.
settings.register_profile(
    "picturelock",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("picturelock")
