"""What installed packages bring along: entry points, found by name, and loaded only when they are asked for."""

from collections.abc import Container, Sequence
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from picturelock.kernel.errors import Refused


class Brought:
    """What the packages installed at first sight bring in one group of entry points; `ours` are names of our own."""

    def __init__(self, group: str, ours: Container[str] = ()) -> None:
        self.group = group
        self._ours = ours

    @cached_property
    def _points(self) -> Sequence[EntryPoint]:
        return tuple(entry_points(group=self.group))

    @property
    def names(self) -> Sequence[str]:
        return sorted({point.name for point in self._points})

    def get(self, name: str) -> Any:
        """What a package brings by this name, or None when none does.

        Raises Refused when it can't be loaded, and when two bring the name or it is one of `ours`.
        """
        points = [point for point in self._points if point.name == name]
        claims = [*(["picturelock itself"] if name in self._ours else []), *map(_package, points)]
        if points and len(claims) > 1:
            raise Refused(
                f"{name}: {' and '.join(claims)} all bring something by this name in {self.group}; uninstall all but "
                "one of them",
                reason="TWO_OF_A_NAME",
            )
        return _loaded(points[0]) if points else None

    def must_be_called(self, name: str, own: object) -> None:
        """Raises Refused for what calls itself otherwise: who asks for it by one name would not find it again."""
        if own != name:
            raise Refused(
                f"{name}: what is brought by this name in {self.group} calls itself {own!r}; make the two the same",
                reason="UNLIKE_ITS_NAME",
            )


def _loaded(point: EntryPoint) -> Any:
    try:
        return point.load()
    except Exception as error:
        raise Refused(
            f"{point.name}: {_package(point)} brings it as {point.value}, which can't be loaded "
            f"({type(error).__name__}: {error}); mend the package, or uninstall it",
            reason="NOT_LOADED",
        ) from error


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value
