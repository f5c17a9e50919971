"""The deployed bus: Kafka."""

from picturelock.platform.kafka.bus import KafkaBus
from picturelock.platform.kafka.place import KafkaPlace
from picturelock.platform.kafka.topics import Topics

__all__ = ["KafkaBus", "KafkaPlace", "Topics"]
