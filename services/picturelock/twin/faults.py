"""What goes wrong, and when: a plan read from a line of text. The same seed draws the same faults again."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from picturelock.kernel.errors import Invalid

SHARES = {
    "rate_limited": "a creation is refused: too many requests",
    "lost_request": "the connection drops before the job exists",
    "late": "as lost_request, but the job comes into being so many seconds later, and is billed",
    "lost_answer": "the job exists and is billed, but the connection drops without an answer",
    "bad_gateway": "the job exists and is billed, but the answer is a 502",
    "reset": "the job exists and is billed, but the connection is reset",
    "timeout": "the job exists and is billed, but no answer ever comes",
    "garbage": "the job exists and is billed, but the answer is not JSON",
    "moderated": "the job fails: moderation refuses what was made",
    "lost_poll": "a poll's connection drops",
    "bad_poll": "a poll is answered with a 502",
    "garbage_poll": "a poll's answer is not JSON",
    "strange_status": "a poll tells a status word that nobody documented",
    "truncated": "a result ends early; every other time without the connection telling so",
    "twice_webhook": "a webhook comes twice",
    "no_webhook": "a webhook never comes",
}
"""Words that take a share of the requests (0 to 1), or the numbers of those that are struck: `#1+4`."""
SECONDS = {
    "list_lag": "seconds until a job shows in lists",
    "link_life": "seconds for which links to results are good; the provider's own when not given",
}
COUNTS = {
    "rate": "creations of one account that are let in within so many seconds; more are refused: rate=10:60",
    "at_once": "jobs of one account that may be alive; Runway lets more wait, others refuse them",
    "daily": "creations of one account in a day of UTC; at Runway, of one model",
}
"""Words that take a number. Answers tell in headers what is left of a rate."""
SPANS = {"late": (0.5, 25.0), "timeout": (60.0, 60.0)}
"""Words whose share may be followed by seconds, `late=0.1:0.5-25`, and the seconds when none are given."""
ROOM = 2**64


@dataclass(frozen=True, slots=True)
class Rule:
    share: float = 0.0
    most: int | None = None
    numbers: frozenset[int] = frozenset()
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """`rules` by provider (empty for all) and word; a provider's own rule goes before the general one."""

    seed: int = 0
    rules: Mapping[tuple[str, str], Rule] = field(default_factory=dict)
    text: str = ""

    def strikes(self, provider: str, word: str, number: int) -> bool:
        """`number` counts the provider's requests of that kind, from 1."""
        rule = self._rule(provider, word)
        return number in rule.numbers or self._draw(provider, word, number) < rule.share

    def seconds(self, provider: str, word: str, number: int) -> float:
        rule = self._rule(provider, word)
        return rule.low + (rule.high - rule.low) * self._draw(provider, f"{word}-seconds", number)

    def fixed(self, provider: str, word: str, otherwise: float) -> float:
        """The seconds of `list_lag`, `link_life` or `rate`."""
        found = self.rules.get((provider, word)) or self.rules.get(("", word))
        return found.low if found else otherwise

    def count(self, provider: str, word: str) -> int | None:
        """The number of `rate` (`fixed` has its seconds), `at_once` or `daily`; None when there is no limit."""
        return self._rule(provider, word).most

    def _rule(self, provider: str, word: str) -> Rule:
        return self.rules.get((provider, word)) or self.rules.get(("", word)) or Rule()

    def _draw(self, provider: str, word: str, number: int) -> float:
        said = hashlib.sha256(f"{self.seed}|{provider}|{word}|{number}".encode()).digest()
        return int.from_bytes(said[:8], "big") / ROOM


def plan_of(text: str, providers: frozenset[str], *, seed: int = 0) -> Plan:
    """Read `seed=7,lost_answer=0.1,late=0.1:0.5-25,runway.reset=#2`. Raises Invalid, naming every wrong word.

    `seed` is taken when the text names none.
    """
    problems: list[str] = []
    rules: dict[tuple[str, str], Rule] = {}
    for name, value in _parts(text, problems):
        provider, _, word = name.rpartition(".")
        try:
            if name == "seed":
                seed = int(value)
                continue
            _know(provider, word, providers)
            rules[provider, word] = _rule(word, value)
        except ValueError as error:
            problems.append(f"faults: {name}={value}: {error}")
    if problems:
        raise Invalid(problems, reason="FAULTS")
    return Plan(seed, rules, text)


def _parts(text: str, problems: list[str]) -> Iterator[tuple[str, str]]:
    for part in filter(None, re.split(r"[,\s]+", text.strip())):
        name, equals, value = part.partition("=")
        if equals and name and value:
            yield name, value
        else:
            problems.append(f"faults: {part}: says no value; write e.g. lost_answer=0.1")


def _know(provider: str, word: str, providers: frozenset[str]) -> None:
    if word not in SHARES | SECONDS | COUNTS:
        raise ValueError(f"there is no such fault; use {', '.join((*SHARES, *SECONDS, *COUNTS))} or seed")
    if provider and provider not in providers:
        raise ValueError(f"there is no provider {provider}; use {', '.join(sorted(providers))}")


def _rule(word: str, value: str) -> Rule:
    if word in SECONDS:
        return _seconds(value)
    return _count(word, value) if word in COUNTS else _share(word, value)


def _count(word: str, value: str) -> Rule:
    found = re.fullmatch(r"(\d+)(?::(\d+(?:\.\d+)?))?", value)
    if not found or (word == "rate") is not bool(found[2]):
        example = "rate=10:60 for ten within a minute" if word == "rate" else f"{word}=5"
        raise ValueError(f"can't be read; write {example}")
    return Rule(most=int(found[1]), low=float(found[2] or 0))


def _seconds(value: str) -> Rule:
    found = float(value) if re.fullmatch(r"\d+(\.\d+)?", value) else -1.0
    if found < 0:
        raise ValueError("is no number of seconds; write e.g. 5")
    return Rule(low=found, high=found)


def _share(word: str, value: str) -> Rule:
    share, colon, span = value.partition(":")
    if colon and word not in SPANS:
        raise ValueError(f"takes no seconds; write {word}={share}")
    low, high = _span(span) if colon else SPANS.get(word, (0.0, 0.0))
    if re.fullmatch(r"#\d+(\+\d+)*", share):
        return Rule(numbers=frozenset(map(int, share[1:].split("+"))), low=low, high=high)
    if not re.fullmatch(r"\d+(\.\d+)?", share) or float(share) > 1:
        raise ValueError(f"is no share; write {word}=0.1 for a tenth of the requests, or {word}=#3 for the third")
    return Rule(float(share), low=low, high=high)


def _span(span: str) -> tuple[float, float]:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?", span)
    if not found or float(found[2] or found[1]) < float(found[1]):
        raise ValueError("its seconds can't be read; write e.g. 0.5-25")
    return float(found[1]), float(found[2] or found[1])
