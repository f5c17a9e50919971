"""Takes are queued when a prompt is compiled, leased by workers, and told of when they are made."""

from picturelock.gateway.handlers.board import Head
from picturelock.gateway.handlers.gateway import Gateway
from picturelock.gateway.handlers.queue import Queue
from picturelock.gateway.handlers.standing import LaneStanding, Standing

__all__ = ["Gateway", "Head", "LaneStanding", "Queue", "Standing"]
