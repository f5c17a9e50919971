"""`picturelock topics`: what should be on Kafka, what is, and making it so."""

import json

import typer

from picturelock.house import blueprint
from picturelock.house.deployed import kafka_place, topics_of
from picturelock.platform.kafka import Topics
from picturelock.platform.settings import PlatformSettings, read_file


async def apply_topics(*, as_json: bool) -> int:
    done = await _topics().apply()
    _tell(list(done), "all topics are as they should be", as_json=as_json)
    return 0


async def list_topics(*, as_json: bool) -> int:
    wanted = _topics().wanted()
    said = [f"{each.name}  {each.partitions} partitions" for each in wanted]
    _tell(said, "", as_json=as_json)
    return 0


async def check_topics(*, as_json: bool) -> int:
    """1 when anything is wrong."""
    wrong = await _topics().differences()
    _tell(list(wrong), "all topics are as they should be", as_json=as_json)
    return 1 if wrong else 0


def _topics() -> Topics:
    read_file()
    services = blueprint()
    return Topics(kafka_place(PlatformSettings.read()), topics_of(services), [service.name for service in services])


def _tell(lines: list[str], nothing: str, *, as_json: bool) -> None:
    typer.echo(json.dumps(lines, indent=2) if as_json else "\n".join(lines) or nothing)
