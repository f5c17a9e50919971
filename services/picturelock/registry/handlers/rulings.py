"""What the line says of a shot's takes: it passes, is tried again, by whichever engine its rules say, or is held."""

from decimal import Decimal, InvalidOperation

from picturelock.kernel.codec import decode
from picturelock.kernel.errors import Invalid, NotFound
from picturelock.kernel.nouns import Asset, Brief, Take, Verdict, is_still
from picturelock.kernel.records import Records
from picturelock.registry.handlers.says import held, planned
from picturelock.registry.model.ledger import Project, Rejected, Shot, must_hold
from picturelock.registry.model.routing import Facts, Outcome, Route
from picturelock_api.compiler.v1.events_pb2 import PromptRefused
from picturelock_api.continuity.v1.events_pb2 import TakePassed, TakeRejected
from picturelock_api.gateway.v1.events_pb2 import PurchaseMoved, TakeFailed

OVER = ("delivered", "failed", "refused", "cancelled", "written_off")
"""States of a purchase that say what it cost."""

STOPPED = {"CANCELLED": "its take was cancelled", "WRITTEN_OFF": "its take is waited for no longer"}
"""Failures that are somebody's decision, by reason: nothing else is tried."""


class Rulings:
    def __init__(self, records: Records, most_revisions: int) -> None:
        self._records = records
        self._most_revisions = most_revisions

    async def pass_(self, event: TakePassed) -> None:
        shot = await self._shot(event.shot_key)
        if shot.takes_word(event.by, event.brief_digest) or shot.waits_for(
            event.brief_digest, event.revision, event.take.number
        ):
            judged = _judged(shot, decode(Take, event.take), passed=True)
            await self._records.save(event.shot_key, judged.passed(event.take.number))

    async def replan(self, event: TakeRejected) -> None:
        """Findings go back as notes with the next take, or the shot is held with the best it has."""
        shot = await self._shot(event.shot_key)
        by_hand = shot.takes_word(event.by, event.brief_digest)
        if not by_hand and not shot.waits_for(event.brief_digest, event.revision, event.take.number):
            return
        rejected = Rejected(
            take=decode(Take, event.take), asset=decode(Asset, event.asset), verdict=decode(Verdict, event.verdict)
        )
        noted = _judged(shot.noted(rejected), rejected.take, passed=False)
        reason = "" if by_hand else must_hold(noted, rejected.verdict, self._most_revisions)
        if reason:
            await self._hold(event.shot_key, noted, reason)
            return
        facts = noted.facts.with_rejected(rejected.take.engine)
        route = await self._next_route(event.shot_key, noted, facts)
        again = (noted.taken_up() if by_hand else noted.replanned()).knowing(facts)
        await self._send(event.shot_key, again.routed(route) if route else again)

    async def hold_refused(self, event: PromptRefused) -> None:
        """Another engine may be able to make what this one can't be told."""
        shot = await self._shot(event.shot_key)
        if not shot.waits_for(decode(Brief, event.brief).digest, event.revision, event.take_number):
            return
        reasons = "; ".join(f"{d.code} {d.message}" for d in event.diagnostics if d.code.startswith("E"))
        if not await self._handed_on(event.shot_key, shot, shot.facts.with_failed(shot.engine, reasons)):
            await self._hold(event.shot_key, shot, reasons)

    async def hold_failed(self, event: TakeFailed) -> None:
        """The gateway has tried all it will with this prompt; another engine may fare better, or another prompt.

        Unless somebody said that it is not to be made.
        """
        shot = await self._shot(event.shot_key)
        if not shot.waits_for(decode(Brief, event.brief).digest, event.revision, event.take_number):
            return
        if event.reason in STOPPED:
            await self._hold(event.shot_key, shot, f"{STOPPED[event.reason]}: {event.message}")
            return
        failed = shot.with_outcome(Outcome(number=event.take_number, engine=shot.engine, passed=False))
        if await self._handed_on(event.shot_key, failed, shot.facts.with_failed(shot.engine, event.message)):
            return
        if shot.is_spent(self._most_revisions):
            await self._hold(event.shot_key, failed, f"the engine failed: {event.message}")
        else:
            await self._send(event.shot_key, failed.replanned())

    async def count(self, event: PurchaseMoved) -> None:
        """What a film has cost so far, its rules may ask for; stills apart. Raises Invalid for what is no amount."""
        if event.state not in OVER or is_still(event.shot_key):
            return
        shot, cost = await self._shot(event.shot_key), _amount(event.amount)
        if shot.paid.get(event.purchase, Decimal(0)) != cost:
            await self._records.save(event.shot_key, shot.but(paid=shot.paid | {event.purchase: cost}))

    async def _handed_on(self, key: str, shot: Shot, facts: Facts) -> bool:
        """To the next engine that its rules name, if they name one."""
        route = await self._next_route(key, shot, facts)
        if route is None or route.engine == shot.engine:
            return False
        await self._send(key, shot.handed_on(route))
        return True

    async def _next_route(self, key: str, shot: Shot, facts: Facts) -> Route | None:
        """None where nothing is left, and where somebody asked for just this engine."""
        if shot.route is None or shot.route.asked:
            return None
        project = await self._records.find(Project, key.rpartition("/")[0])
        return project.routing.choose(shot.brief, facts, project.retired) if project else None

    async def _send(self, key: str, shot: Shot) -> None:
        await self._records.save(key, shot, planned(key, shot))

    async def _hold(self, key: str, shot: Shot, reason: str) -> None:
        stopped = shot.held(reason)
        await self._records.save(key, stopped, held(key, stopped))

    async def _shot(self, key: str) -> Shot:
        shot = await self._records.find(Shot, key)
        if shot is None:
            raise NotFound(f"{key.rpartition('/')[2]}: no such shot")
        return shot


def _judged(shot: Shot, take: Take, *, passed: bool) -> Shot:
    """A take that was made before says nothing new of its engine."""
    if take.reused:
        return shot
    seconds = (take.finished - take.started).total_seconds()
    return shot.with_outcome(Outcome(number=take.number, engine=take.engine, passed=passed, seconds=seconds))


def _amount(said: str) -> Decimal:
    try:
        return Decimal(said)
    except InvalidOperation:
        raise Invalid(f"amount: {said!r} is no amount", reason="BAD_MESSAGE") from None
