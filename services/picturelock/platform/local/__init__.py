"""The embedded engines: one directory with a SQLite database and a store of files. Nothing else to start."""

from picturelock.platform.local.bus import LocalBus
from picturelock.platform.local.clock import SystemClock
from picturelock.platform.local.database import Database
from picturelock.platform.local.links import Links
from picturelock.platform.local.lock import Lock
from picturelock.platform.local.records import LocalRecords
from picturelock.platform.local.store import LocalStore

__all__ = ["Database", "Links", "LocalBus", "LocalRecords", "LocalStore", "Lock", "SystemClock"]
