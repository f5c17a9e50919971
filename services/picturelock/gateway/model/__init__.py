"""The queue of takes: orders, leases, lanes, and whose turn it is. All pure."""

from picturelock.gateway.model.lane import LEAST_WEIGHT, MOST_WEIGHT, Lane, meets
from picturelock.gateway.model.order import (
    ENGINE_FAILED,
    MAX_DEATHS,
    OPEN,
    ROUND_SECONDS,
    Catalogued,
    Hand,
    Lease,
    Made,
    Order,
    OrderState,
    Reason,
    Want,
    has_lapsed,
    is_staging_name,
    order_key,
    staging_key,
)
from picturelock.gateway.model.shares import Share, Shares

__all__ = [
    "ENGINE_FAILED", "LEAST_WEIGHT", "MAX_DEATHS", "MOST_WEIGHT", "OPEN", "ROUND_SECONDS", "Catalogued", "Hand", "Lane",
    "Lease", "Made", "Order", "OrderState", "Reason", "Share", "Shares", "Want", "has_lapsed", "is_staging_name",
    "meets", "order_key", "staging_key",
]  # fmt: skip
