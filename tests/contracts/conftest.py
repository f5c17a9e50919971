"""Contracts live in the package, so pytest must be told to explain their assertions."""

import pytest

pytest.register_assert_rewrite("picturelock.testing")
