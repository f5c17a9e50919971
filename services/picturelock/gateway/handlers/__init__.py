"""Takes are queued when a prompt is compiled, leased by workers, bought or made, and told of when they are made."""

from picturelock.gateway.handlers.board import Head
from picturelock.gateway.handlers.buyer import Buyer, Parked
from picturelock.gateway.handlers.gateway import Gateway
from picturelock.gateway.handlers.inbox import Inbox
from picturelock.gateway.handlers.purchases import Purchases
from picturelock.gateway.handlers.queue import Queue
from picturelock.gateway.handlers.secrets import Secrets
from picturelock.gateway.handlers.shop import BuyersDesk, Shop
from picturelock.gateway.handlers.spending import Spending
from picturelock.gateway.handlers.standing import LaneStanding, Standing
from picturelock.gateway.handlers.teller import Teller

__all__ = [
    "Buyer", "BuyersDesk", "Gateway", "Head", "Inbox", "LaneStanding", "Parked", "Purchases", "Queue", "Secrets",
    "Shop", "Spending", "Standing", "Teller",
]  # fmt: skip
