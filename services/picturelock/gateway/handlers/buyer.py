"""The buyer: brings one purchase to its end, whoever began it and however far it came.

Every step is written down before it is taken. What keeps a take from being paid twice is the state of its purchase, one
sender for each attempt, and that a sender who was kept waiting does not send.
"""

import logging
import secrets
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

from picturelock.gateway.handlers.bells import Bells
from picturelock.gateway.handlers.errand import Errand
from picturelock.gateway.handlers.following import cost_of, end_of, forgotten
from picturelock.gateway.handlers.looking import Looker
from picturelock.gateway.handlers.purchases import Purchases
from picturelock.gateway.handlers.supplier import NotNow, in_vain, steady
from picturelock.gateway.handlers.teller import Teller
from picturelock.gateway.model import (
    MOST_PURCHASES,
    Held,
    Move,
    PriceBook,
    Purchase,
    PurchaseState,
    Recall,
    hook_address,
)
from picturelock.gateway.ports import (
    MENDABLE,
    PATIENT,
    AnswerLost,
    Asked,
    Declined,
    Delivered,
    Failure,
    Job,
    JobState,
)
from picturelock.kernel.bus import derived_id
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict, Refused, Transient

log = logging.getLogger(__name__)

SEND_WITHIN = 10.0
"""Seconds after it was written down that something is being sent within which it is sent, or not at all."""
MOST_SENDS = 12
"""How often one purchase is sent when it is not accepted."""
FIRST_WAIT, MOST_WAIT = 1.0, 60.0
SELDOM = 600.0
"""Seconds between two sends of one that was sent so often and may have been accepted, until its deadline."""
COLLECTS = 5
DEADLINE = timedelta(hours=24)

S = PurchaseState
MENDABLE_NAMES = frozenset(failure.name for failure in MENDABLE)


class Parked(Refused):
    """It may be bought, and nothing that can be asked will tell: it waits for news, or for a person."""


