"""Numbers: given once, in order, with room for whatever comes between."""

from hypothesis import given, settings
from hypothesis import strategies as st

from picturelock.registry.model.bible import Bible
from picturelock.registry.model.breakdown import Breakdown
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.numbering import between, follow, sort_key
from picturelock.registry.model.plan import Planned, plan


def test_a_new_shot_takes_the_half_and_the_next_ones_the_quarters() -> None:
    assert between("0020", "0030", 1, {"0020", "0030"}, 4) == ("0025",)
    assert between("0020", "0025", 1, {"0020", "0025", "0030"}, 4) == ("0022",)
    assert between("0025", "0030", 1, {"0020", "0025", "0030"}, 4) == ("0027",)


def test_several_new_shots_spread_over_the_gap() -> None:
    assert between("0020", "0030", 2, {"0020", "0030"}, 4) == ("0023", "0026")


def test_what_is_added_at_the_end_goes_on_in_tens_past_every_number_ever_given() -> None:
    assert between("0040", "", 2, {"0040", "0050"}, 4) == ("0060", "0070")
    assert between("", "", 3, (), 3) == ("010", "020", "030")


def test_a_full_gap_goes_on_in_letters() -> None:
    used = {"0022", "0023"}
    assert between("0022", "0023", 1, used, 4) == ("0022n",)
    assert between("0022", "0022n", 1, {*used, "0022n"}, 4) == ("0022g",)
    assert between("0022n", "0023", 1, {*used, "0022n"}, 4) == ("0022t",)


def test_a_retired_number_is_stepped_over() -> None:
    assert between("0020", "0030", 1, {"0020", "0025", "0030"}, 4) == ("0024",)


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), max_size=60))
def test_there_is_always_room_between_two_numbers(places: list[int]) -> None:
    numbers = ["0010", "0020"]
    for place in places:
        at = place % (len(numbers) + 1)
        lower, upper = numbers[at - 1] if at else "", numbers[at] if at < len(numbers) else ""
        (fresh,) = between(lower, upper, 1, numbers, 4)
        assert fresh not in numbers
        numbers.insert(at, fresh)
    assert numbers == sorted(numbers, key=sort_key)


def test_a_scene_between_two_that_have_moved_apart_finds_a_free_number() -> None:
    assert follow(["050", "", "030"], {"010", "020", "040"}, 3) == ("050", "060", "030")
    assert follow(["010", "", "050", "020"], (), 3) == ("010", "015", "050", "020")


def scene(name: str, number: str = "") -> str:
    return f"INT. {name} - DAY{f' #{number}#' if number else ''}\n\nThe {name.lower()} is empty.\n\n"


def planned(text: str, before: Breakdown | None = None) -> Planned:
    return plan("studio/film", read_script(text.encode(), "film.fountain"), Bible(), before)


def numbers(made: Planned) -> list[str]:
    return [each.scene for each in made.breakdown.scenes]


def test_scenes_are_numbered_in_tens() -> None:
    assert numbers(planned(scene("KITCHEN") + scene("HALL") + scene("ATTIC"))) == ["sc010", "sc020", "sc030"]


def test_the_writers_own_numbers_are_kept() -> None:
    made = planned(scene("KITCHEN", "1") + scene("HALL", "12A") + scene("ATTIC", "13"))
    assert numbers(made) == ["sc001", "sc012a", "sc013"]


def test_a_number_the_writer_gives_twice_is_given_once() -> None:
    assert numbers(planned(scene("KITCHEN", "5") + scene("HALL", "5"))) == ["sc005", "sc010"]


def test_a_scene_that_moved_keeps_its_number_and_a_deleted_one_is_not_given_again() -> None:
    first = planned(scene("KITCHEN") + scene("HALL") + scene("ATTIC"))
    moved = planned(scene("ATTIC") + scene("KITCHEN") + scene("HALL"), first.breakdown)
    assert numbers(moved) == ["sc030", "sc010", "sc020"]
    fewer = planned(scene("KITCHEN") + scene("HALL"), first.breakdown)
    assert fewer.breakdown.retired == ("sc030",)
    more = planned(scene("KITCHEN") + scene("HALL") + scene("CELLAR"), fewer.breakdown)
    assert numbers(more) == ["sc010", "sc020", "sc040"]


def test_a_scene_rewritten_under_its_heading_is_still_that_scene() -> None:
    first = planned(scene("KITCHEN") + scene("HALL"))
    second = planned(
        scene("KITCHEN").replace("is empty", "has burnt down to the ground") + scene("HALL"), first.breakdown
    )
    assert numbers(second) == ["sc010", "sc020"]
    assert second.briefs[0].shot == first.briefs[0].shot
