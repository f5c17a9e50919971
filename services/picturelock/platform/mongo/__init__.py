"""The deployed records: any store that speaks MongoDB and updates one document atomically."""

from picturelock.platform.mongo.place import MongoPlace
from picturelock.platform.mongo.records import MongoRecords
from picturelock.platform.mongo.relay import Relay
from picturelock.platform.mongo.shelf import Shelf

__all__ = ["MongoPlace", "MongoRecords", "Relay", "Shelf"]
