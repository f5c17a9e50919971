"""Routing: which engine makes a shot's takes, and why.

The first rule that holds for a shot, and has an engine that does not fall below what it asks of engines, names the
shot's engines; the first of these that has not failed the shot makes its next take. Where no rule holds, the film's
engine does.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Self

from pydantic import Field

from picturelock.kernel.nouns import Brief, Noun, Source
from picturelock.registry.model.routes import RouteRule, When

LEAST_MEASURED = 5
"""So many takes of an engine must have been measured in a film before its figures are believed."""


class Figures(Noun):
    """What was measured of an engine in a film. `seconds` is the median from the start of a take to its end."""

    engine: str
    takes: int
    passed: int
    seconds: float | None = None

    @property
    def pass_rate(self) -> float:
        return self.passed / self.takes


class Outcome(Noun):
    """What came of a take. `seconds` is how long it took to make, None where nothing came."""

    number: int
    engine: str
    passed: bool
    seconds: float | None = None


class Facts(Noun):
    """What a shot was routed by, beside its brief. With the same facts it is always routed alike."""

    figures: tuple[Figures, ...] = ()
    spent: Decimal = Decimal(0)
    rejected: dict[str, int] = Field(default_factory=dict)
    """How many takes of this brief were sent back, by engine."""
    failed: dict[str, str] = Field(default_factory=dict)
    """Why an engine won't make a take of this brief, by engine."""

    @property
    def retakes(self) -> int:
        return sum(self.rejected.values())

    def with_rejected(self, engine: str) -> Self:
        rejected = self.rejected | {engine: self.rejected.get(engine, 0) + 1}
        return self.model_copy(update={"rejected": rejected})

    def with_failed(self, engine: str, why: str) -> Self:
        return self.model_copy(update={"failed": self.failed | {engine: why}})


class Route(Noun):
    """The engine that makes a shot's takes. `why` are whole phrases; `by` is the rule's name, or why there is none."""

    engine: str
    by: str
    why: tuple[str, ...] = ()
    source: str = ""
    """Where the rule, or the film's engine, is written."""
    facts: Facts = Facts()
    asked: bool = False
    """Somebody asked for just this engine: rules are not."""

    @property
    def because(self) -> tuple[str, ...]:
        return (f"by {self.by}, {self.source}" if self.source else f"by {self.by}", *self.why)


def asked_for(engine: str) -> Route:
    return Route(engine=engine, by="what was asked for", asked=True)


class Routing(Noun):
    """`sources` say where each rule stands; `film` is the film's own engine, named at `film_source`."""

    rules: tuple[RouteRule, ...] = ()
    sources: tuple[Source, ...] = ()
    film: str = "previz"
    film_source: Source | None = None

    @property
    def engines(self) -> Mapping[str, Source | None]:
        """All that may be asked, with where they are named first."""
        named: dict[str, Source | None] = {}
        for rule, source in zip(self.rules, self.sources, strict=True):
            for engine in rule.engines:
                named.setdefault(engine, source)
        named.setdefault(self.film, self.film_source)
        return named

    def choose(self, brief: Brief, facts: Facts, instead: Mapping[str, str] | None = None) -> Route | None:
        """None when every engine that the shot is routed to has failed it.

        `instead` names for engines that are used no more what takes their place; an empty name is nothing.
        """
        passed_over: list[str] = []
        for number, (rule, source) in enumerate(zip(self.rules, self.sources, strict=True), 1):
            if not holds(rule.when, brief, facts):
                continue
            engines = in_use(rule.engines, instead or {})
            over = {engine: why for engine in engines if (why := _passed_over(rule, engine, facts))}
            passed_over += [f"{engine} is passed over: {why}" for engine, why in over.items()]
            if kept := [engine for engine in engines if engine not in over]:
                because = (*_because(rule.when), *passed_over)
                return _first(rule, kept, facts, rule.name or f"rule {number}", because, source)
        film = in_use((self.film,), instead or {})
        return _first(None, film, facts, "the film's engine", tuple(passed_over), self.film_source)


def holds(when: When, brief: Brief, facts: Facts) -> bool:
    return all(_conditions(when, brief, facts))


