"""Nouns and their messages."""

from typing import Any

import pytest
from google.protobuf import json_format
from google.protobuf.message import Message
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies_nouns import NOUNS, TRAVEL_AS_JSON, TRAVELLING, TWINS, a_noun

from picturelock.kernel.codec import decode, disagreements, encode
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Camera, Noun, Patch, Rate, ShotSize, Staging, Take
from picturelock_api.film.v1.brief_pb2 import SHOT_SIZE_CLOSE
from picturelock_api.film.v1.brief_pb2 import Camera as CameraMessage
from picturelock_api.film.v1.brief_pb2 import Rate as RateMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_every_noun_and_its_message_agree() -> None:
    assert {kind.__name__: disagreements(kind, TWINS[kind.__name__]) for kind in TRAVELLING} == {
        kind.__name__: [] for kind in TRAVELLING
    }


def test_every_message_of_the_film_is_a_nouns_twin_and_only_an_engines_account_has_none() -> None:
    assert {kind.__name__ for kind in NOUNS} - set(TWINS) == TRAVEL_AS_JSON
    assert set(TWINS) - {kind.__name__ for kind in NOUNS} == set()


@pytest.mark.parametrize("kind", TRAVELLING, ids=lambda kind: kind.__name__)
def test_a_noun_comes_back_from_its_message_as_it_went(kind: type[Noun]) -> None:
    @quick
    @given(a_noun(kind))
    def there_and_back(noun: Noun) -> None:
        message = encode(noun, TWINS[kind.__name__])
        assert decode(kind, message) == noun
        assert decode(kind, type(message).FromString(message.SerializeToString())) == noun

    there_and_back()


@quick
@given(a_noun(Staging))
def test_an_engines_account_comes_back_from_json_as_it_went(staging: Staging) -> None:
    assert Staging.model_validate_json(staging.model_dump_json()) == staging


@quick
@given(a_noun(Take), st.binary(max_size=60))
def test_bytes_that_are_no_take_are_refused_or_are_a_take(take: Take, noise: bytes) -> None:
    good = encode(take, TakeMessage).SerializeToString()
    for data in (noise, good[: len(good) // 2] + noise, good + noise):
        _decoded_or_invalid(data)


def test_a_field_out_of_its_limits_is_named() -> None:
    with pytest.raises(Invalid, match=r"picturelock_api\.film\.v1\.Rate\.numerator: .*greater than 0"):
        decode(Rate, RateMessage(numerator=0, denominator=1))


def test_a_field_deep_inside_is_named_by_its_path() -> None:
    message = TakeMessage(shot="sc010_sh0010", number=1, video={"key": "k", "digest": "no digest"})
    with pytest.raises(Invalid, match=r"Take\.video\.digest"):
        decode(Take, message)


def test_an_enum_value_from_the_future_is_refused_by_name() -> None:
    with pytest.raises(Invalid, match=r"Camera\.size: 99 is no picturelock_api\.film\.v1\.ShotSize"):
        decode(Camera, CameraMessage(size=99, lens_mm=35))  # type: ignore[arg-type]


def test_an_enum_that_was_never_set_is_refused() -> None:
    with pytest.raises(Invalid, match=r"Camera\.size: 0 "):
        decode(Camera, CameraMessage(lens_mm=35))


def test_enums_travel_under_their_own_name() -> None:
    message = encode(Camera(size=ShotSize.CLOSE), CameraMessage)
    assert message.size == SHOT_SIZE_CLOSE
    assert json_format.MessageToDict(message)["size"] == "SHOT_SIZE_CLOSE"


def test_fields_that_only_one_side_has_are_told() -> None:
    assert "Patch.white is only in the noun" in disagreements(Patch, RateMessage)
    assert "Patch.numerator is only in the message" in disagreements(Patch, RateMessage)


def test_fields_of_another_kind_are_told() -> None:
    class Rough(Noun):
        numerator: str
        denominator: int

    assert disagreements(Rough, RateMessage) == ["picturelock_api.film.v1.Rate.numerator cannot hold <class 'str'>"]


def _decoded_or_invalid(data: bytes) -> None:
    message: Message = TakeMessage()
    try:
        message.ParseFromString(data)
    except Exception as error:  # noqa: BLE001 whatever protobuf says of noise, it is not ours to judge
        assert type(error).__name__ == "DecodeError"  # noqa: PT017
        return
    try:
        found: Any = decode(Take, message)
    except Invalid as refused:
        assert refused.problems  # noqa: PT017
    else:
        assert isinstance(found, Take)
