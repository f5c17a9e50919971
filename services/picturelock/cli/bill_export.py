"""A provider's billing export, as CSV, JSON or JSON lines: whatever its columns are called, its lines are alike."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from picturelock.kernel.errors import Invalid

MOST_BYTES = 200_000_000
JOB = ("job", "jobid", "taskid", "generationid", "predictionid", "requestid", "id")
AMOUNT, UNITS = ("amount", "cost", "price", "total"), ("units", "credits")
AT = ("at", "date", "createdat", "created", "time", "timestamp")
MODEL, REFERENCE = ("model", "modelid", "modelname"), ("reference", "externalid", "externaltaskid")
"""Names of columns, as `_bare` has them; of several that are there, the first counts."""
ARRAY = re.compile(r'"(?:lines|data|items|records|results|usage)"\s*:\s*\[')
"""Where a JSON export keeps its lines."""


@dataclass(frozen=True, slots=True)
class BillLine:
    """`line` is where it stands in the file. What the export does not say is empty."""

    line: int
    job: str
    amount: Decimal
    currency: str = ""
    provider: str = ""
    model: str = ""
    reference: str = ""
    at: datetime | None = None


NO_ROW = "is no line of a bill; write it as an object with a job and an amount"


def read_bill(file: Path, unit_price: Decimal | None) -> list[BillLine]:
    """`unit_price` is what one unit costs, for exports that count units. Raises Invalid with all that is wrong."""
    lines: list[BillLine] = []
    problems: list[str] = []
    for at, row in _rows(_text(file), file):
        try:
            lines.append(_line(at, row, unit_price))
        except ValueError as error:
            problems.append(f"{file}:{at}: {error}")
    if problems:
        raise Invalid(problems)
    if not lines:
        raise Invalid(f"{file}:1: has no lines of a bill; export it again, with its jobs")
    return lines


def amount_in(said: str) -> Decimal:
    """Raises ValueError."""
    try:
        amount = Decimal(said.replace("$", "", 1).strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise ValueError(f"{said!r} is no amount; write it as 12.50, with a point and no other signs")
    return amount


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Invalid(f"{file}: has {file.stat().st_size:,} bytes; export a shorter time")
        data = file.read_bytes()
    except OSError as error:
        raise Invalid(f"{file}: can't be read ({error.strerror}); name the provider's billing export") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Invalid(f"{file}:{line}: is not UTF-8 text; save the export as UTF-8") from error


def _rows(text: str, file: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Each with its line; one that is no row at all is what is wrong with it."""
    head = text.lstrip()[:1]
    if head not in {"[", "{"}:
        yield from _csv_rows(text, file)
        return
    array = None if _is_lines(text) else re.match(r"\s*\[", text) or ARRAY.search(text)
    if array:
        yield from _array_rows(text, array.end(), file)
    else:
        yield from _json_lines(text)


def _is_lines(text: str) -> bool:
    """Whether the first line is an object and more follows: what looks like an array is then a part of a line."""
    first, _, rest = text.lstrip().partition("\n")
    try:
        return bool(rest.strip()) and isinstance(json.loads(first), dict)
    except ValueError:
        return False


def _csv_rows(text: str, file: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        names = next(reader, [])
        if not {_bare(name) for name in names} & set(JOB):
            raise Invalid(f"{file}:1: has no column with the job; name one job, job_id, task_id, request_id or id")
        ended = reader.line_num
        for cells in reader:
            at, ended = ended + 1, reader.line_num
            if len(cells) == len(names):
                yield at, dict(zip(names, cells, strict=True))
            elif cells:
                yield at, f"has {len(cells)} cells for {len(names)} columns; put quotes around cells with a comma"
    except csv.Error as error:
        raise Invalid(f"{file}:{reader.line_num}: is not CSV ({error}); check the quotes there") from error


def _array_rows(text: str, at: int, file: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    decoder = json.JSONDecoder(parse_float=Decimal, parse_int=Decimal)
    while (at := _past(text, at, ",")) < len(text) and text[at] != "]":
        line = text.count("\n", 0, at) + 1
        try:
            row, at = decoder.raw_decode(text, at)
        except ValueError as error:
            raise Invalid(f"{file}:{line}: is not JSON from here on; export it again, whole") from error
        yield line, row if isinstance(row, dict) else NO_ROW
    if at >= len(text):
        raise Invalid(f"{file}:{text.count(chr(10)) + 1}: ends in the middle of a list; export it again, whole")


def _json_lines(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for at, said in enumerate(text.split("\n"), 1):
        if not said.strip():
            continue
        try:
            row = json.loads(said, parse_float=Decimal, parse_int=Decimal)
        except ValueError:
            yield at, "is not JSON; export it again, one object in each line"
        else:
            yield at, row if isinstance(row, dict) else NO_ROW


def _past(text: str, at: int, signs: str) -> int:
    while at < len(text) and (text[at].isspace() or text[at] in signs):
        at += 1
    return at


def _line(at: int, row: Mapping[str, Any] | str, unit_price: Decimal | None) -> BillLine:
    """Raises ValueError."""
    if isinstance(row, str):
        raise ValueError(row)  # noqa: TRY004 it says what is wrong with the line
    cells = {_bare(name): "" if value is None else str(value).strip() for name, value in row.items()}
    job, when = _first(cells, JOB), _first(cells, AT)
    if not job:
        raise ValueError("names no job; give it one, or take the line out")
    return BillLine(
        line=at, job=job, amount=_amount(cells, unit_price), currency=_first(cells, ("currency",)).upper(),
        provider=_first(cells, ("provider",)).lower(), model=_first(cells, MODEL),
        reference=_first(cells, REFERENCE), at=_moment(when) if when else None,
    )  # fmt: skip


def _amount(cells: Mapping[str, str], unit_price: Decimal | None) -> Decimal:
    if said := _first(cells, AMOUNT):
        return amount_in(said)
    units = _first(cells, UNITS)
    if not units:
        raise ValueError("says no amount; name its column amount, cost, price or total, or units with --unit-price")
    if unit_price is None:
        raise ValueError("counts units and says no amount; say what one costs by --unit-price, e.g. 0.01")
    return amount_in(units) * unit_price


def _moment(said: str) -> datetime:
    """Without a zone it is UTC; a number is seconds since 1970."""
    try:
        if re.fullmatch(r"\d{9,11}(\.\d+)?", said):
            return datetime.fromtimestamp(float(said), UTC)
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(f"{said!r} is no date; write it as 2026-11-20T12:00:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _first(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def _bare(name: str | None) -> str:
    """`Task ID`, `taskId` and `task_id` are one."""
    return re.sub("[^a-z]", "", (name or "").lower())
