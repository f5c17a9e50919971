"""The house as a whole: who says what, who hears it, and the printed line."""

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.strategies_nouns import EVENTS

from picturelock.house import LINE, blueprint, line
from picturelock.kernel.bus import topic_of
from picturelock.kernel.service import Service

README = Path(__file__).parent.parent / "README.md"


@pytest.fixture(scope="module")
def services() -> list[Service]:
    return list(blueprint())


def test_the_services_stand_in_the_order_of_the_line(services: list[Service]) -> None:
    order = ["registry", "compiler", "gateway", "assets", "continuity", "editorial"]
    assert [service.name for service in services] == order == [name for name, _ in LINE]


def test_whatever_is_heard_is_said_by_exactly_one_service(services: list[Service]) -> None:
    sayers = Counter(topic_of(event).name for service in services for event in service.says)
    heard = {topic_of(hearing.event).name for service in services for hearing in service.hears}
    assert {topic: sayers[topic] for topic in heard} == dict.fromkeys(heard, 1)
    assert set(sayers.values()) == {1}


def test_every_event_there_is_is_said(services: list[Service]) -> None:
    assert {event for service in services for event in service.says} == set(EVENTS)


def test_a_service_says_only_what_it_owns(services: list[Service]) -> None:
    for service in services:
        for event in service.says:
            assert topic_of(event).name.partition(".")[0] == service.name


def test_a_service_hears_a_topic_once_and_never_itself(services: list[Service]) -> None:
    for service in services:
        topics = [topic_of(hearing.event).name for hearing in service.hears]
        assert len(set(topics)) == len(topics)
        assert not [topic for topic in topics if topic.startswith(f"{service.name}.")]


def test_only_the_head_of_the_line_hears_from_further_down(services: list[Service]) -> None:
    place = {service.name: index for index, service in enumerate(services)}
    backwards = {
        (topic_of(hearing.event).name.partition(".")[0], service.name)
        for service in services
        for hearing in service.hears
        if place[topic_of(hearing.event).name.partition(".")[0]] > place[service.name]
    }
    assert {hearer for _, hearer in backwards} == {"registry"}


def test_the_printed_line_names_every_event_and_who_hears_it(services: list[Service]) -> None:
    rows = [re.split(r"\s+", row, maxsplit=3) for row in line(services).splitlines()]
    said = {(service.name, event.DESCRIPTOR.name) for service in services for event in service.says}
    assert {(row[0], row[1]) for row in rows} == said
    assert ["editorial", "CutAssembled", "->", "(outside)"] in rows
    assert ["continuity", "TakePassed", "->", "registry, editorial"] in rows


def test_the_line_in_the_readme_is_the_printed_one(services: list[Service]) -> None:
    found = re.search(r"<!-- line -->\s*```[a-z]*\n(.*?)\n```\s*<!-- /line -->", README.read_text(), re.DOTALL)
    assert found, (
        "README.md has no line between <!-- line --> and <!-- /line -->; put the output of picturelock line there"
    )
    assert found.group(1) == line(services)
