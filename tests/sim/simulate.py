"""One seed, one world: films are made and rewritten in a storm; then the storm ends, and everything must come right.

`python -m tests.sim.simulate SEED...` simulates these worlds and tells what was said in them.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.sim.film import Draft, first_draft, rewritten
from tests.sim.house import House
from tests.sim.invariants import Asked, World, broken, unfinished
from tests.sim.loop import SeededLoop
from tests.sim.luck import Luck, Odds
from tests.sim.records import SimRecords

from picturelock.kernel.bus import Cause, Envelope, caused_by, derived_id
from picturelock.kernel.errors import Transient
from picturelock.kernel.records import Record
from picturelock.registry.handlers import Registry
from picturelock.registry.model.outlook import Outlook

PROJECTS = ("studio/lamp", "agency/spot")
LOOKS, LOOK_SECONDS = 250, 7.0
"""So often, and so far apart, it is looked whether the world has come to rest after the storm."""


@dataclass(frozen=True, slots=True)
class End:
    """How a world ended. `problems` is empty when all is well."""

    seed: int
    problems: Sequence[str]
    struck: Counter[str]
    shots: int
    takes: int
    said: Sequence[Envelope]
    kept: Sequence[tuple[str, Record]]
    """Services and what they had on record."""

    @property
    def history(self) -> str:
        """Names everything that was said, in order: two ends with one history were one world."""
        return derived_id("history", *(envelope.id for envelope in self.said))

    def __str__(self) -> str:
        lines = [f"seed {self.seed}: {self.shots} shots, {self.takes} takes, history {self.history}"]
        lines += [f"{e.time:%H:%M:%S.%f} {e.topic} {e.key} because of {e.cause[:12]}" for e in self.said]
        lines += [f"{misfortune}: {count}" for misfortune, count in self.struck.items()]
        return "\n".join((*lines, *(self.problems or ["all is well"])))


def simulate(seed: int, odds: Odds | None = None, records: type[SimRecords] = SimRecords) -> End:
    """`odds` None draws them by lot."""
    chance = Random(seed)
    luck = Luck(chance, odds or Odds().scaled(chance))
    loop = SeededLoop(chance)  # type: ignore[abstract] # sockets, signals and children have no place in there
    with tempfile.TemporaryDirectory(prefix="picturelock-sim-") as folder:
        end: End = loop.run_until_complete(_world(seed, luck, House(luck, Path(folder), records), loop))
        return end


async def _world(seed: int, luck: Luck, house: House, loop: SeededLoop) -> End:
    asked: list[Asked] = []
    async with house.running():
        projects = PROJECTS[: luck.pick((1, 1, 1, 2))]
        await asyncio.gather(*(_direct(project, house, asked) for project in projects))
        luck.storm = False
        world = await _at_rest(house, asked)
    problems = [*unfinished(world), *broken(world), *(str(error) for error in loop.errors)]
    return End(seed, problems, luck.struck, len(world.shots), len(house.engine.made), house.broker.log, _kept(house))


def _kept(house: House) -> list[tuple[str, Record]]:
    return [(name, document.record) for name, shelf in house.shelves.items() for document in shelf.documents.values()]


async def _at_rest(house: House, asked: list[Asked]) -> World:
    """The world when nothing is left to happen, or when too long a time is over."""
    for _ in range(LOOKS):
        world = World(house, asked)
        if not unfinished(world):
            break
        await asyncio.sleep(LOOK_SECONDS)
    return world


async def _direct(project: str, house: House, asked: list[Asked]) -> None:
    """Ask for the film, and rewrite it now and then, also back to what it was."""
    drafts = [first_draft(house.luck)]
    await _ask(project, drafts[-1], house, asked)
    for _ in range(house.luck.pick((0, 1, 1, 2, 3))):
        await asyncio.sleep(house.luck.within(0.0, 30.0))
        drafts.append(house.luck.pick((rewritten(drafts[-1], house.luck), drafts[0], drafts[-1])))
        await _ask(project, drafts[-1], house, asked)
    await asyncio.sleep(house.luck.within(0.0, 30.0))


async def _ask(project: str, draft: Draft, house: House, asked: list[Asked]) -> None:
    """Until it was answered: whoever asks does not know how far a registry came that died."""
    retry_held = house.luck.pick((True, False))
    request = Cause(f"request {project} {len(asked)}", source="request")
    while True:
        registry = house.desk(Registry)
        if registry is not None:
            answer = asyncio.ensure_future(_make(registry, request, project, draft, retry_held=retry_held))
            await asyncio.wait({answer})
            if not answer.cancelled() and not isinstance(answer.exception(), Transient):
                asked.append(Asked(project, answer.result(), retry_held))
                return
        await asyncio.sleep(house.luck.within(0.1, 2.0))


async def _make(registry: Registry, request: Cause, project: str, draft: Draft, *, retry_held: bool) -> Outlook:
    with caused_by(request):
        return await registry.make(project, draft.reading, retry_held=retry_held)


if __name__ == "__main__":
    for given in sys.argv[1:]:
        sys.stdout.write(f"{simulate(int(given))}\n")
