"""What Google's refusals and failures mean: `{"error": {"code", "status", "message", "details"}}` on all its wires."""

from collections.abc import Iterator, Mapping
from typing import Any

from picturelock.gateway.adapters.providers.line import REFUSALS, Answer
from picturelock.gateway.ports import Declined, Failure

UNSAFE = ("safety", "usage guidelines", "polic", "prohibited", "responsible ai", "sensitive")
NEARER: tuple[tuple[Failure, tuple[str, ...], Failure], ...] = (
    (Failure.RATE_LIMIT, ("depleted",), Failure.BALANCE),
    (Failure.RATE_LIMIT, ("concurren",), Failure.CONCURRENCY),
    (Failure.AUTH, ("billing",), Failure.BALANCE),
    (Failure.INVALID_REQUEST, ("api key",), Failure.AUTH),
    (Failure.INVALID_REQUEST, ("billing",), Failure.BALANCE),
    (Failure.INVALID_REQUEST, UNSAFE, Failure.SAFETY_INPUT),
)
"""What a refusal is by its status, words of its message, and what it is then. Of a 429, `billing` tells nothing: every
quota's message names it."""
RETRY = "google.rpc.RetryInfo"


def refusal(name: str, answer: Answer) -> Declined | None:
    if (failure := REFUSALS.get(answer.status)) is None:
        return None
    said = answer.said("error", "message")
    words = said.lower()
    near = (near for kind, any_of, near in NEARER if kind is failure and any(word in words for word in any_of))
    return Declined(next(near, failure), f"{name} says {answer.status}: {said}", answer.after or _after(answer.body))


def unsafe(said: str) -> Failure | None:
    """Which of the two kinds of moderation it tells of, if of any."""
    words = said.lower()
    if not any(word in words for word in UNSAFE):
        return None
    return Failure.SAFETY_INPUT if "prompt" in words or "input" in words else Failure.SAFETY_OUTPUT


def _after(body: Any) -> float:
    """Seconds, by the `retryDelay` among the details, as `34.5s`; 0 when it does not say."""
    for detail in _details(body):
        if str(detail.get("@type", "")).endswith(RETRY):
            try:
                return max(0.0, float(str(detail.get("retryDelay")).removesuffix("s")))
            except ValueError:
                continue
    return 0.0


def _details(body: Any) -> Iterator[Mapping[str, Any]]:
    error = body.get("error") if isinstance(body, dict) else None
    details = error.get("details") if isinstance(error, dict) else None
    yield from (each for each in (details if isinstance(details, list) else ()) if isinstance(each, dict))
