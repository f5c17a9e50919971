"""States: what people wear, hold and suffer goes on from scene to scene until somebody changes it."""

from picturelock.kernel.nouns import Brief, GarmentSlot, Posture
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.plan import plan

CAST = {
    "mara": {
        "looks": {"default": {"coat": "red"}, "storm": {"coat": "yellow", "hat": "navy"}},
        "carries": ["whistle"],
    },
    "jonas": {"looks": {"default": {"top": "green"}}},
}
PROPS = {"whistle": {"owner": "mara"}, "lantern": {"owner": "mara"}, "mug": {}, "letter": {}, "rope": {}}
THREE = "INT. A - DAY\n\nMara waits.\n\nINT. B - DAY\n\nMara waits.\n\nINT. C - DAY\n\nMara waits.\n"


def briefs(text: str, **scenes: object) -> tuple[Brief, ...]:
    bible = Bible.model_validate({"characters": CAST, "props": PROPS, "scenes": scenes})
    return plan("studio/film", read_script(text.encode(), "film.fountain"), bible).briefs


def held(brief: Brief) -> dict[str, tuple[str, ...]]:
    return {each.character: each.holding for each in brief.cast}


def in_scene(action: str) -> dict[str, tuple[str, ...]]:
    """Who holds what when it is over, apart from the whistle."""
    last = briefs(f"INT. A - DAY\n\n{action}\n\nMara and Jonas wait together.\n")[-1]
    return {who: tuple(prop for prop in props if prop != "whistle") for who, props in held(last).items()}


def test_a_costume_change_holds_from_its_scene_on() -> None:
    worn = [brief.cast[0].wardrobe for brief in briefs(THREE, sc020={"characters": {"mara": "storm"}})]
    assert [[garment.slot for garment in each] for each in worn] == [
        [GarmentSlot.COAT], [GarmentSlot.HAT, GarmentSlot.COAT], [GarmentSlot.HAT, GarmentSlot.COAT],
    ]  # fmt: skip


def test_a_wound_stays_until_it_is_taken_away() -> None:
    wounds = {
        "sc020": {"characters": {"mara": {"wounds": ["cut cheek"]}}},
        "sc030": {"characters": {"mara": {"wounds": []}}},
    }
    assert [brief.cast[0].wounds for brief in briefs(THREE, **wounds)] == [(), ("cut cheek",), ()]


def test_a_scenes_time_weather_and_look_hold_for_it_alone() -> None:
    told = briefs(THREE, sc020={"time": "night", "weather": "rain"})
    assert [brief.setting.time.value for brief in told] == ["day", "night", "day"]
    assert [brief.setting.weather.value for brief in told] == ["clear", "rain", "clear"]


def test_a_scene_may_be_named_by_its_heading() -> None:
    told = briefs(THREE, **{"int b day": {"weather": "fog"}})
    assert [brief.setting.weather.value for brief in told] == ["clear", "fog", "clear"]


def test_what_one_carries_is_in_hand_from_the_first_scene() -> None:
    assert held(briefs(THREE)[0]) == {"mara": ("whistle",)}


def test_a_prop_goes_from_hand_to_hand_as_the_action_says() -> None:
    assert in_scene("Mara picks up the lantern.") == {"mara": ("lantern",), "jonas": ()}
    assert in_scene("Mara picks up the lantern. She puts the lantern down.") == {"mara": (), "jonas": ()}
    assert in_scene("Mara takes the mug.\n\nMara gives the mug to Jonas.") == {"mara": (), "jonas": ("mug",)}
    assert in_scene("Jonas looks at the lantern.") == {"mara": (), "jonas": ()}


def test_a_prop_is_never_in_two_pairs_of_hands() -> None:
    assert in_scene("Mara holds the mug.\n\nJonas takes the mug from Mara.") == {"mara": (), "jonas": ("mug",)}


def test_a_prop_stays_with_its_owner_over_scenes_and_a_strangers_thing_does_not() -> None:
    text = "INT. A - DAY\n\nMara picks up the lantern.\n\nINT. B - DAY\n\nMara waits.\n"
    later = "\nINT. C - DAY\n\nJonas sees the lantern.\n"
    assert "lantern" in held(briefs(text + later)[-2])["mara"]
    assert "mug" not in held(briefs((text + later).replace("lantern", "mug"))[-2])["mara"]


def test_a_prop_that_the_script_never_names_again_is_left_behind_with_its_scene() -> None:
    text = "INT. A - DAY\n\nMara picks up the lantern.\n\nINT. B - DAY\n\nMara waits.\n"
    assert held(briefs(text)[-1])["mara"] == ("whistle",)


def test_what_the_bible_puts_in_hand_stays_there_until_it_says_otherwise() -> None:
    told = briefs(
        THREE, sc010={"characters": {"mara": {"holding": "mug"}}}, sc030={"characters": {"mara": {"holding": []}}}
    )
    assert [held(brief)["mara"] for brief in told] == [("mug",), ("mug",), ()]


def test_two_hands_hold_two_things() -> None:
    action = "Mara takes the mug.\n\nMara takes the letter.\n\nMara takes the rope."
    assert held(briefs(f"INT. A - DAY\n\n{action}\n")[-1])["mara"] == ("letter", "rope")


def test_one_who_sat_down_sits_until_they_get_up_or_the_scene_is_over() -> None:
    text = "INT. A - DAY\n\nMara waits.\n\nMara sits down.\n\nMARA\nWell.\n\nINT. B - DAY\n\nMara waits.\n"
    assert [brief.cast[0].posture for brief in briefs(text)] == [
        Posture.STANDING, Posture.SITTING, Posture.STANDING,
    ]  # fmt: skip
