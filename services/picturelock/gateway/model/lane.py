"""A project's lane in the queue: its share of the slots, and what a worker must have to serve it."""

import contextlib
from collections.abc import Mapping

from pydantic import Field

from picturelock.kernel.records import Record

LEAST_WEIGHT, MOST_WEIGHT = 0.01, 1000.0


class Lane(Record):
    """A project that has had takes in the queue, or is to have them."""

    project: str
    weight: float = Field(default=1.0, ge=LEAST_WEIGHT, le=MOST_WEIGHT)
    needs: dict[str, str] = Field(default_factory=dict)


class TenantShare(Record):
    """Keyed by `tenant_key`: what a tenant may buy against others, where takes are bought."""

    tenant: str
    weight: float = Field(default=1.0, ge=LEAST_WEIGHT, le=MOST_WEIGHT)


def tenant_key(tenant: str) -> str:
    return f"{tenant}/"


def meets(tags: Mapping[str, str], needs: Mapping[str, str]) -> bool:
    """Numbers mean at least, words mean equal."""
    return all(name in tags and _is_enough(tags[name], need) for name, need in needs.items())


def _is_enough(has: str, need: str) -> bool:
    with contextlib.suppress(ValueError):
        return float(has) >= float(need)
    return has == need