def _conditions(when: When, brief: Brief, facts: Facts) -> Iterator[bool]:
    camera, setting = brief.camera, brief.setting
    seen = {presence.character for presence in brief.cast}
    seconds = brief.rate.seconds(brief.frames)
    yield not when.shot or brief.shot in when.shot
    yield not when.scene or setting.scene in when.scene
    yield not when.character or bool((seen | {line.character for line in brief.lines}) & set(when.character))
    yield not when.location or setting.place.place in when.location
    yield not when.size or camera.size in when.size
    yield not when.move or camera.move in when.move
    yield not when.interior or setting.interior in when.interior
    yield not when.time or setting.time in when.time
    yield not when.weather or setting.weather in when.weather
    yield when.dialogue is None or bool(brief.lines) is when.dialogue
    yield when.first_frame is None or bool(brief.first_frame) is when.first_frame
    yield _within(len(brief.cast), when.least_cast, when.most_cast)
    yield _within(seconds, when.least_seconds, when.most_seconds)
    yield _within(facts.retakes, when.least_retakes, None)
    yield when.most_spent is None or facts.spent <= when.most_spent


def _within(value: float, least: float | None, most: float | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _because(when: When) -> tuple[str, ...]:
    said = when.model_dump(mode="json", exclude_defaults=True)
    return tuple(f"{name.replace('_', ' ')}: {_spelled(value)}" for name, value in said.items())


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)


def in_use(engines: Sequence[str], instead: Mapping[str, str]) -> Sequence[str]:
    """With what takes the place of those that are used no more, and of those in turn."""
    found: list[str] = []
    for engine in engines:
        seen: set[str] = set()
        while engine in instead and engine not in seen:
            seen.add(engine)
            engine = instead[engine]  # noqa: PLW2901 the place of what is named is meant
        if engine and engine not in instead:
            found.append(engine)
    return tuple(dict.fromkeys(found))


def _passed_over(rule: RouteRule, engine: str, facts: Facts) -> str:
    """Why the rule does without the engine, as measured in this film; empty when it does not."""
    measured = next((each for each in facts.figures if each.engine == engine), None)
    if measured is None or measured.takes < LEAST_MEASURED:
        return ""
    if rule.least_pass_rate is not None and measured.pass_rate < rule.least_pass_rate:
        return f"{measured.passed} of {measured.takes} takes passed, {rule.least_pass_rate:.0%} are asked for"
    slow = rule.most_render_seconds is not None and measured.seconds is not None
    if slow and measured.seconds > rule.most_render_seconds:  # type: ignore[operator] # both are there
        return f"half of its takes took over {measured.seconds:.0f} s, {rule.most_render_seconds:g} are allowed"
    return ""


def _first(
    rule: RouteRule | None, engines: Sequence[str], facts: Facts, by: str, why: Sequence[str], source: Source | None
) -> Route | None:
    """Of those that have not failed, the first with takes left; the last of them goes on when none has."""
    able = [engine for engine in engines if engine not in facts.failed]
    if not able:
        return None
    most = rule.takes if rule and rule.takes else None
    fresh = [engine for engine in able if most is None or facts.rejected.get(engine, 0) < most]
    engine = fresh[0] if fresh else able[-1]
    tried = [_tried(each, facts) for each in engines[: engines.index(engine)]]
    return Route(engine=engine, by=by, why=(*why, *tried), source=str(source or ""), facts=facts)


def _tried(engine: str, facts: Facts) -> str:
    if engine in facts.failed:
        return f"{engine} failed: {facts.failed[engine]}"
    return f"{engine} had {facts.rejected[engine]} takes sent back"


def figures_of(outcomes: Sequence[Outcome]) -> tuple[Figures, ...]:
    """By engine, in order of name."""
    by_engine: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_engine.setdefault(outcome.engine, []).append(outcome)
    return tuple(_figures(engine, by_engine[engine]) for engine in sorted(by_engine))


def _figures(engine: str, outcomes: Sequence[Outcome]) -> Figures:
    seconds = [each.seconds for each in outcomes if each.seconds is not None]
    passed = sum(each.passed for each in outcomes)
    return Figures(engine=engine, takes=len(outcomes), passed=passed, seconds=median(seconds) if seconds else None)
