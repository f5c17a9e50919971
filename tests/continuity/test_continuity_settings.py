"""A studio's own policy."""

import pytest
from pydantic import ValidationError

from picturelock.continuity.model import Policy
from picturelock.continuity.settings import ContinuitySettings
from picturelock.kernel.nouns import Decision


def test_what_is_not_set_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICTURELOCK_CONTINUITY_POLICY__FLICKER__ON", "false")
    monkeypatch.setenv("PICTURELOCK_CONTINUITY_POLICY__BLACK_FRAMES__THRESHOLD", "0")
    monkeypatch.setenv("PICTURELOCK_CONTINUITY_POLICY__CUT_INSIDE__DECISION", "hold")
    changed = ContinuitySettings().policy
    usual = Policy()
    assert not changed.flicker.on
    assert changed.flicker.threshold == usual.flicker.threshold
    assert changed.black_frames.threshold == 0
    assert changed.cut_inside.decision is Decision.HOLD
    assert changed.wrong_rate == usual.wrong_rate


@pytest.mark.parametrize(("name", "value"), [("FLICKER__DECISION", "pass"), ("FLIKCER__ON", "false")])
def test_a_policy_that_means_nothing_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PICTURELOCK_CONTINUITY_POLICY__{name}", value)
    with pytest.raises(ValidationError):
        ContinuitySettings()
