"""What continuity remembers of a shot, whatever comes in whatever order."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from picturelock.continuity.model import Judged, JudgedTake, Measured, Tone
from picturelock.continuity.model.judged import KEPT, WORD
from picturelock.kernel.nouns import Asset, Decision, Finding, MediaFacts, ShotSize, Staged, Take, Verdict
from picturelock.testing.samples import small_brief

NOW = datetime(2026, 11, 21, tzinfo=UTC)
OLD, NEW = small_brief(words="Mara waits."), small_brief(words="Mara runs.")
BLACK = Finding(code="black_frames", message="it is black", measured=9.0, threshold=1.0, decision=Decision.RETAKE)


def measures(number: int) -> Measured:
    tone = Tone(lightness=number, a=0, b=0, dark=0, middle=0, bright=0)
    return Measured(
        shot="sc010_sh0010", setting="quay", size=ShotSize.MEDIUM, facts=MediaFacts(), tone=tone, head=tone, tail=tone
    )


def take(number: int, *, passes: bool = True, brief: str = NEW.digest) -> JudgedTake:
    digest = f"{number:064x}"
    video = Staged(key="k", digest=digest, size=1, media_type="video/mp4")
    made = Take(
        shot="sc010_sh0010", number=number, prompt_digest=digest, engine="previz", engine_version="1", seed=1,
        video=video, started=NOW, finished=NOW,
    )  # fmt: skip
    verdict = (
        Verdict(decision=Decision.PASS) if passes else Verdict(decision=BLACK.decision, findings=(BLACK,), score=3)
    )
    return JudgedTake(
        brief_digest=brief,
        revision=number,
        take=made,
        asset=Asset(digest=digest, size=1, media_type="video/mp4"),
        verdict=verdict,
    )


def shot(*takes: JudgedTake) -> Judged:
    record = Judged(take=takes[0].number, measured=measures(takes[0].number), verdict=takes[0].verdict)
    for each in takes:
        record = record.judged(each, OLD if each.brief_digest == OLD.digest else NEW, measures(each.number))
    return record


def test_the_last_take_sets_the_tone_if_it_passed() -> None:
    assert shot(take(1), take(2)).tone == measures(2)
    assert shot(take(1), take(2, passes=False)).tone is None


def test_a_circled_take_sets_the_tone_whatever_was_judged_since() -> None:
    record = shot(take(1, passes=False), take(2))
    record = record.ruled(take(1).circled_by("anna", ""), circled=True)
    record = record.judged(take(3), NEW, measures(3))
    found = record.numbered(1)
    assert (record.chosen, found is not None) == (1, True)
    assert shot(take(1, passes=False), take(2)).ruled(take(2).circled_by("anna", ""), circled=True).tone == measures(2)


def test_a_circled_take_keeps_its_measures() -> None:
    record = shot(take(1, passes=False), take(2))
    first = record.numbered(1)
    assert first is not None
    assert record.ruled(first.circled_by("anna", ""), circled=True).tone == measures(1)


def test_a_take_that_a_person_sent_back_sets_no_tone_and_is_no_longer_the_least_bad() -> None:
    back = take(1, passes=False).rejected_by("anna", "brighter").rejected_by("anna", "brighter, please")
    record = shot(take(1)).ruled(back, circled=False)
    assert (record.tone, record.chosen) == (None, 0)
    assert [finding.code for finding in back.verdict.findings] == ["black_frames", "note"]
    assert back.verdict.score == 3 + WORD


def test_a_circle_ends_when_a_take_of_a_new_brief_is_judged_and_not_by_a_late_old_one() -> None:
    circled = shot(take(1, brief=OLD.digest), take(3, brief=OLD.digest)).ruled(
        take(3, brief=OLD.digest).circled_by("anna", ""), circled=True
    )
    assert circled.judged(take(2, brief=OLD.digest), OLD, measures(2)).circled == 3
    assert circled.judged(take(4), NEW, measures(4)).circled == 0


@given(st.lists(st.tuples(st.integers(1, 90), st.booleans()), min_size=1, max_size=120), st.integers(1, 90))
def test_no_more_is_kept_than_is_meant_to_be(told: list[tuple[int, bool]], circled: int) -> None:
    record = shot(*(take(number, brief=(NEW if new else OLD).digest) for number, new in told[:40]))
    if found := record.numbered(circled):
        record = record.ruled(found.circled_by("anna", ""), circled=True)
    for number, new in told[40:]:
        each = take(number, brief=(NEW if new else OLD).digest)
        record = record.judged(each, NEW if new else OLD, measures(number))
    numbers = [each.number for each in record.takes]
    assert numbers == sorted(set(numbers))
    assert len(numbers) <= KEPT + bool(record.circled)
    assert {each.brief_digest for each in record.takes} == set(record.briefs)
    assert record.circled in (0, *numbers)
    assert Judged.model_validate_json(record.model_dump_json()) == record
