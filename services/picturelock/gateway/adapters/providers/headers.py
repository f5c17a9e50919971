"""What an answer's headers say of when to come back, and of how much is still let in.

`retry-after` is RFC 9110's: seconds, or a date. `ratelimit-*` are those of the IETF's drafts, in their older form (each
a header) and their newer (`ratelimit: "default";r=5;t=30`); `x-ratelimit-*` is what many say in their place, and their
reset may be seconds, a moment since 1970, or a span such as `1m30s`.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from picturelock.gateway.model import Room

MOST_WAIT = 3600.0
"""Seconds. Nobody is kept waiting for longer by what may be a mistake: by then it is asked again."""
LONG_AGO = 1_000_000_000
"""More seconds than anybody is told to wait for: it is a moment since 1970."""
SPAN = re.compile(r"(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?")
NEW = re.compile(r"\b(r|remaining|t|reset)=(\d+)")
NAMES = ("ratelimit", "x-ratelimit")
KINDS = ("", "-requests")


def seconds_to_wait(headers: Mapping[str, str]) -> float:
    """Seconds to wait, an hour at most; 0 when it does not say."""
    return min(_seconds_said(headers), MOST_WAIT)


def _seconds_said(headers: Mapping[str, str]) -> float:
    if (told := _number(headers.get("retry-after-ms", ""))) is not None:
        return told / 1000
    said = headers.get("retry-after", "")
    if (told := _number(said)) is not None:
        return told
    return max(0.0, (moment - _now(headers)).total_seconds()) if (moment := _date(said)) else 0.0


def room_in(headers: Mapping[str, str]) -> Room | None:
    """None when it does not say both how many and until when."""
    for name in NAMES:
        told = dict(NEW.findall(headers.get(name, "")))
        if (left := told.get("r", told.get("remaining"))) and (resets := told.get("t", told.get("reset"))):
            return Room(int(left), min(float(resets), MOST_WAIT))
        for kind in KINDS:
            remaining = _number(headers.get(f"{name}-remaining{kind}", ""))
            seconds = _seconds(headers.get(f"{name}-reset{kind}", ""), headers)
            if remaining is not None and seconds is not None:
                return Room(int(remaining), min(seconds, MOST_WAIT))
    return None


def _seconds(said: str, headers: Mapping[str, str]) -> float | None:
    if (told := _number(said)) is not None:
        return told if told < LONG_AGO else max(0.0, told - _now(headers).timestamp())
    if not said or not (found := SPAN.fullmatch(said)):
        return None
    hours, minutes, seconds, millis = (float(each or 0) for each in found.groups())
    return hours * 3600 + minutes * 60 + seconds + millis / 1000


def _number(said: str) -> float | None:
    return float(said) if re.fullmatch(r"\d{1,15}(\.\d+)?", said) else None


def _now(headers: Mapping[str, str]) -> datetime:
    """By the clock of whoever answers: ours may be another."""
    return _date(headers.get("date", "")) or datetime.now(UTC)


def _date(said: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
