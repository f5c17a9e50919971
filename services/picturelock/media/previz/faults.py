"""Errors that previz makes on purpose, so that the checking of takes can be seen to work."""

import random
from dataclasses import dataclass, fields

from picturelock.kernel.errors import Invalid


@dataclass(frozen=True)
class Faults:
    """How likely a take is to err, 0 to 1 for each kind."""

    wardrobe: float = 0.0
    """One character wears the wrong colour through the whole take."""
    black: float = 0.0
    """A run of black frames."""
    freeze: float = 0.0
    """A run of identical frames."""

    def strikes(self, kind: str, seed: int) -> bool:
        """Whether the take with this seed errs in this way; a take with another seed is another throw."""
        return dice(kind, seed).random() < float(getattr(self, kind))


def dice(kind: str, seed: int) -> random.Random:
    return random.Random(f"{kind}:{seed}")


def parse(text: str) -> Faults:
    """Read `wardrobe=0.15,black=0.05`. Raises Invalid."""
    known = [field.name for field in fields(Faults)]
    chances: dict[str, float] = {}
    for item in filter(None, (part.strip() for part in text.split(","))):
        kind, equals, number = (piece.strip() for piece in item.partition("="))
        if kind not in known or not equals:
            raise Invalid(f"faults: {item!r} is none; write kind=chance with a kind of {', '.join(known)}")
        chances[kind] = _chance(kind, number)
    return Faults(**chances)


def _chance(kind: str, number: str) -> float:
    try:
        chance = float(number)
    except ValueError:
        chance = -1.0
    if not 0.0 <= chance <= 1.0:
        raise Invalid(f"faults: {kind}={number} is no chance; write a number from 0 to 1")
    return chance


def run_of_frames(kind: str, seed: int, frames: int, least: int) -> range:
    """Frames a fault covers: at least `least` and inside the take, where the take is long enough."""
    throw = dice(f"{kind}-where", seed)
    length = min(frames, least + throw.randrange(1 + least // 2))
    spare = frames - length
    start = throw.randint(min(spare, 1 + spare // 5), max(spare - spare // 5, min(spare, 1 + spare // 5)))
    return range(start, start + length)
