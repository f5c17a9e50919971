"""The queue of takes, and what is bought: orders, leases, lanes, purchases, accounts, prices. All pure."""

from picturelock.gateway.model.account import Account, account_keys
from picturelock.gateway.model.breaker import Breaker
from picturelock.gateway.model.hint import HOOKS, MOST_HINTS, Hint, hint_key, hook_address, is_job_name
from picturelock.gateway.model.lane import LEAST_WEIGHT, MOST_WEIGHT, Lane, TenantShare, meets, tenant_key
from picturelock.gateway.model.money import Currency, Money, plain
from picturelock.gateway.model.moves import MOVES, OVER, Move, PurchaseState, Recall
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
from picturelock.gateway.model.pace import Pace, Room
from picturelock.gateway.model.prices import Per, Price, PriceBook, Quote
from picturelock.gateway.model.purchase import (
    MOST_PURCHASES,
    SIDES,
    Entry,
    EntryKind,
    Held,
    Purchase,
    Step,
    price_of,
    purchase_key,
)
from picturelock.gateway.model.purses import MoneyShares
from picturelock.gateway.model.quota import Allowance, Limit, Limits, Place, Quota, Told, quota_key, too_many
from picturelock.gateway.model.secret import MOST_KEY, Secret, end_of_key, secret_key
from picturelock.gateway.model.shares import Share, Shares
from picturelock.gateway.model.switch import Switch, switch_key

__all__ = [
    "ENGINE_FAILED", "HOOKS", "LEAST_WEIGHT", "MAX_DEATHS", "MOST_HINTS", "MOST_KEY", "MOST_PURCHASES", "MOST_WEIGHT",
    "MOVES", "OPEN", "OVER", "ROUND_SECONDS", "SIDES", "Account", "Allowance", "Breaker", "Catalogued", "Currency",
    "Entry", "EntryKind", "Hand", "Held", "Hint", "Lane", "Lease", "Limit", "Limits", "Made", "Money", "MoneyShares",
    "Move", "Order", "OrderState", "Pace", "Per", "Place", "Price", "PriceBook", "Purchase", "PurchaseState", "Quota",
    "Quote", "Reason", "Recall", "Room", "Secret", "Share", "Shares", "Step", "Switch", "TenantShare", "Told", "Want",
    "account_keys", "end_of_key", "has_lapsed", "hint_key", "hook_address", "is_job_name", "is_staging_name", "meets",
    "order_key", "plain", "price_of", "purchase_key", "quota_key", "secret_key", "staging_key", "switch_key",
    "tenant_key", "too_many",
]  # fmt: skip
