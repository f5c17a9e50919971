"""The kill switch of an engine: thrown by a person, for a tenant's projects or, by the farm's tenant, for all."""

from picturelock.kernel.records import Record


class Switch(Record):
    """Keyed by `switch_key`."""

    tenant: str
    engine: str
    paused: bool = False
    why: str = ""


def switch_key(tenant: str, engine: str) -> str:
    return f"{tenant}/{engine}"
