"""What holds of routing, whatever the rules, the brief and the facts."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies_briefs import briefs

from picturelock.kernel.nouns import Brief, ShotSize, Source
from picturelock.registry.model.ledger import Shot, ShotState
from picturelock.registry.model.router import Router
from picturelock.registry.model.routes import RouteRule, When
from picturelock.registry.model.routing import Facts, Figures, Routing

ENGINES = ("a/1", "b/1", "c/1", "d/1")
SOMEWHERE = Source(file="lamp.bible.yaml", line=1)

engines = st.sampled_from(ENGINES)
whens = st.builds(
    When,
    size=st.lists(st.sampled_from(ShotSize), max_size=2).map(tuple),
    dialogue=st.sampled_from([None, True, False]),
    most_cast=st.none() | st.integers(0, 3),
    least_retakes=st.none() | st.integers(0, 3),
    most_spent=st.none() | st.decimals(0, 10, places=2),
)
rules = st.builds(
    RouteRule,
    when=whens,
    engines=st.lists(engines, min_size=1, max_size=3).map(tuple),
    takes=st.none() | st.integers(1, 3),
    least_pass_rate=st.none() | st.floats(0, 1),
    most_render_seconds=st.none() | st.floats(1, 100),
)
routings = st.builds(
    lambda some, film: Routing(rules=tuple(some), sources=(SOMEWHERE,) * len(some), film=film),
    st.lists(rules, max_size=4),
    engines,
)
figures = st.builds(
    lambda engine, passed, others, seconds: Figures(
        engine=engine, takes=passed + others, passed=passed, seconds=seconds
    ),
    engines, st.integers(0, 10), st.integers(1, 10), st.none() | st.floats(0, 200),
)  # fmt: skip
facts = st.builds(
    Facts,
    figures=st.lists(figures, max_size=4, unique_by=lambda each: each.engine).map(tuple),
    spent=st.decimals(0, 20, places=2),
    rejected=st.dictionaries(engines, st.integers(1, 4)),
    failed=st.dictionaries(engines, st.just("broken")),
)
retired = st.dictionaries(engines, st.sampled_from(("", *ENGINES)), max_size=3)


@given(routings, briefs(), facts, retired)
def test_nothing_is_made_by_an_engine_that_failed_or_is_used_no_more(
    routing: Routing, brief: Brief, known: Facts, out_of_use: dict[str, str]
) -> None:
    route = routing.choose(brief, known, out_of_use)
    if route is not None:
        assert route.engine not in known.failed
        assert route.engine not in out_of_use
        assert route.engine in {*routing.engines, *out_of_use.values()}


@given(routings, briefs(), facts)
def test_a_shot_without_an_engine_was_failed_by_one_that_its_rules_name(
    routing: Routing, brief: Brief, known: Facts
) -> None:
    if routing.choose(brief, known) is None:
        assert set(known.failed) & set(routing.engines)


@given(routings, briefs(), facts, facts, retired)
def test_a_shot_that_was_just_routed_stays_whatever_is_learnt_later(
    routing: Routing, brief: Brief, then: Facts, now: Facts, out_of_use: dict[str, str]
) -> None:
    route = routing.choose(brief, then, out_of_use)
    if route is None:
        return
    shot = Shot(brief=brief, brief_digest=brief.digest, engine=route.engine, route=route)
    for state in (ShotState.PLANNED, ShotState.PASSED, ShotState.HELD):
        assert Router(routing, "", out_of_use, now).keeps(brief, shot.but(state=state))


@given(routings, briefs(), facts)
def test_finished_shots_stay_when_their_engine_is_retired(routing: Routing, brief: Brief, then: Facts) -> None:
    route = routing.choose(brief, then)
    if route is None:
        return
    shot = Shot(brief=brief, brief_digest=brief.digest, engine=route.engine, route=route, state=ShotState.PASSED)
    assert Router(routing, "", {route.engine: "z/1"}, then).keeps(brief, shot)
    open_shot = shot.but(state=ShotState.PLANNED)
    assert not Router(routing, "", {route.engine: "z/1"}, then).keeps(brief, open_shot)


@given(briefs(), st.decimals(0, 1000, places=2))
def test_what_was_spent_counts_to_the_cent(brief: Brief, bound: Decimal) -> None:
    rule = RouteRule(when=When(most_spent=bound), engines=("a/1",))
    routing = Routing(rules=(rule,), sources=(SOMEWHERE,), film="b/1")
    chosen = [routing.choose(brief, Facts(spent=spent)) for spent in (bound, bound + Decimal("0.01"))]
    assert [route.engine for route in chosen if route] == ["a/1", "b/1"]
