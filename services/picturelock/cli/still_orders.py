"""Stills on order: compiled, asked for at the gateway's door, and waited for until assets has their pictures."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from picturelock.cli.counter import Counter
from picturelock.cli.production import Production
from picturelock.compiler.model import StillTarget, compile_still
from picturelock.kernel.codec import encode
from picturelock.kernel.errors import Invalid, NotFound
from picturelock.kernel.nouns import Brief, Prompt
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.stills import Subject, still_brief
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.gateway.v1 import service_pb2 as api

LOOK_SECONDS = 0.5
AT_ONCE = 100
UNBOUGHT = frozenset({"absent", "failed", "cancelled"})
ENDED = frozenset({"failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Wanted:
    subject: Subject
    number: int
    brief: Brief
    prompt: Prompt
    digest: str
    """Of the prompt."""

    @property
    def name(self) -> str:
        return self.brief.shot


def wanted(bible: Bible, subjects: Sequence[Subject], count: int, target: StillTarget, key: str) -> Sequence[Wanted]:
    """So many of each. Raises Invalid for what can't be said to the engine."""
    found, problems = [], []
    for subject in subjects:
        for number in range(1, count + 1):
            brief = still_brief(bible, subject, number, key)
            compiled = compile_still(brief, target)
            if compiled.prompt is None:
                problems += [f"{each.code} {each.message}" for each in compiled.diagnostics if each.code[0] == "E"]
            else:
                found.append(Wanted(subject, number, brief, compiled.prompt, compiled.prompt.digest))
    if problems:
        raise Invalid(problems)
    return found


@dataclass(slots=True)
class StillRun:
    """`asked` are stills of one engine. `tell` is told what happens meanwhile."""

    production: Production
    counter: Counter
    project: str
    asked: Sequence[Wanted]
    tell: Callable[[str], None]
    pictures: dict[str, str] = field(default_factory=dict)
    """Digests of those that can be fetched, by the stills' names."""
    troubles: dict[str, str] = field(default_factory=dict)
    """Why there are no others."""
    _standing: dict[str, api.Still] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    @property
    def unbought(self) -> Sequence[Wanted]:
        """Those that ordering them has bought: of the others something is stored, or on its way, or in doubt."""
        return [each for each in self.asked if self._standing[each.name].state in UNBOUGHT]

    async def look(self) -> None:
        engine = self.asked[0].prompt.engine
        for some in _pages(self.asked):
            digests = [each.digest for each in some]
            request = api.GetStillsRequest(project=self.project, engine=engine, prompt_digests=digests)
            stills = (await self.counter.stills.get_stills(request)).stills
            self._standing |= {each.name: still for each, still in zip(some, stills, strict=True)}

    async def order(self, request_id: str) -> None:
        for number, some in enumerate(_pages(self.asked)):
            stills = [
                api.StillOrder(brief=encode(each.brief, BriefMessage), prompt=encode(each.prompt, PromptMessage))
                for each in some
            ]
            request = api.OrderStillsRequest(project=self.project, stills=stills, request_id=f"{request_id} {number}")
            await self.counter.stills.order_stills(request)

    async def until_over(self) -> None:
        """Until each has a picture, or is in trouble."""
        while True:
            await self.look()
            for each in self.asked:
                if each.name not in self.pictures:
                    await self._see_to(each, self._standing[each.name])
            if not await self._is_any_left():
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def _see_to(self, each: Wanted, still: api.Still) -> None:
        if still.state == "made":
            with suppress(NotFound):
                await self.production.find(still.picture)
                self.pictures[each.name] = still.picture
        elif still.state in ENDED:
            self.troubles[each.name] = ": ".join(filter(None, (still.reason, still.message))) or still.state
        elif still.message and still.message not in self._told:
            self._told.add(still.message)
            self.tell(f"{each.subject} {each.number} waits: {still.message}")

    async def _is_any_left(self) -> bool:
        """Of those that nobody but a person can tell of, nothing is waited for."""
        left = [each for each in self.asked if each.name not in (*self.pictures, *self.troubles)]
        if not left:
            return False
        waiting = [each for each in left if self._standing[each.name].state == "waiting"]
        doubtful = await self.production.doubtful() if waiting else ()
        parked = {each.key.rpartition("/")[2]: each.why for each in await self.production.parked()}
        for each in left:
            if each in waiting and each.name in doubtful:
                way = "look at the provider, then `picturelock purchases settle`"
                self.troubles[each.name] = f"PARKED: may be bought or not; {way}"
            elif each.name in parked:
                self.troubles[each.name] = f"{parked[each.name]}; see `picturelock parked list`"
        return any(each.name not in self.troubles for each in left)


def _pages(asked: Sequence[Wanted]) -> Sequence[Sequence[Wanted]]:
    return [asked[first : first + AT_ONCE] for first in range(0, len(asked), AT_ONCE)]
