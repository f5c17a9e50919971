"""What became of what was bought: whether its take is in the cut, and if not, why it was paid for all the same.

The gateway knows purchases and no verdicts, continuity takes and no prices, editorial what is in the cut. Each is asked
at its own door, and what they say is joined here by the prompt that was bought.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from picturelock.cli.counter import Counter
from picturelock.cli.reach import listed
from picturelock.kernel.errors import NotFound
from picturelock.kernel.nouns import is_still
from picturelock.kernel.nouns.still import SCENE
from picturelock.kernel.nouns.take import in_order, is_alternate
from picturelock_api.continuity.v1 import service_pb2 as continuity
from picturelock_api.editorial.v1 import service_pb2 as editorial
from picturelock_api.film.v1.verdict_pb2 import DECISION_PASS
from picturelock_api.gateway.v1 import service_pb2 as api

ENDED = frozenset({"failed", "cancelled", "refused", "written_off"})
DOUBTFUL = frozenset({"sending", "unknown", "parked"})

Bought = tuple[str, str]
"""Digest of a prompt, and version of the engine: whoever has the two has the same take."""


@dataclass(frozen=True, slots=True)
class Fate:
    """`wasted` is paid for and in no film. What may still be cut in is neither wasted nor in the cut."""

    cause: str
    wasted: bool = False


@dataclass(frozen=True, slots=True)
class Footage:
    """`takes` of a project as they were judged. `cut` has a take's number by shot; `current` if it is the last word."""

    takes: Mapping[Bought, Sequence[continuity.JudgedTake]]
    cut: Mapping[str, int]
    current: bool

    def fate(self, purchase: api.Purchase) -> Fate:
        if purchase.state in ENDED:
            reason = purchase.steps[-1].reason.lower() if purchase.steps else ""
            return Fate(": ".join(filter(None, (purchase.state, reason))), wasted=bool(Decimal(purchase.charged or 0)))
        if purchase.state == "replaced":
            return Fate("in doubt: bought again")
        if purchase.state != "delivered":
            return Fate("in doubt" if purchase.state in DOUBTFUL else "underway")
        if is_still(purchase.shot):
            return Fate(SCENE)
        came = self.takes.get((purchase.prompt_digest, purchase.engine_version), ())
        takes = [each for each in came if is_alternate(each.take.number) is purchase.surplus]
        if any(self.cut.get(each.shot) == each.take.number for each in takes):
            return Fate("in the cut")
        if purchase.surplus:
            return Fate("surplus: it came twice", wasted=True)
        if takes:
            return self._of_take(takes[-1])
        is_left_behind = self.current and purchase.take_number < in_order(self.cut.get(purchase.shot, 0))[0]
        return Fate("given up for another take", wasted=True) if is_left_behind else Fate("not judged yet")

    def _of_take(self, take: continuity.JudgedTake) -> Fate:
        """Of one that is not in the cut."""
        if take.verdict.decision != DECISION_PASS:
            return Fate(f"rejected: {_codes(take)}", wasted=True)
        if take.old_brief:
            return Fate("brief changed", wasted=True)
        if not self.current:
            return Fate("not cut in yet")
        if take.shot not in self.cut:
            return Fate("shot left out", wasted=True)
        return Fate("brief changed" if take.chosen else "another take was chosen", wasted=True)


async def footage(counter: Counter, project: str) -> Footage:
    try:
        told = await counter.cuts.get_cut(editorial.GetCutRequest(project=project))
    except NotFound:
        told = editorial.GetCutResponse()
    takes: dict[Bought, list[continuity.JudgedTake]] = defaultdict(list)
    try:
        async for each in listed(counter.takes.list_takes, continuity.ListTakesRequest(project=project), "takes"):
            takes[each.take.prompt_digest, each.take.engine_version].append(each)
    except NotFound:  # none was judged yet
        takes = {}
    return Footage(takes, {item.shot: item.take for item in told.cut.items}, told.current)


def _codes(take: continuity.JudgedTake) -> str:
    """Of the findings that sent it back."""
    gravest = {each.code for each in take.verdict.findings if each.decision == take.verdict.decision}
    return " + ".join(sorted(gravest)) or "no finding"
