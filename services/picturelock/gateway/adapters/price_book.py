"""Price books as YAML: a list of rows, as `Price` has them. Every mistake is told with its line."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from picturelock.gateway.model import Price
from picturelock.kernel.errors import Invalid

SHIPPED = "prices.yaml"
HOW = "a price book is a list of rows with engine, units, per, unit, each, currency, since and source"


def shipped_prices() -> Sequence[Price]:
    """Public prices, as they were when this release was made."""
    return prices_in(files("picturelock.gateway").joinpath(SHIPPED).read_text(encoding="utf-8"), SHIPPED)


def read_prices(file: Path) -> Sequence[Price]:
    """Raises Invalid, with all that is wrong."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"{file}: can't be read as a price book ({error})", reason="CONFIG") from error
    return prices_in(text, str(file))


def prices_in(text: str, name: str) -> Sequence[Price]:
    try:
        rows: Any = YAML(typ="rt").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise Invalid(f"{name}:{line}: is no YAML: {getattr(error, 'problem', error)}", reason="CONFIG") from error
    if not isinstance(rows, CommentedSeq):
        raise Invalid(f"{name}:1: holds no rows; {HOW}", reason="CONFIG")
    problems: list[str] = []
    prices = [price for at in range(len(rows)) if (price := _price(rows, at, name, problems)) is not None]
    problems += _contradictions(prices, name)
    if problems:
        raise Invalid(problems, reason="CONFIG")
    return prices


def _price(rows: CommentedSeq, at: int, name: str, problems: list[str]) -> Price | None:
    row, line = rows[at], rows.lc.item(at)[0] + 1
    if not isinstance(row, CommentedMap):
        problems.append(f"{name}:{line}: is no row; {HOW}")
        return None
    try:
        return Price.model_validate({key: _plain(value) for key, value in row.items()})
    except ValidationError as error:
        for wrong in error.errors():
            field = ".".join(map(str, wrong["loc"])) or "row"
            problems.append(f"{name}:{_line_of(row, field, line)}: {field}: {wrong['msg']}; {HOW}")
        return None


def _plain(value: Any) -> Any:
    """Numbers as they are written: 0.1 is a tenth, and not the nearest binary fraction."""
    if isinstance(value, CommentedMap):
        return {str(key): str(each) for key, each in value.items()}
    return str(value) if isinstance(value, float) else value


def _line_of(row: CommentedMap, field: str, otherwise: int) -> int:
    name = field.partition(".")[0]
    return int(row.lc.key(name)[0]) + 1 if name in row else otherwise


def _contradictions(prices: Sequence[Price], name: str) -> list[str]:
    seen: dict[tuple[object, ...], Price] = {}
    problems = []
    for price in prices:
        key = (price.engine, tuple(sorted(price.when.items())), price.since)
        if key in seen:
            problems.append(f"{name}: {price.engine} has two prices since {price.since} for the same; leave one out")
        seen[key] = price
    return problems
