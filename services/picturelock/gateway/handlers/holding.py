"""Whether somebody holds the lease that they speak of, and what they are told when they do not."""

from picturelock.gateway.model import Hand, Made, Order, OrderState
from picturelock.kernel.errors import NotFound, Refused


def is_leased_to(order: Order, hand: Hand, asked: str) -> bool:
    return (order.state, order.worker, order.asked) == (OrderState.LEASED, hand.worker, asked)


def is_repeated(order: Order | None, token: int, made: Made) -> bool:
    """Who says it again may not know any more what it was paid by."""
    if order is None or order.made is None:
        return False
    again = made.model_copy(update={"purchase": order.made.purchase})
    return (order.state, order.lease, order.made) == (OrderState.MADE, token, again)


def held(key: str, token: int, order: Order | None) -> Order:
    if order is None:
        raise NotFound(f"{key}: no such take")
    if order.state is not OrderState.LEASED or order.lease != token:
        raise lost(key, token)
    return order


def may_deliver(key: str, token: int, order: Order | None) -> Order:
    if order is None:
        raise NotFound(f"{key}: no such take")
    if not order.may_be_delivered(token):
        raise lost(key, token)
    return order


def lost(key: str, token: int) -> Refused:
    return Refused(f"{key}: lease {token} is over; somebody else has the take", reason="LEASE_LOST")


def bad(key: str, what: str) -> Refused:
    return Refused(f"{key}: {what}; put the files where the lease says and deliver again", reason="BAD_DELIVERY")
