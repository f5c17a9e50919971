"""The targets there are here: those that come along, and those that installed packages bring."""

from collections.abc import Iterator, Mapping

from picturelock.compiler.model import TARGETS, Target
from picturelock.kernel.brought import Brought
from picturelock.kernel.errors import Refused

GROUP = "picturelock.targets"
"""Entry points by which packages bring targets along, each by its target's own name."""


class TargetsHere(Mapping[str, Target]):
    """By name. A package is loaded when its target is asked for: Refused then says what is wrong with it."""

    def __init__(self) -> None:
        self._brought = Brought(GROUP, TARGETS)

    def __getitem__(self, name: str) -> Target:
        found = self._brought.get(name)
        if found is None:
            return TARGETS[name]
        if not isinstance(found, Target):
            raise Refused(
                f"{name}: what is brought by this name in {GROUP} is no Target but {type(found).__name__}; "
                "see docs/prompts.md, 'Adding a target'"
            )
        self._brought.must_be_called(name, found.name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*TARGETS, *self._brought.names}))

    def __len__(self) -> int:
        return len({*TARGETS, *self._brought.names})
