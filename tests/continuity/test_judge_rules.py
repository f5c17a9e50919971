"""What is found in a take, what is said of it, and what follows."""

import random

import pytest
from tests.continuity.continuity_cases import (
    LANTERN,
    expectation,
    facts,
    measured,
    neighbour,
    sound,
    stretch,
    swatch,
    tone,
)

from picturelock.continuity.model import RULES, Limit, Measured, Policy, judge
from picturelock.kernel.nouns import Decision, Rate, ShotSize


def test_a_sound_take_passes_without_a_word() -> None:
    verdict = judge(measured(), expectation(), [neighbour(number) for number in (10, 30, 40)])
    assert (verdict.decision, verdict.findings, verdict.score, verdict.measured_by) == (Decision.PASS, (), 0, "test/1")


def test_every_code_has_a_limit_and_every_limit_a_rule() -> None:
    assert RULES.keys() == Policy.model_fields.keys()


ALL = (0, 95)
SPOILED = {
    "wrong_size": (measured(facts=facts(width=640, height=360)), ALL, 640),
    "wrong_rate": (measured(facts=facts(rate=Rate(numerator=25))), ALL, 1),
    "wrong_length": (measured(facts=facts(frames=90)), (0, 89), 6),
    "black_frames": (measured(black=(stretch(5, 4 + 6, 6),)), (5, 10), 6),
    "frozen_frames": (measured(frozen=(stretch(40, 60, 0.875),)), (40, 60), 0.875),
    "flicker": (measured(flicker=(stretch(20, 50, 9.5),)), (20, 50), 9.5),
    "cut_inside": (measured(cuts=(stretch(39, 40, 0.8),)), (39, 40), 0.8),
    "wardrobe_colour": (measured(swatches=(swatch(31), swatch(29, 48), swatch(33, 80))), ALL, 31),
    "prop_colour": (measured(swatches=(swatch(31, wanted=LANTERN),)), ALL, 31),
    "silent_dialogue": (measured(sound=sound(spoken=(-72.0,))), (12, 60), -72),
    "too_loud": (measured(sound=sound(loudness=-5)), ALL, -5),
    "too_quiet": (measured(sound=sound(loudness=-58)), ALL, -58),
    "clipped_sound": (measured(sound=sound(clipped=0.02)), ALL, 2),
}


@pytest.mark.parametrize("code", SPOILED)
def test_what_is_wrong_is_found_alone_with_its_frames_and_measure(code: str) -> None:
    spoiled, frames, number = SPOILED[code]
    verdict = judge(spoiled, expectation())
    (finding,) = verdict.findings
    assert (finding.code, finding.first, finding.last) == (code, *frames)
    assert finding.measured == pytest.approx(number)
    assert verdict.decision is Decision.RETAKE
    assert verdict.score > 1
    assert finding.message.startswith("sc010_sh0020 ")
    assert finding.note.endswith(".")


@pytest.mark.parametrize("code", SPOILED)
def test_a_code_that_is_switched_off_is_not_found(code: str) -> None:
    limit = Policy().model_dump()[code] | {"on": False}
    policy = Policy.model_validate(Policy().model_dump() | {code: limit})
    assert judge(SPOILED[code][0], expectation(), policy=policy).decision is Decision.PASS


@pytest.mark.parametrize(
    ("rate", "frames", "codes"),
    [(25, 100, []), (30, 130, []), (30, 119, ["wrong_length"]), (24, 95, ["wrong_length"]), (24, 960, [])],
)
def test_an_engine_that_decides_the_time_itself_only_has_to_fill_the_shot(
    rate: int, frames: int, codes: list[str]
) -> None:
    taken = measured(facts=facts(rate=Rate(numerator=rate), frames=frames))
    verdict = judge(taken, expectation(timed_by_engine=True))
    assert [finding.code for finding in verdict.findings] == codes
    assert all("not at least 96" in finding.message for finding in verdict.findings)
    assert judge(taken, expectation()).findings
    assert judge(measured(facts=facts(rate=None)), expectation(timed_by_engine=True)).findings


def test_the_engine_is_told_in_words_what_must_be_worn() -> None:
    (finding,) = judge(measured(swatches=(swatch(31), swatch(30, 40))), expectation()).findings
    assert finding.note == "Mara's coat must be dark red #8a1f1f; it was shown as steel blue #2f6fb0."
    assert finding.message == "sc010_sh0020 shows Mara's coat as steel blue #2f6fb0, not dark red #8a1f1f"
    assert finding.subject == "mara"


def test_one_patch_that_something_passed_in_front_of_is_not_believed() -> None:
    seen = (swatch(0.5), swatch(60, 20), swatch(0.7, 30))
    assert judge(measured(swatches=seen), expectation()).decision is Decision.PASS