class Buyer(Looker):
    """`webhooks` is where providers reach this deployment; empty where they are not to."""

    def __init__(
        self, purchases: Purchases, teller: Teller, prices: PriceBook, clock: Clock, webhooks: str = ""
    ) -> None:  # fmt: skip
        super().__init__(purchases, teller, clock)
        self._prices = prices
        self._webhooks = webhooks
        self.bells = Bells()
        self._costs: dict[str, Decimal] = {}
        """Of purchases whose takes are on their way to the store."""

    async def buy(self, errand: Errand) -> Delivered:
        """Raises Refused when it is not to be had, Parked when nobody can tell whether it was bought, or NotNow."""
        purchase, left = await self._begun(errand), MOST_PURCHASES
        while True:
            try:
                if purchase.is_over:
                    left -= 1
                    purchase = await self._another(purchase, errand, left)
                elif purchase.state is S.ACCEPTED:
                    purchase = await self._held(purchase)
                    with self.bells.hung_for(purchase.key) as bell:
                        job = await end_of(purchase, errand, self._clock, bell, self._found_again)
                    await errand.supplier.leave(purchase, purchase.attempt)
                    if (delivered := await self._collected(purchase, job, errand)) is not None:
                        return delivered
                    purchase = await self._found_again(purchase)
                else:
                    purchase = await self._brought_on(purchase, errand)
            except Conflict:
                purchase = await self._found_again(purchase)

    async def bringing(self, order: str) -> Purchase | None:
        """The purchase whose take is on its way to the store."""
        followed = (each for each in await self._purchases.of(order) if each.key in self._costs)
        return next((each for each in followed if each.state is S.ACCEPTED), None)

    async def paid(self, order: str) -> None:
        """The take that was bought for the order is in the store."""
        if (purchase := await self.bringing(order)) is None:
            return
        cost = self._costs.pop(purchase.key)
        while purchase.state is S.ACCEPTED:
            with suppress(Conflict):
                await self._moved(purchase, Move.DELIVER, charged=cost, surplus=False)
                return
            purchase = await self._found_again(purchase)

    async def done(self, purchase: Purchase, job: Job, *, surplus: bool) -> None:
        """Its order has a take, another's if this is `surplus`; the job is over.

        Raises Conflict when somebody else moved it meanwhile.
        """
        held = await self._held(purchase)
        if job.state is JobState.SUCCEEDED:
            await self._moved(held, Move.DELIVER, charged=cost_of(held, job), surplus=surplus)
        else:
            await self._came_to_nothing(held, job)

    async def _came_to_nothing(self, purchase: Purchase, job: Job) -> None:
        cost = cost_of(purchase, job)
        if job.state is JobState.CANCELLED:
            await self._moved(purchase, Move.CANCEL, job.why or "by the provider", charged=cost)
        else:
            failure = job.failure or Failure.PROVIDER_INTERNAL
            await self._moved(purchase, Move.FAIL, job.why, failure.name, charged=cost)

    async def forget(self, purchase: Purchase, why: str) -> Purchase:
        """Its job was billed, and its provider does not know it any more."""
        held = await self._held(purchase)
        await self._came_to_nothing(held, forgotten(held, why))
        return await self._found_again(held)

    async def drop(self, purchase: Purchase) -> Purchase:
        """Of one that was not sent: nobody wants it any more."""
        return await self._moved(purchase, Move.CANCEL, "nobody wants it any more", "NOT_WANTED")

    async def _begun(self, errand: Errand) -> Purchase:
        """Raises Refused when it was delivered or written off since the lease was given: its holder slept."""
        current = await self._purchases.current(errand.lease.key)
        if current is not None and not current.is_over and current.state is not S.REPLACED:
            return current
        if current is not None and current.state is S.DELIVERED:
            raise Refused(f"{current.key}: was delivered already", reason="LEASE_LOST")
        if current is not None and errand.order.began and current.written_off_after(errand.order.began):
            raise Refused(f"{current.key}: was written off meanwhile", reason="WRITTEN_OFF")
        return await self._purchases.save(self._intent(errand, current.number + 1 if current else 1))

    def _intent(self, errand: Errand, number: int) -> Purchase:
        """Raises Refused with the reason NO_PRICE."""
        order, prompt, now = errand.order, errand.lease.prompt, self._clock.now()
        want = order.wants[0] if order.wants else None
        project, _, shot = want.shot_key.rpartition("/") if want else (order.project, "", prompt.shot)
        return Purchase(
            order=errand.lease.key, number=number, project=project, shot=shot, take_number=want.number if want else 0,
            prompt_digest=order.prompt_digest, engine=order.engine, engine_version=order.engine_version,
            seed=prompt.seed, quote=self._prices.quote(prompt, now.date(), project), intended=now,
            deadline=now + DEADLINE, hook=secrets.token_urlsafe(24) if self._webhooks and errand.provider.hears else "",
        ).asking()  # fmt: skip

    async def _another(self, over: Purchase, errand: Errand, left: int) -> Purchase:
        """One more, where the last came to nothing through no fault of what was asked for. Raises Refused."""
        if left <= 0 or over.state is not S.FAILED or over.reason not in MENDABLE_NAMES:
            why = f"{over.reason}: {over.steps[-1].why}" if over.reason else str(over.state)
            raise Refused(f"{over.engine}: {why}", reason=over.reason or "NOT_BOUGHT")
        return await self._purchases.save(self._intent(errand, over.number + 1))

    async def _brought_on(self, purchase: Purchase, errand: Errand) -> Purchase:
        match purchase.state:
            case S.INTENDED:
                return await self._sent(purchase, errand)
            case S.SENDING:
                return await self._moved(purchase, Move.LOSE, "whoever sent it did not say how it went")
            case S.UNKNOWN:
                return await self._recalled(purchase, errand)
            case _:
                raise Parked(
                    f"{purchase.key}: may be bought or not; {errand.provider.name} can't be asked", reason="PARKED"
                )

    async def _sent(self, purchase: Purchase, errand: Errand) -> Purchase:
        await errand.supplier.let_in()
        if not await errand.wanted():
            return await self.drop(purchase)
        if (why := errand.stopped()) is not None:
            raise NotNow(f"{purchase.engine} is paused: {why}")
        if purchase.attempt and (in_vain(purchase) >= MOST_SENDS or self._clock.now() > purchase.deadline):
            return await self._moved(purchase, Move.REFUSE, f"not accepted {purchase.attempt} times", "TIMEOUT")
        await errand.supplier.enter(purchase)
        try:
            asked = await errand.shown(purchase.provider_key, hook_address(self._webhooks, purchase))
            held = await self._held(purchase, save=False)
        except Refused as error:
            await errand.supplier.leave(purchase, purchase.attempt + 1)
            return await self._moved(purchase, Move.REFUSE, str(error), error.reason)
        return await self._send(held, errand, asked)

    async def _held(self, purchase: Purchase, *, save: bool = True) -> Purchase:
        """Held by its accounts, if it is not yet."""
        if purchase.held is not Held.ASKED:
            return purchase
        held = await self._teller.hold(purchase)
        return await self._purchases.save(held) if save else held

    async def _send(self, purchase: Purchase, errand: Errand, asked: Asked, *, proves: bool = False) -> Purchase:
        """Write down that it is sent, and send it. `proves`: a refusal now is one of every attempt before."""
        began = steady()
        sending = purchase.moved(
            Move.SEND, self._clock.now(), sender=errand.sender, sent=self._clock.now(), account=errand.supplier.key
        )
        purchase = await self._purchases.save(sending)
        if steady() - began > SEND_WITHIN:
            move = Move.LOSE if purchase.in_doubt else Move.DECLINE
            return await self._moved(purchase, move, "the records took too long, and it was not sent", "NOT_SENT")
        sent = steady()
        try:
            job = await errand.provider.submit(asked)
        except Declined as error:
            errand.supplier.declined(purchase.engine, sent, error)
            return await self._declined(purchase, errand, error, proves=proves)
        except AnswerLost as error:
            errand.supplier.was_silent(str(error))
            return await self._moved(purchase, Move.LOSE, str(error))
        errand.supplier.went_well(sent, job.room)
        return await self.accepted(purchase, job)

    async def _declined(self, purchase: Purchase, errand: Errand, error: Declined, *, proves: bool) -> Purchase:
        why, reason = str(error), error.failure.name
        if purchase.in_doubt and not proves:
            said = f"not accepted now, but an attempt before may have been: {why}"
            doubtful = await self._moved(purchase, Move.LOSE, said, reason)
            is_enough = in_vain(doubtful) >= MOST_SENDS and self._clock.now() > purchase.deadline
            return await self._moved(doubtful, Move.PARK, why, reason) if is_enough else doubtful
        move = Move.DECLINE if error.failure in MENDABLE else Move.REFUSE
        declined = await self._moved(purchase, move, why, reason)
        await errand.supplier.leave(declined, declined.attempt)
        if error.failure in MENDABLE - PATIENT:
            await self._wait(declined, declined.attempt, error.after)
        return declined

    async def _recalled(self, purchase: Purchase, errand: Errand) -> Purchase:
        """Find out whether it was accepted, as far as the provider lets us."""
        match errand.provider.recall:
            case Recall.NOTHING:
                return await self._moved(purchase, Move.PARK, "nothing can be asked about it")
            case Recall.KEYED:
                was_refused = purchase.reason not in ("", *MENDABLE_NAMES)
                least = SELDOM if in_vain(purchase) >= MOST_SENDS else 0.0
                await self._wait(purchase, purchase.attempt, errand.provider.horizon if was_refused else least)
                await errand.supplier.let_in()
                try:
                    asked = await errand.shown(purchase.provider_key, hook_address(self._webhooks, purchase))
                except Refused as error:
                    return await self._moved(purchase, Move.PARK, f"it can't be sent again: {error}", error.reason)
                return await self._send(purchase, errand, asked, proves=was_refused)
            case _:
                return await self._looked_for(purchase, errand)

    async def _collected(self, purchase: Purchase, job: Job, errand: Errand) -> Delivered | None:
        """None when there is nothing to be had; the purchase is over then."""
        if job.state is not JobState.SUCCEEDED:
            await self._came_to_nothing(purchase, job)
            return None
        cost = cost_of(purchase, job)
        for tried in range(1, COLLECTS + 1):
            try:
                delivered = await errand.collected(job)
            except Declined as error:
                await self._moved(purchase, Move.FAIL, str(error), error.failure.name, charged=cost)
                return None
            except Transient as error:
                log.info("%s: %s; trying again", purchase.key, error)
                await self._wait(purchase, tried)
                continue
            self._costs[purchase.key] = cost
            return delivered
        raise Transient(f"{purchase.key}: what {errand.provider.name} made could not be fetched yet")

    async def _wait(self, purchase: Purchase, tried: int, least: float = 0.0) -> None:
        """Longer each time, and not all at once: how long, follows from the purchase's name."""
        most = min(MOST_WAIT, FIRST_WAIT * 2 ** min(tried - 1, 10))
        lot = int(derived_id(purchase.key, tried)[:8], 16) / 2**32
        await self._clock.sleep(max(least, most * (1.0 + lot) / 2))
