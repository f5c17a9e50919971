"""Fountain's title page: `Key: value` lines at the top of the script, values indented over several lines."""

import re
from collections.abc import Sequence

from picturelock.registry.model.markup import Row, plain
from picturelock.registry.model.vocabulary import words

KEY = re.compile(r"([A-Za-z][A-Za-z -]*?)\s*:\s*(.*)$")
KNOWN = words(
    "title credit author authors source draft date contact copyright notes revision language episode series genre "
    "logline director producer format font header footer watermark email phone address company rights tagline "
    "subtitle version year tl tc tr cc bl br bc"
) | {"draft date", "written by", "directed by", "produced by", "based on", "story by", "episode title"}


def read_title_page(rows: Sequence[Row]) -> tuple[dict[str, tuple[str, ...]], tuple[Row, ...]]:
    """The page, keys in lower case, and the rows after it. A script without one begins with anything else."""
    title: dict[str, list[str]] = {}
    key, at = "", _next_row(rows, 0)
    while at < len(rows):
        row = rows[at]
        found = KEY.match(row.text)
        if row.blank:
            key, at = "", _next_row(rows, at)
            if at < len(rows) and not _is_known(rows[at]):
                break
            continue
        if found and (_is_known(row) or (title and key)):
            key = found.group(1).lower()
            title.setdefault(key, []).extend(_value(found.group(2)))
        elif key and row.text[:1].isspace():
            title[key].extend(_value(row.text))
        else:
            break
        at += 1
    return {name: tuple(lines) for name, lines in title.items()}, tuple(rows[at:])


def _next_row(rows: Sequence[Row], at: int) -> int:
    return next((n for n in range(at, len(rows)) if not rows[n].blank), len(rows))


def _is_known(row: Row) -> bool:
    found = KEY.match(row.text)
    return found is not None and found.group(1).lower() in KNOWN


def _value(text: str) -> list[str]:
    words = plain(text.strip())
    return [words] if words else []
