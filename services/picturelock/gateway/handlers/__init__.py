"""Takes are queued when a prompt is compiled, leased by workers, bought or made, and told of when they are made."""

from picturelock.gateway.handlers.buyer import Buyer, Parked
from picturelock.gateway.handlers.gateway import Gateway
from picturelock.gateway.handlers.head import Head
from picturelock.gateway.handlers.inbox import Inbox
from picturelock.gateway.handlers.purchases import Purchases
from picturelock.gateway.handlers.queue import Queue
from picturelock.gateway.handlers.quotas import Quotas
from picturelock.gateway.handlers.secrets import Secrets
from picturelock.gateway.handlers.shop import BuyersDesk, Shop
from picturelock.gateway.handlers.spending import Spending
from picturelock.gateway.handlers.standing import LaneStanding, Standing
from picturelock.gateway.handlers.stills import Stills
from picturelock.gateway.handlers.supplier import NotNow, Supplier
from picturelock.gateway.handlers.teller import Teller

__all__ = [
    "Buyer", "BuyersDesk", "Gateway", "Head", "Inbox", "LaneStanding", "NotNow", "Parked", "Purchases", "Queue",
    "Quotas", "Secrets", "Shop", "Spending", "Standing", "Stills", "Supplier", "Teller",
]  # fmt: skip
