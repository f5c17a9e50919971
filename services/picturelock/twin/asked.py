"""Reads what wires say in the same few ways: sizes by aspect and resolution, lengths such as `5s`, names of moments."""

import re
from datetime import datetime
from typing import Any, TypeVar

from starlette.requests import Request

from picturelock.twin.desk import No, Refusal

SHORT_SIDES = {"360p": 360, "480p": 480, "512p": 512, "540p": 540, "580p": 580, "720p": 720, "768p": 768, "1080p": 1080}
NAMED_SIDES = {"1k": 1024, "2k": 1440, "4k": 2160}
MOST_SECONDS = 60.0
PAGE = 100
LONGEST_NUMBER = 10

T = TypeVar("T")


def size_of(aspect: Any, resolution: Any, where: str = "aspect_ratio") -> tuple[int, int]:
    """`16:9` and `720p` are 1280 by 720: the resolution names the short side. Both sides come out even."""
    found = re.fullmatch(r"(\d{1,2}):(\d{1,2})", aspect) if isinstance(aspect, str) else None
    if not found or not int(found[1]) * int(found[2]):
        raise Refusal(No.INVALID, "is no aspect ratio; write e.g. 16:9", where)
    named = SHORT_SIDES | NAMED_SIDES
    side = named.get(str(resolution).lower())
    if side is None:
        raise Refusal(No.INVALID, f"is none of {', '.join(named)}", "resolution")
    across, down = int(found[1]), int(found[2])
    wide = round(side * max(across, down) / min(across, down) / 2) * 2
    return (wide, side) if across >= down else (side, wide)


def seconds_of(said: Any, where: str = "duration") -> float:
    """5, "5" and "5s" alike. Raises Refusal."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)s?", str(said).strip())
    if isinstance(said, bool) or not found or not 0 < float(found[1]) <= MOST_SECONDS:
        raise Refusal(No.INVALID, f"is no number of seconds up to {MOST_SECONDS:g}", where)
    return float(found[1])


def text_of(body: dict[str, Any], field: str, *, needed: bool = False) -> str:
    """Raises Refusal when it is no text, or is missing and needed."""
    said = body.get(field)
    if said is None and not needed:
        return ""
    if not isinstance(said, str) or (needed and not said.strip()):
        raise Refusal(No.INVALID, "is required, and must be text" if needed else "must be text", field)
    return said


def one_of(body: dict[str, Any], field: str, allowed: tuple[Any, ...]) -> Any:
    """What was chosen, the first when nothing was. Raises Refusal."""
    said = body.get(field)
    if said is None:
        return allowed[0]
    if said not in allowed:
        raise Refusal(No.INVALID, f"must be one of {', '.join(map(str, allowed))}", field)
    return allowed[allowed.index(said)]


def moment(when: datetime, timespec: str = "milliseconds") -> str:
    return when.isoformat(timespec=timespec).replace("+00:00", "Z")


def page_of(request: Request, whole: list[T]) -> tuple[list[T], dict[str, Any]]:
    """What `limit` and `offset` of the query cut out, and what is said of it. Raises Refusal."""
    limit, offset = _count(request, "limit", PAGE), _count(request, "offset", 0)
    page = whole[offset : offset + limit]
    return page, {"count": len(page), "has_more": offset + limit < len(whole), "limit": limit, "offset": offset}


def _count(request: Request, name: str, otherwise: int) -> int:
    said = request.query_params.get(name, str(otherwise))
    if not (said.isascii() and said.isdigit() and len(said) < LONGEST_NUMBER):
        raise Refusal(No.INVALID, "must be a whole number", name)
    return int(said)
