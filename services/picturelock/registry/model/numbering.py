"""Numbers that survive edits: tens at first, halves of the gap afterwards, letters once a gap is full.

Between 0020 and 0030 comes 0025, then 0022 and 0027. Where no whole number is left a letter follows the lower one,
halfway through the alphabet (0022n, then 0022g or 0022t), so that there is always room. What was given once is never
given to anything else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

STEP = 10


def between(lower: str, upper: str, count: int, taken: Iterable[str], width: int) -> tuple[str, ...]:
    """`count` fresh numbers in order, after `lower` (empty: from the start) and before `upper` (empty: no end).

    Numbers are digits, zero-padded to `width`, and letters; none of `taken` is given.
    """
    used = set(taken)
    if not upper:
        tens = max((sort_key(number)[0] for number in (lower, *used)), default=0) // STEP
        return tuple(f"{(tens + at) * STEP:0{width}d}" for at in range(1, count + 1))
    given: list[str] = []
    start, room = sort_key(lower)[0], sort_key(upper)[0] - sort_key(lower)[0]
    for at in range(count):
        after = given[-1] if given else lower
        target = start + room * (at + 1) // (count + 1)
        given.append(_whole(after, upper, target, used, width) or _lettered(after, upper, used, width))
        used.add(given[-1])
    return tuple(given)


def sort_key(number: str) -> tuple[int, str]:
    """`0022n` is (22, 'n'); the empty number comes before all."""
    split = re.fullmatch(r"(\d*)(.*)", number, re.DOTALL)
    digits, letters = split.groups() if split else ("", number)
    return int(digits or 0), letters


def follow(numbers: Sequence[str], taken: Iterable[str], width: int) -> tuple[str, ...]:
    """The numbers with every empty one filled in, after the one before it and before the next higher one there is.

    The given ones may stand in any order (scenes move); they and `taken` are never given again.
    """
    used = {*taken, *(number for number in numbers if number)}
    ranked = sorted((number for number in numbers if number), key=sort_key)
    filled: list[str] = []
    at = 0
    while at < len(numbers):
        if numbers[at]:
            filled.append(numbers[at])
            at += 1
            continue
        end = next((stop for stop in range(at, len(numbers)) if numbers[stop]), len(numbers))
        lower = filled[-1] if filled else ""
        above = bisect_right(ranked, sort_key(lower), key=sort_key)
        upper = ranked[above] if above < len(ranked) else ""
        fresh = between(lower, upper, end - at, used, width)
        filled += fresh
        used |= set(fresh)
        ranked = sorted((*ranked, *fresh), key=sort_key)
        at = end
    return tuple(filled)


def _whole(lower: str, upper: str, target: int, used: set[str], width: int) -> str:
    """The free whole number nearest to `target` between the two, or empty."""
    low, (high, letters) = sort_key(lower)[0], sort_key(upper)
    free = (each for each in range(low + 1, high + bool(letters)) if f"{each:0{width}d}" not in used)
    best = min(free, key=lambda each: (abs(each - target), each), default=None)
    return "" if best is None else f"{best:0{width}d}"


def _lettered(lower: str, upper: str, used: set[str], width: int) -> str:
    low, letters = sort_key(lower)
    high, above = sort_key(upper)
    while True:
        letters = _midway(letters, above if high == low else "")
        number = f"{low:0{width}d}{letters}"
        if number not in used:
            return number


def _midway(low: str, high: str) -> str:
    """A string of letters that sorts between the two (`high` empty: no end) and never ends in `a`."""
    result = ""
    for at in range(len(low) + len(high) + 1):
        below = ord(low[at]) - 97 if at < len(low) else 0
        above = ord(high[at]) - 97 if at < len(high) else 26
        if above - below > 1:
            return result + chr(97 + (below + above) // 2)
        result += chr(97 + below)
        high = high if above == below else ""
    return result + "n"
