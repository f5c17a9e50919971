"""Routing of a whole film: by its rules, by what its takes came to, and past engines that are used no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Brief
from picturelock.registry.model.ledger import Shot, ShotState
from picturelock.registry.model.routing import Facts, Route, Routing, asked_for, figures_of, in_use


@dataclass(frozen=True, slots=True)
class Router:
    """`asked` is the engine that somebody asked for, if they did; `facts` are today's, for shots that begin."""

    routing: Routing
    asked: str
    retired: Mapping[str, str]
    facts: Facts

    def route(self, brief: Brief) -> Route:
        """Of a shot that begins: nothing has failed it yet, so there is always one."""
        if self.asked:
            return asked_for(self.asked)
        found = self.routing.choose(brief, self.facts, self.retired)
        if found is None:
            raise LookupError(f"{brief.shot}: was begun with engines that had failed it")
        return found

    def keeps(self, brief: Brief, shot: Shot) -> bool:
        """Whether it is where it would be routed still, knowing what was known when it was.

        Shots that are done stay with an engine that was retired since, and with what took its place.
        """
        if self.asked:
            return shot.engine == self.asked
        if shot.state is not ShotState.PASSED and shot.engine in self.retired:
            return False
        chosen = list(self._chosen(brief, shot))
        return not chosen or shot.engine in chosen or self.route(brief).engine == shot.engine

    def _chosen(self, brief: Brief, shot: Shot) -> Iterator[str]:
        for retired in (self.retired, {}):
            if found := self.routing.choose(brief, shot.facts, retired):
                yield found.engine

    def kept(self, shot: Shot) -> Route:
        return shot.route or Route(engine=shot.engine, by="an older release")


def router_of(routing: Routing, asked: str, retired: Mapping[str, str], shots: Mapping[str, Shot]) -> Router:
    """`shots` are all that the film ever had. Raises Invalid for an engine that is used no more.

    Be it asked for, or the film's own and without another in its place.
    """
    if asked in retired:
        raise Invalid(
            f"{asked}: is used no more for this film; ask for another engine, or undo that with `drill sunset --undo`",
            reason="NO_ENGINE",
        )
    if not asked and not in_use((routing.film,), retired):
        raise Invalid(
            f"{routing.film_source or 'film.engine'}: {routing.film!r} is used no more for this film, "
            f"and nothing takes its place; name another engine",
            reason="NO_ENGINE",
        )
    outcomes = [outcome for shot in shots.values() for outcome in shot.outcomes]
    spent = sum((cost for shot in shots.values() for cost in shot.paid.values()), Decimal(0))
    return Router(routing, asked, retired, Facts(figures=figures_of(outcomes), spent=spent))
