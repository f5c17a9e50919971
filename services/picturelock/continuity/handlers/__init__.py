"""What continuity does: takes are judged, and people have their say."""

from picturelock.continuity.handlers.continuity import Continuity
from picturelock.continuity.handlers.takes import Takes, shown

__all__ = ["Continuity", "Takes", "shown"]
