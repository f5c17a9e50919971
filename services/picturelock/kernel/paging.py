"""Pages of what is listed in order of key: how many, from where, and what the next one is asked for by."""

from base64 import b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TypeVar

from picturelock.kernel.errors import Invalid
from picturelock.kernel.records import R, Records

T = TypeVar("T")

FIRST, MOST = 100, 1000
READ = 200
"""Records read at once where all of them are wanted."""


def size_of(asked: int) -> int:
    """Raises Invalid for less than nothing."""
    if asked < 0:
        raise Invalid("page_size: is less than nothing; use 0 for a sensible one")
    return min(asked or FIRST, MOST)


def after(token: str) -> str:
    """The key before the page's first. Raises Invalid for a token that is none of ours."""
    try:
        return b64decode(token, b"-_", validate=True).decode()
    except ValueError as error:
        raise Invalid("page_token: this is none of ours; use the last page's next_page_token, or none") from error


def page_of(found: Sequence[tuple[str, T]], size: int) -> tuple[Sequence[tuple[str, T]], str]:
    """Of one more than were asked for: those that were, and the next page's token, empty when there is none."""
    if len(found) <= size:
        return found, ""
    return found[:size], urlsafe_b64encode(found[size - 1][0].encode()).decode()


async def every(records: Records, kind: type[R], where: Mapping[str, str | int]) -> AsyncIterator[tuple[str, R]]:
    """All keys and records that there are of these, in order of key, read a page at a time."""
    last = ""
    while page := await records.select(kind, where=where, after=last, limit=READ):
        for found in page:
            yield found
        last = page[-1][0]
        if len(page) < READ:
            return
