"""How far apart things are sent: a provider that lets in so many, and does or does not say so."""

import pytest

from picturelock.gateway.model import Breaker, Pace, Room

LATE = 0.5
"""Seconds until an answer comes."""


class Provider:
    """Lets in `most` within `span` seconds, by a window that slides."""

    def __init__(self, most: int, span: float, *, says: bool) -> None:
        self.most, self.span, self.says = most, span, says
        self.let_in: list[float] = []
        self.refused = 0

    def asked(self, now: float) -> float | None:
        """When to come back; None when it is let in."""
        lately = [at for at in self.let_in if now - at < self.span]
        if len(lately) < self.most:
            self.let_in.append(now)
            return None
        self.refused += 1
        return self.span - (now - lately[0])


def sent_all(provider: Provider, takes: int) -> float:
    """Seconds until so many are let in. Each answer comes a while after its question; many are on their way at once."""
    pace, breaker, now, waits = Pace(), Breaker(), 0.0, takes
    on_their_way: list[tuple[float, float, float | None]] = []
    while waits or on_their_way:
        for answer in [each for each in on_their_way if each[0] <= now]:
            on_their_way.remove(answer)
            _, sent, after = answer
            if after is None:
                pace.went_well(sent)
                breaker.went_well()
                continue
            waits, told = waits + 1, after if provider.says else 0.0
            if pace.was_slowed(now, sent, told):
                breaker.was_slowed(now, told, "")
        if waits and pace.wait(now) == breaker.wait(now) == 0.0:
            pace.begin(now)
            on_their_way.append((now + LATE, now, provider.asked(now)))
            waits -= 1
        else:
            now += 0.01
    return now


@pytest.mark.parametrize("says", [True, False], ids=["it says when", "it does not say"])
@pytest.mark.parametrize(("most", "span"), [(10, 1.0), (10, 10.0), (5, 1.0), (60, 60.0)])
def test_a_hundred_takes_meet_few_refusals_and_are_not_much_slower_than_is_let_in(
    most: int, span: float, says: bool  # noqa: FBT001 given by pytest
) -> None:  # fmt: skip
    provider = Provider(most, span, says=says)
    took = sent_all(provider, 100)
    assert provider.refused <= 30
    assert took <= 3 * 100 * span / most + 30


def test_nothing_is_slowed_down_by_who_lets_in_everything() -> None:
    provider = Provider(10_000, 1.0, says=True)
    assert sent_all(provider, 200) < 15
    assert provider.refused == 0


def test_what_the_headers_say_is_left_is_all_that_is_sent() -> None:
    pace, now = Pace(gap=0.0), 100.0
    pace.told(now, Room(3, 20.0))
    sent = 0
    while pace.wait(now) == 0.0:
        pace.begin(now)
        sent += 1
    assert (sent, pace.wait(now)) == (3, 20.0)
    pace.told(now, Room(2, 20.0))
    assert pace.wait(now) == 20.0
    assert pace.wait(now + 20.0) == 0.0


def test_refusals_of_what_was_on_its_way_slow_it_down_once() -> None:
    pace = Pace()
    assert pace.was_slowed(10.0, 9.5, 2.0)
    gap = pace.gap
    assert not any(pace.was_slowed(10.0 + late, 9.6, 2.0) for late in (0.1, 0.2, 0.3))
    assert pace.gap == gap
