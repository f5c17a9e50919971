"""The price book as YAML: every mistake in it is told with its line, and two rows never say two things of one take."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import combinations
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from picturelock.gateway.model import Per, Price
from picturelock.kernel.errors import Invalid

SHIPPED = Path(__file__).parents[1] / "prices.yaml"
MOST_BYTES = 1_000_000
FIELDS = tuple(Price.model_fields)
DEEPEST = 3
MISTAKES: Mapping[str, str] = {
    "missing": "is missing; add {name}",
    "enum": f"{{given}} is nothing that is counted; it may be {', '.join(Per)}",
    "decimal_parsing": "{given} is no number; write it as 12 or 0.05",
    "decimal_type": "{given} is no number; write it as 12 or 0.05",
    "finite_number": "{given} is no number; write it as 12 or 0.05",
    "greater_than_equal": "{given} is less than nothing; write what it costs",
    "string_pattern_mismatch": "{given} is no currency; write three letters, such as USD",
    "string_too_short": "is empty; say where the price was read, or that it is assumed",
    "string_type": "{given} is not text; write one word or one sentence",
    "project_name": "{given} is no project; write it as tenant/project, or tenant/* for all of a tenant's",
    "tuple_type": "{given} is no list; write it as [studio/lamp, agency/*]",
    "dict_type": "{given} is no condition; write it as {{resolution: 1080p}}",
    "date": "{given} is no day; write it as 2026-11-20",
}
"""By pydantic's name for it."""
HOW = "begin it with 'prices:' and a list of rows"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is written. Numbers are left as they are spelled, so that they stay exact."""

    line: int
    lines: Mapping[str, int]
    said: Mapping[str, object]


@cache
def shipped_prices() -> tuple[Price, ...]:
    return read_prices(SHIPPED.read_bytes(), SHIPPED.name)


def prices_in(file: Path) -> tuple[Price, ...]:
    """Of a file of one's own. Raises Invalid."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Invalid(f"{file}:1: can't be read ({error.strerror}); name a price book that is there") from error
    return read_prices(data, str(file))


def read_prices(data: bytes, file: str) -> tuple[Price, ...]:
    """Raises Invalid with all that is wrong, in order of line."""
    problems: list[tuple[int, str]] = []
    prices: list[tuple[int, Price]] = []
    for row in _rows(_tree(data, file), file, problems):
        try:
            prices.append((row.line, Price.model_validate(row.said)))
        except ValidationError as error:
            problems += [(_line(row, each), _sentence(row, each)) for each in error.errors()]
    problems += _contradictions(prices)
    if problems:
        raise Invalid([f"{file}:{line}: {what}" for line, what in sorted(problems)])
    return tuple(price for _, price in prices)


def _tree(data: bytes, file: str) -> Node:
    if len(data) > MOST_BYTES:
        raise Invalid(f"{file}:1: is {len(data):,} bytes long; a price book has at most {MOST_BYTES:,}")
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Invalid(f"{file}:{line}: is not UTF-8 text; save the price book as UTF-8") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(error.problem or error.context).split())
        where = f"{file}:{mark.line + 1 if mark else 1}"
        raise Invalid(f"{where}: is not YAML: {what}; check quotes, colons and indentation there") from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise Invalid(f"{file}:1: is not YAML: {str(error)[:120]}; write it as plain text") from error
    if node is None:
        raise Invalid(f"{file}:1: is empty; {HOW}")
    return node


def _rows(tree: Node, file: str, problems: list[tuple[int, str]]) -> Iterator[Row]:
    if not isinstance(tree, MappingNode):
        raise Invalid(f"{file}:1: is no price book; {HOW}")
    for key, value in tree.value:
        line = key.start_mark.line + 1
        if key.value != "prices":
            problems.append((line, f"unknown key '{key.value}'; a price book holds 'prices' and nothing else"))
        elif not isinstance(value, SequenceNode):
            problems.append((line, "'prices' is no list; write each price as a row that begins with '- engine:'"))
        else:
            yield from (row for node in value.value if (row := _row(node, problems)) is not None)


def _row(node: Node, problems: list[tuple[int, str]]) -> Row | None:
    line = node.start_mark.line + 1
    if not isinstance(node, MappingNode):
        problems.append((line, "is no price; write it as 'engine: ..., units: ..., per: ...'"))
        return None
    lines: dict[str, int] = {}
    said: dict[str, object] = {}
    for key, value in node.value:
        name, at = str(key.value), key.start_mark.line + 1
        if name in said:
            problems.append((at, f"'{name}' is here twice, first in line {lines[name]}; keep one of them"))
            continue
        lines[name], said[name] = at, _plain(value)
    return Row(line, lines, said)


def _plain(node: Node, depth: int = 0) -> object:
    """Deeper than a price goes, nothing is read: what is there is a mistake anyway, or has no end."""
    if depth > DEEPEST:
        return None
    if isinstance(node, MappingNode):
        return {str(key.value): _plain(value, depth + 1) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(value, depth + 1) for value in node.value]
    return str(node.value) if isinstance(node, ScalarNode) else None


def _line(row: Row, error: ErrorDetails) -> int:
    return row.lines.get(str(error["loc"][0]), row.line) if error["loc"] else row.line


def _sentence(row: Row, error: ErrorDetails) -> str:
    engine, name = row.said.get("engine") or "a price", ".".join(str(part) for part in error["loc"])
    return f"{engine}: {name}: {_what(error, name)}"


def _what(error: ErrorDetails, name: str) -> str:
    if error["type"] == "extra_forbidden":
        near = get_close_matches(name, FIELDS, n=1)
        return f"is not known here; {f'did you mean {near[0]}' if near else 'use ' + ', '.join(FIELDS)}"
    kind = "date" if error["type"].startswith("date") else error["type"]
    given = f"'{str(error['input'])[:40]}'"
    return MISTAKES.get(kind, "{given} will not do; change it").format(given=given, name=name)


def _contradictions(prices: Sequence[tuple[int, Price]]) -> Iterator[tuple[int, str]]:
    """What two rows of one engine say against each other to the same projects, at the later of them."""
    alike: Mapping[tuple[str, str], list[tuple[int, Price]]] = defaultdict(list)
    for line, price in prices:
        for scope in dict.fromkeys(price.scopes):
            alike[price.engine, scope].append((line, price))
    for rows in alike.values():
        for (first, one), (line, other) in combinations(rows, 2):
            what = _against(one, other, (price for _, price in rows))
            if what:
                yield line, f"{other.engine}: {what.format(first)}"


def _against(one: Price, other: Price, rows: Iterable[Price]) -> str:
    if one.currency != other.currency:
        return f"is in {other.currency}, and in {one.currency} in line {{}}; an engine has one currency"
    if one.since != other.since or len(one.when) != len(other.when):
        return ""
    if one.when == other.when:
        same = one == other
        return "is here twice, first in line {}; keep one of them" if same else (
            "has another price in line {} for the same takes since the same day; keep one, or give it a later 'since'"
        )  # fmt: skip
    both = {**one.when, **other.when}
    if any(one.when[name] != other.when[name] for name in one.when.keys() & other.when.keys()):
        return ""
    if any(both.items() <= row.when.items() for row in rows):
        return ""
    said = ", ".join(f"{name}: {value}" for name, value in sorted(both.items()))
    return f"holds for the same takes as line {{}}; add a row with 'when: {{{{{said}}}}}' that says which price it is"
