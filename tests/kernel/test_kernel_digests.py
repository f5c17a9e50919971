"""Digests: what a thing is made of names it."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies_briefs import briefs, changed, facts
from tests.strategies_nouns import a_noun

from picturelock.kernel.nouns import Brief, Prompt, Rate, Source, digest_of
from picturelock.kernel.nouns.prompt import SENT

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(briefs(), st.data())
def test_whatever_a_shot_must_show_is_in_its_digest(brief: Brief, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(facts(brief)))
    assert changed(brief, path).digest != brief.digest


@quick
@given(briefs())
def test_where_a_brief_comes_from_is_not_in_its_digest(brief: Brief) -> None:
    moved = Source(file="other.fountain", line=1)
    elsewhere = brief.model_copy(
        update={
            "project": "other/film",
            "shot": "sc999_sh9999",
            "setting": brief.setting.model_copy(update={"source": moved, "scene": "sc999"}),
            "cast": tuple(presence.model_copy(update={"source": moved}) for presence in brief.cast),
        }
    )
    assert elsewhere.digest == brief.digest


@quick
@given(briefs())
def test_a_digest_outlives_json(brief: Brief) -> None:
    assert Brief.model_validate_json(brief.model_dump_json()).digest == brief.digest


@quick
@given(a_noun(Prompt), a_noun(Prompt))
def test_prompts_that_are_sent_alike_have_one_digest(one: Prompt, other: Prompt) -> None:
    sent_alike = other.model_copy(update={field: getattr(one, field) for field in SENT})
    assert sent_alike.digest == one.digest


def test_a_rate_is_exact() -> None:
    ntsc = Rate(numerator=24000, denominator=1001)
    assert ntsc.fps == Fraction(24000, 1001)
    assert ntsc.frames(ntsc.seconds(86_313)) == 86_313
    assert digest_of(ntsc) != digest_of(Rate(numerator=24))
