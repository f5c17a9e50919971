"""Events, their topics, and what is derived from their causes."""

import re
from datetime import UTC, datetime

import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies_nouns import EVENTS, TWINS

from picturelock.kernel import bus
from picturelock.kernel.bus import Cause, caused_by, current_cause, derived_id, envelop, topic_of
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
of_every_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.DESCRIPTOR.full_name)


@of_every_event
def test_a_topic_is_named_after_its_owner_and_its_event(event: type[Message]) -> None:
    _, owner, version, name = event.DESCRIPTOR.full_name.split(".")
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    assert topic_of(event).name == f"{owner}.{snake}.{version}"


@of_every_event
def test_a_topics_key_is_a_string_of_its_event(event: type[Message]) -> None:
    key = event.DESCRIPTOR.fields_by_name[topic_of(event).key]
    assert key.type == FieldDescriptor.TYPE_STRING
    assert not key.is_repeated


@of_every_event
def test_an_event_is_named_in_the_past_tense(event: type[Message]) -> None:
    assert re.search(r"(ed|Held)$", event.DESCRIPTOR.name)


def test_topics_differ() -> None:
    assert len({topic_of(event).name for event in EVENTS}) == len(EVENTS)


@pytest.mark.parametrize("noun", sorted(TWINS), ids=str)
def test_a_noun_is_no_event(noun: str) -> None:
    with pytest.raises(TypeError, match="no topic option"):
        topic_of(TWINS[noun])


def test_an_envelope_says_what_it_carries_and_why() -> None:
    event = ShotPlanned(shot_key="t/p/sc010_sh0010", revision=2)
    cause = Cause("why", source="registry", traceparent="00-a-b-01")
    found = envelop(event, cause, NOON, ordinal=3)
    assert (found.topic, found.key) == ("registry.shot_planned.v1", "t/p/sc010_sh0010")
    assert (found.type, found.source) == ("picturelock_api.registry.v1.ShotPlanned", "registry")
    assert (found.cause, found.traceparent, found.time) == ("why", "00-a-b-01", NOON)
    assert ShotPlanned.FromString(found.data) == event


def test_the_same_cause_says_the_same_thing_under_the_same_id() -> None:
    event = ShotPlanned(shot_key="t/p/sc010_sh0010")
    later = NOON.replace(hour=13)
    assert envelop(event, Cause("a", "x"), NOON).id == envelop(event, Cause("a", "y"), later).id
    assert envelop(event, Cause("a", "x"), NOON).id != envelop(event, Cause("b", "x"), NOON).id
    assert envelop(event, Cause("a", "x"), NOON).id != envelop(event, Cause("a", "x"), NOON, ordinal=1).id


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\x1f", exclude_categories=["Cs"]), max_size=5),
                         min_size=1, max_size=4), min_size=2, max_size=2, unique_by=tuple))  # fmt: skip
def test_ids_of_different_things_differ(said: list[list[str]]) -> None:
    (one, *some), (other, *more) = said
    assert derived_id(one, *some) != derived_id(other, *more)
    assert re.fullmatch("[0-9a-f]{32}", derived_id(one, *some))


def test_a_cause_ends_with_its_block_even_when_that_fails() -> None:
    outer = Cause("outer", "x")
    with caused_by(outer):
        with pytest.raises(ZeroDivisionError):
            _fail(caused_by=Cause("inner", "x"))
        assert current_cause() is outer
    with pytest.raises(RuntimeError, match="caused_by"):
        current_cause()


def _fail(caused_by: Cause) -> None:
    with bus.caused_by(caused_by):
        assert current_cause() is caused_by
        _ = 1 / 0
