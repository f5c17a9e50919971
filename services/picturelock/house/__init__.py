"""The house: which services there are, and how to open them, in one process or in many."""

from picturelock.house.blueprint import LINE, Build, Choices, blueprint, desk, line
from picturelock.house.embedded import House, embedded, running

__all__ = ["LINE", "Build", "Choices", "House", "blueprint", "desk", "embedded", "line", "running"]
