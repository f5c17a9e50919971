"""What may happen to a purchase: `MOVES` says it for every state, and docs/buying.md in words."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Recall(StrEnum):
    """What can be found out at a provider once the answer to a submission is lost."""

    KEYED = "keyed"
    """The same key again is the same job: send it again."""
    REFERENCE = "reference"
    """A job can be looked up by a name that we gave it."""
    LISTED = "listed"
    """Jobs can only be listed, and told apart by what was asked."""
    NOTHING = "nothing"
    """Nothing can be found out. It waits for news, or for a person."""


class PurchaseState(StrEnum):
    INTENDED = "intended"
    """Nothing was sent, or what was sent was not accepted."""
    SENDING = "sending"
    """Bytes may be on their way."""
    UNKNOWN = "unknown"
    """Bytes left, and no answer came that can be read: the provider may or may not have taken the job."""
    PARKED = "parked"
    """Unknown, and nothing that we can ask will tell."""
    REPLACED = "replaced"
    """Unknown, and its project had another bought meanwhile. It may be billed all the same, so its quote stays held."""
    ACCEPTED = "accepted"
    """The provider has the job, and we have its id."""
    DELIVERED = "delivered"
    FAILED = "failed"
    """The provider took the job and could not do it."""
    REFUSED = "refused"
    """It was not bought: over a cap, or the provider will not have it."""
    CANCELLED = "cancelled"
    WRITTEN_OFF = "written_off"
    """A person decided that nothing will come of it."""


class Move(StrEnum):
    """What may happen to a purchase."""

    SEND = "send"
    ACCEPT = "accept"
    DECLINE = "decline"
    """Not accepted; it may be sent again."""
    REFUSE = "refuse"
    """Not accepted, and never will be."""
    LOSE = "lose"
    """The answer."""
    MISS = "miss"
    """It was looked for where it would have to be, and is not there."""
    PARK = "park"
    REPLACE = "replace"
    """Another is bought in its place, as its project's policy has it."""
    DELIVER = "deliver"
    FAIL = "fail"
    CANCEL = "cancel"
    WRITE_OFF = "write_off"


S, M = PurchaseState, Move

MOVES: Mapping[PurchaseState, Mapping[Move, PurchaseState]] = {
    S.INTENDED: {M.SEND: S.SENDING, M.ACCEPT: S.ACCEPTED, M.REFUSE: S.REFUSED, M.CANCEL: S.CANCELLED},
    S.SENDING: {M.ACCEPT: S.ACCEPTED, M.DECLINE: S.INTENDED, M.REFUSE: S.REFUSED, M.LOSE: S.UNKNOWN},
    S.UNKNOWN: {M.ACCEPT: S.ACCEPTED, M.MISS: S.INTENDED, M.SEND: S.SENDING, M.PARK: S.PARKED},
    S.PARKED: {M.ACCEPT: S.ACCEPTED, M.MISS: S.INTENDED, M.WRITE_OFF: S.WRITTEN_OFF, M.REPLACE: S.REPLACED},
    S.REPLACED: {M.ACCEPT: S.ACCEPTED, M.WRITE_OFF: S.WRITTEN_OFF},
    S.ACCEPTED: {M.DELIVER: S.DELIVERED, M.FAIL: S.FAILED, M.CANCEL: S.CANCELLED, M.WRITE_OFF: S.WRITTEN_OFF},
    S.WRITTEN_OFF: {M.ACCEPT: S.ACCEPTED},
    S.DELIVERED: {}, S.FAILED: {}, S.REFUSED: {}, S.CANCELLED: {},
}  # fmt: skip
"""`SEND` from `UNKNOWN` is for a provider that knows our key. A late job is adopted even after it was
missed, or written off. One that is accepted is written off by a person only, when its provider does not end it."""

TURNS: Sequence[frozenset[PurchaseState]] = (
    frozenset({S.SENDING, S.UNKNOWN}), frozenset({S.ACCEPTED}), frozenset({S.INTENDED}), frozenset({S.PARKED})
)  # fmt: skip
"""Which of several purchases for one order is seen to first."""

OVER = frozenset({S.DELIVERED, S.FAILED, S.REFUSED, S.CANCELLED, S.WRITTEN_OFF})
