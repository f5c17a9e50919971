"""Who asks: the tenant and the role that a token stands for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import IntEnum

from picturelock.kernel.errors import Invalid

MOST_NAME = 64
"""Characters of a project's or a tenant's name."""


class Role(IntEnum):
    """As in `picturelock_api.door.v1.Role`, by number."""

    VIEWER = 1
    ARTIST = 2
    PRODUCER = 3
    ADMIN = 4
    WORKER = 5

    def may(self, needed: "Role") -> bool:
        """A worker's token is good for work alone, and nobody else's for work but an admin's."""
        if Role.WORKER in (self, needed):
            return self is needed or self is Role.ADMIN
        return self >= needed


@dataclass(frozen=True, slots=True)
class Caller:
    """`token` is the public name of the token that was shown, or empty where none was asked for."""

    tenant: str
    role: Role
    token: str = ""

    def project_key(self, project: str) -> str:
        """`tenant/project`. Raises Invalid for what can't be a project's name."""
        if not is_name(project):
            raise Invalid(
                f"project: {project!r} is no project's name; use 1 to {MOST_NAME} letters, digits, '.', '_' and '-'"
            )
        return f"{self.tenant}/{project}"


_caller: ContextVar[Caller] = ContextVar("caller")


def is_name(said: str) -> bool:
    return 0 < len(said) <= MOST_NAME and all(each.isalnum() or each in "._-" for each in said) and said[0] != "."


@contextmanager
def called_by(caller: Caller) -> Iterator[None]:
    token = _caller.set(caller)
    try:
        yield
    finally:
        _caller.reset(token)


def current_caller() -> Caller:
    """Raises RuntimeError where nobody asked: behind a door somebody always did."""
    try:
        return _caller.get()
    except LookupError:
        raise RuntimeError("nobody asked: this belongs behind a door") from None
