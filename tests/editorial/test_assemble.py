"""Which take stands where, for how long, and what of it is encoded together."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.editorial.editorial_takes import a_brief, a_take, by_shot, circled, listed, shots

from picturelock.editorial.model import Assembly, Circled, Finish, Format, assemble, cut_of
from picturelock.editorial.model.assemble import frames_at
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Asset, ListedShot, MediaFacts, Rate, Transition

Reel = tuple[list[ListedShot], dict[str, Circled]]

FINISH = Finish(dissolve=8, fade=6)


def an_asset(name: str, frames: int) -> Asset:
    digest = hashlib.sha256(name.encode()).hexdigest()
    return Asset(digest=digest, size=1, media_type="video/mp4", facts=MediaFacts(frames=frames, rate=Rate()))


@st.composite
def reels(draw: st.DrawFn) -> Reel:
    """Shots of any length and joining, whose takes are too short, just long enough, have handles, or are missing."""
    names = shots(draw(st.integers(1, 12)))
    listing = [
        listed(
            name, draw(st.integers(1, 60)), draw(st.sampled_from(Transition)), draw(st.sampled_from(["cut", "fade"]))
        )
        for name in names
    ]
    chosen = [
        circled(shot.shot, an_asset(shot.shot, max(1, shot.frames + extra)) if extra is not None else None)
        for shot in listing
        for extra in [draw(st.none() | st.integers(-5, 30))]
    ]
    return listing, by_shot(chosen)


def assembled(reel: Reel, finish: Finish = FINISH) -> Assembly:
    return assemble("studio/film", "Film", *reel, finish)


@given(reels())
def test_shots_follow_each_other_without_a_gap(reel: Reel) -> None:
    events = assembled(reel).events
    assert events[0].start == 0
    assert [event.end for event in events[:-1]] == [event.start for event in events[1:]]


@given(reels())
def test_a_film_is_as_long_as_its_shots_less_what_dissolves_took_from_them(reel: Reel) -> None:
    listing, _ = reel
    assembly = assembled(reel)
    taken = [shot.frames - event.frames for shot, event in zip(listing, assembly.events, strict=True)]
    assert assembly.frames == sum(shot.frames for shot in listing) - sum(taken)
    assert all(0 <= frames <= event.tail for frames, event in zip(taken, assembly.events, strict=True))
    for shot, event, frames in zip(listing, assembly.events, taken, strict=True):
        handle = max(0, event.available - shot.frames) if event.circled.asset else event.tail
        assert frames == max(0, event.tail - handle)


@given(reels())
def test_segments_are_together_as_long_as_the_film(reel: Reel) -> None:
    assembly = assembled(reel)
    assert sum(segment.frames for segment in assembly.segments) == assembly.frames
    assert sum(len(segment.parts) for segment in assembly.segments) == len(assembly.events)


@given(reels())
def test_a_dissolve_and_fades_fit_into_their_shots(reel: Reel) -> None:
    for event in assembled(reel).events:
        assert event.dissolve <= event.frames
        assert event.fade_in + event.fade_out <= event.frames + event.tail
        assert not (event.dissolve and event.fade_in)


@given(reels(), st.data())
def test_another_take_changes_its_own_segment_and_no_other(reel: Reel, data: st.DataObject) -> None:
    listing, chosen = reel
    before = assembled(reel)
    at = data.draw(st.integers(0, len(listing) - 1))
    old = chosen[listing[at].shot]
    frames = before.events[at].available or listing[at].frames * 2
    new = circled(old.shot, an_asset("another", frames), take=2)
    after = assembled((listing, {**chosen, old.shot: new}))
    touched = {
        number
        for number, segment in enumerate(after.segments)
        if any(part.digest == new.asset.digest for part in segment.parts if new.asset)
    }
    changed = {
        number
        for number, (one, other) in enumerate(zip(before.segments, after.segments, strict=True))
        if one.digest != other.digest
    }
    assert changed == touched
    assert after.digest != before.digest


@given(reels())
def test_equal_films_have_equal_digests_whenever_their_takes_were_made(reel: Reel) -> None:
    listing, chosen = reel
    later = {
        shot: one.model_copy(update={"take": one.take.model_copy(update={"reused": True})}) if one.take else one
        for shot, one in chosen.items()
    }
    assert assembled((listing, later)).digest == assembled(reel).digest


@pytest.mark.parametrize(
    "finish",
    [
        FINISH.model_copy(update={"slate": False}),
        FINISH.model_copy(update={"format": Format(crf=21)}),
        FINISH.model_copy(update={"format": Format(preset="fast")}),
        FINISH.model_copy(update={"format": Format(width=640)}),
        FINISH.model_copy(update={"format": Format(rate=Rate(numerator=25))}),
        FINISH.model_copy(update={"format": Format(bench="another")}),
    ],
)
def test_another_finish_makes_other_segments(finish: Finish) -> None:
    reel = ([listed("sc010_sh0010")], by_shot([circled("sc010_sh0010", an_asset("a", 24))]))
    assert assembled(reel, finish).segments[0].digest != assembled(reel).segments[0].digest


def test_another_loudness_makes_another_film_of_the_same_segments() -> None:
    reel = ([listed("sc010_sh0010")], by_shot([circled("sc010_sh0010", an_asset("a", 24))]))
    louder = assembled(reel, FINISH.model_copy(update={"loudness": -16.0}))
    assert louder.digest != assembled(reel).digest
    assert louder.segments == assembled(reel).segments


def test_a_segment_stays_good_when_something_before_it_changes_length() -> None:
    names = shots(2)
    chosen = by_shot(circled(name, an_asset(name, 40)) for name in names)
    short, long = (assembled(([listed(names[0], frames), listed(names[1])], chosen)) for frames in (20, 30))
    assert short.segments[0].digest != long.segments[0].digest
    assert short.segments[1].digest == long.segments[1].digest


def test_a_dissolve_with_handles_costs_no_frame() -> None:
    names = shots(2)
    chosen = by_shot([circled(names[0], an_asset("a", 32)), circled(names[1], an_asset("b", 24))])
    assembly = assembled(([listed(names[0]), listed(names[1], opens="dissolve")], chosen))
    assert assembly.frames == 48
    assert [event.tail for event in assembly.events] == [8, 0]
    assert len(assembly.segments) == 1


def test_a_dissolve_without_handles_takes_the_end_of_the_outgoing_shot() -> None:
    names = shots(2)
    chosen = by_shot([circled(names[0], an_asset("a", 24)), circled(names[1], an_asset("b", 24))])
    assembly = assembled(([listed(names[0]), listed(names[1], opens="dissolve")], chosen))
    assert assembly.frames == 40
    assert assembly.events[1].start == 16
    assert not assembly.warnings


def test_a_dissolve_out_of_black_is_a_fade() -> None:
    names = shots(2)
    chosen = by_shot(circled(name, an_asset(name, 24)) for name in names)
    first = assembled(([listed(names[0], opens="dissolve")], chosen))
    after_black = assembled(([listed(names[0], closes="fade"), listed(names[1], opens="dissolve")], chosen))
    assert (first.events[0].fade_in, first.events[0].dissolve) == (6, 0)
    assert (after_black.events[0].fade_out, after_black.events[1].fade_in, after_black.events[1].dissolve) == (6, 6, 0)


def test_a_shot_without_a_take_is_a_card_with_what_would_be_seen() -> None:
    card = assembled(([listed("sc010_sh0010")], {"sc010_sh0010": circled("sc010_sh0010")})).segments[0].parts[0].card
    assert card is not None
    assert (card.shot, card.framing) == ("sc010_sh0010", "medium close, push in")
    assert card.action == "Ada ties the boat & waits."


def test_a_shot_nobody_said_anything_of_still_stands_in_the_film() -> None:
    assembly = assembled(([listed("sc010_sh0010")], {}))
    assert assembly.frames == 24
    assert assembly.warnings == ("sc010_sh0010: has no take yet, so a card stands in for it",)


def test_a_held_shot_is_cut_in_with_a_plain_warning() -> None:
    one = circled("sc010_sh0010", an_asset("a", 24), reason="her coat is red")
    assembly = assembled(([listed("sc010_sh0010")], {"sc010_sh0010": one}))
    assert assembly.warnings == ("sc010_sh0010: is held for a person: her coat is red",)
    slate = assembly.segments[0].parts[0].slate
    assert slate
    assert slate.held == "her coat is red"
    item = cut_of(assembly, 1).items[0]
    assert (item.held, item.reason, item.take) == (True, "her coat is red", 1)


def test_a_take_that_is_too_short_holds_its_last_frame_and_says_so() -> None:
    one = circled("sc010_sh0010", an_asset("a", 12))
    assembly = assembled(([listed("sc010_sh0010")], {"sc010_sh0010": one}))
    assert assembly.events[0].held_frames == 12
    assert "0.50 s shorter than its shot" in assembly.warnings[0]


def test_the_cut_lists_every_shot_with_its_take_and_place() -> None:
    names = shots(3)
    chosen = by_shot(circled(name, an_asset(name, 24), take=at) for at, name in enumerate(names, start=1))
    cut = cut_of(assembled(([listed(name) for name in names], chosen)), 4, encoded=2)
    assert [(item.shot, item.take, item.start, item.frames) for item in cut.items] == [
        (names[0], 1, 0, 24), (names[1], 2, 24, 24), (names[2], 3, 48, 24),
    ]  # fmt: skip
    assert (cut.version, cut.frames, cut.segments, cut.encoded) == (4, 72, 3, 2)


def test_no_shots_are_no_film() -> None:
    with pytest.raises(Invalid, match="studio/film: there are no shots"):
        assembled(([], {}))


def test_a_take_without_its_bytes_is_refused() -> None:
    asset = an_asset("a", 24)
    with pytest.raises(ValueError, match="a take and its asset come together"):
        Circled(shot="sc010_sh0010", brief=a_brief("sc010_sh0010"), take=a_take("sc010_sh0010", asset, 1))


@pytest.mark.parametrize(
    ("frames", "rate", "expected"),
    [
        (48, Rate(numerator=24), 48),
        (50, Rate(numerator=25), 48),
        (60, Rate(numerator=30), 48),
        (48, Rate(numerator=24_000, denominator=1001), 48),
    ],
)
def test_a_takes_length_is_counted_at_the_films_rate(frames: int, rate: Rate, expected: int) -> None:
    asset = Asset(digest="", size=1, media_type="video/mp4", facts=MediaFacts(frames=frames, rate=rate))
    assert frames_at(asset, Rate()) == expected