def test_a_coat_that_changes_in_mid_shot_is_found_where_it_changes() -> None:
    seen = tuple(swatch(40 if frame >= 50 else 0.6, frame) for frame in (10, 30, 50, 70, 90))
    (finding,) = judge(measured(swatches=seen), expectation()).findings
    assert (finding.first, finding.last) == (50, 90)


def test_no_colour_is_judged_in_black_frames_or_in_a_standstill() -> None:
    spoiled = measured(
        swatches=(swatch(80, 10), swatch(80, 50)), black=(stretch(8, 14, 7),), frozen=(stretch(40, 60, 0.9),)
    )
    assert {finding.code for finding in judge(spoiled, expectation()).findings} == {"black_frames", "frozen_frames"}


def test_a_longer_take_is_right_where_only_the_brief_is_known() -> None:
    longer = measured(facts=facts(frames=121))
    assert judge(longer, expectation(exact=False)).decision is Decision.PASS
    assert judge(longer, expectation()).findings[0].message == "sc010_sh0020 has 121 frames, not 96"


def test_an_engines_own_size_is_right_where_only_the_brief_is_known_and_the_shape_is_kept() -> None:
    loose = expectation(exact=False)
    assert judge(measured(facts=facts(width=832, height=468)), loose).decision is Decision.PASS
    assert judge(measured(facts=facts(width=720, height=720)), loose).findings[0].code == "wrong_size"


def test_a_mute_take_passes_unless_the_policy_wants_sound() -> None:
    mute = measured(sound=None)
    wanting = Policy(no_sound=Limit(threshold=0, decision=Decision.HOLD))
    assert judge(mute, expectation()).decision is Decision.PASS
    assert judge(mute, expectation(), policy=wanting).decision is Decision.HOLD


def test_the_gravest_decision_is_the_verdict() -> None:
    policy = Policy(flicker=Limit(threshold=4, decision=Decision.HOLD))
    spoiled = measured(black=(stretch(5, 10, 6),), flicker=(stretch(20, 50, 9),))
    verdict = judge(spoiled, expectation(), policy=policy)
    assert [finding.decision for finding in verdict.findings] == [Decision.RETAKE, Decision.HOLD]
    assert verdict.decision is Decision.HOLD


SCENE = [neighbour(10, 38), neighbour(30, 41), neighbour(40, 43), neighbour(50, 39)]


@pytest.mark.parametrize(
    ("mine", "code", "word"),
    [(tone(75), "exposure_jump", "brighter"), (tone(8), "exposure_jump", "darker"),
     (tone(b=30), "colour_jump", "yellower"), (tone(a=-24), "colour_jump", "greener")],
)  # fmt: skip
def test_a_jump_from_the_scenes_other_shots_is_found(mine: object, code: str, word: str) -> None:
    (finding,) = judge(measured(tone=mine), expectation(), SCENE).findings
    assert finding.code == code
    assert word in finding.note


@pytest.mark.parametrize(
    "others",
    [SCENE[:2], [shot.model_copy(update={"setting": "sc010/harbour/ext/day/clear/default"}) for shot in SCENE],
     [shot.model_copy(update={"size": ShotSize.INSERT}) for shot in SCENE],
     [shot.model_copy(update={"shot": "sc010_sh0020"}) for shot in SCENE]],
    ids=["too few shots", "another light", "details", "takes of the same shot"],
)  # fmt: skip
def test_a_take_is_not_compared_with(others: list[Measured]) -> None:
    assert judge(measured(tone=tone(90)), expectation(), others).decision is Decision.PASS


def test_an_insert_is_not_compared_with_its_scene() -> None:
    insert = measured(tone=tone(90), size=ShotSize.INSERT)
    assert judge(insert, expectation(size=ShotSize.INSERT), SCENE).decision is Decision.PASS


def test_a_scene_whose_shots_differ_among_themselves_allows_more() -> None:
    uneven = [neighbour(10, 20), neighbour(30, 40), neighbour(40, 65), neighbour(50, 75)]
    assert judge(measured(tone=tone(85)), expectation(), uneven).decision is Decision.PASS


def test_one_bad_take_makes_no_good_one_look_wrong_whatever_the_order_of_arrival() -> None:
    scene = [neighbour(number, 40 + number % 7) for number in range(10, 90, 10)] + [neighbour(95, 92)]
    for seed in range(50):
        order = random.Random(seed).sample(scene, len(scene))
        good = [take for take in order if take.shot != "sc010_sh0095"]
        for take in good:
            before = order[: order.index(take)]
            assert judge(take, expectation(shot=take.shot), before).decision is Decision.PASS
