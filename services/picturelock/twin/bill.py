"""The twin's own bill: a line for every charge, written down before anybody is answered, and never changed."""

import csv
import io
import json
import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ValidationError

from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns.base import Noun
from picturelock.twin.jobs import Job

N = TypeVar("N", bound=BaseModel)


class Line(Noun):
    id: str
    kind: Literal["charge", "refund"] = "charge"
    """A refund takes a charge back: its units and its amount are negative."""
    provider: str
    account: str
    job: str
    model: str
    units: Decimal
    unit: str
    amount: Decimal
    currency: str
    at: AwareDatetime
    reference: str
    request_digest: str


class Journal:
    """A file of JSON lines. What `write` returned from is on the disk; a torn last line is cut off when read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab")

    def read(self, noun: type[N]) -> list[N]:
        """Raises Refused when a line can't be read."""
        whole = self._path.read_bytes()
        good = whole[: whole.rfind(b"\n") + 1]
        if len(good) < len(whole):
            os.truncate(self._path, len(good))
        try:
            return [noun.model_validate_json(line) for line in good.splitlines()]
        except ValidationError as error:
            raise Refused(
                f"{self._path}: was written by another version or by hand; choose another folder", reason="JOURNAL"
            ) from error

    def write(self, noun: BaseModel) -> None:
        self._file.write(noun.model_dump_json().encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()


class Bill:
    def __init__(self, path: Path) -> None:
        self._journal = Journal(path)
        self.lines: list[Line] = []
        self._ids: set[str] = set()
        self._spent: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for line in self._journal.read(Line):
            self._add(line)

    def charge(self, job: Job) -> None:
        """Once, however often it is asked."""
        self._put(job, "charge", job.created, 1)

    def refund(self, job: Job) -> None:
        self._put(job, "refund", job.cancelled or job.ends, -1)

    def charged(self, job: Job) -> Decimal:
        """What the job costs as the bill stands, in units."""
        ids = (f"{job.provider}:{job.id}:{kind}" for kind in ("charge", "refund"))
        return sum(
            (sign * job.charge.units for sign, id_ in zip((1, -1), ids, strict=True) if id_ in self._ids), Decimal()
        )

    def spent(self, provider: str, account: str) -> Decimal:
        return self._spent[provider, account]

    def accounts(self, provider: str) -> list[str]:
        return [account for name, account in self._spent if name == provider]

    def close(self) -> None:
        self._journal.close()

    def _put(self, job: Job, kind: Literal["charge", "refund"], at: Any, sign: int) -> None:
        line = Line(
            id=f"{job.provider}:{job.id}:{kind}", kind=kind, provider=job.provider, account=job.account, job=job.id,
            model=job.model, units=sign * job.charge.units, unit=job.charge.unit, amount=sign * job.charge.amount,
            currency=job.charge.currency, at=at, reference=job.reference, request_digest=job.digest,
        )  # fmt: skip
        if line.id not in self._ids:
            self._journal.write(line)
            self._add(line)

    def _add(self, line: Line) -> None:
        self.lines.append(line)
        self._ids.add(line.id)
        self._spent[line.provider, line.account] += line.amount


def as_csv(lines: list[Line]) -> str:
    out = io.StringIO()
    table = csv.DictWriter(out, list(Line.model_fields), lineterminator="\n")
    table.writeheader()
    table.writerows(json.loads(line.model_dump_json()) for line in lines)
    return out.getvalue()
