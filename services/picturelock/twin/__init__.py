"""The studio twin: speaks the wire of rented providers, makes little real films, and keeps its own bill."""

from picturelock.twin.running import Twin, running_twin, twin_in_thread
from picturelock.twin.server import twin_served

__all__ = ["Twin", "running_twin", "twin_in_thread", "twin_served"]
