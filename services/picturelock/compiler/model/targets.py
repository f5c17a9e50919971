"""The targets there are. To add one, add an entry; a new dialect is needed only for a new way of speaking."""

from picturelock.compiler.model.target import (
    AnySize,
    Counting,
    Dialect,
    Durations,
    FrameLattice,
    ListedSizes,
    Target,
)
from picturelock.kernel.errors import NotFound
from picturelock.kernel.nouns import Rate

TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target(
            name="previz",
            model="previz",
            dialect=Dialect.PREVIZ,
            sizes=AnySize(least=16, most=8192, multiple=2),
            lengths=FrameLattice(most=14_400),
            most_cast=12,
        ),
        Target(
            name="runway/gen4.5",
            model="gen4.5",
            dialect=Dialect.PROSE,
            sizes=ListedSizes(sizes=((1280, 720), (720, 1280))),
            rates=(Rate(numerator=24),),
            lengths=Durations(seconds=tuple(range(2, 11))),
            most_characters=1000,
            counting=Counting.UTF16_UNITS,
            most_cast=3,
            parameters={"model": "{model}", "ratio": "{width}:{height}", "duration": "{seconds}"},
        ),
    )
}


def target_named(name: str) -> Target:
    """Raises NotFound, naming the targets there are."""
    if name not in TARGETS:
        raise NotFound(no_such_engine(name))
    return TARGETS[name]


def no_such_engine(name: str) -> str:
    return f"there is no engine '{name}'; choose one of {', '.join(sorted(TARGETS))}"
