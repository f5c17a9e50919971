"""The two families of errors."""

import pytest

from picturelock.kernel.errors import Conflict, Invalid, NotFound, PicturelockError, Refused, Transient


@pytest.mark.parametrize(("kind", "family"), [(Conflict, Transient), (NotFound, Refused), (Invalid, Refused)])
def test_every_error_is_of_one_family(kind: type[PicturelockError], family: type[PicturelockError]) -> None:
    other = Refused if family is Transient else Transient
    assert issubclass(kind, family)
    assert not issubclass(kind, other)


def test_an_error_has_a_reason_for_programs_and_words_for_people() -> None:
    error = Refused("no engine 'x'; choose another", reason="NO_ENGINE")
    assert (error.reason, str(error)) == ("NO_ENGINE", "no engine 'x'; choose another")
    assert Conflict("lost").reason == "CONFLICT"


def test_invalid_input_tells_all_its_problems() -> None:
    error = Invalid(["a.fountain:3: first", "a.fountain:9: second"])
    assert error.problems == ("a.fountain:3: first", "a.fountain:9: second")
    assert str(error) == "a.fountain:3: first\na.fountain:9: second"
    assert Invalid("only one").problems == ("only one",)
