"""Two families of errors, and the runner's whole knowledge of what went wrong.

PicturelockError
├── Transient       retried with backoff, then parked              UNAVAILABLE          503
│   ├── Conflict    somebody saved the record first; read again and decide again
│   └── Outage      the machine must be mended first, as when its disk is full: the run ends
└── Refused         parked (or shown) at once, with its reason     FAILED_PRECONDITION  409
    ├── Invalid     bad input; says what, where and what to do     INVALID_ARGUMENT     400
    ├── NotFound    there is no such thing, or it is another tenant's     NOT_FOUND     404
    ├── Stale       it was changed since the caller read it        ABORTED              409
    └── Denied      the caller may not, or did not say who it is   PERMISSION_DENIED    403
"""

from collections.abc import Iterable


class PicturelockError(Exception):
    """`reason` is stable and made for programs; the message is made for people."""

    def __init__(self, message: str, *, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason or type(self).__name__.upper()


class Transient(PicturelockError):
    """It may work when tried again."""


class Conflict(Transient):
    """The record was saved by somebody else since it was read."""


class Outage(Transient):
    """The machine is at fault and not what is being done: nothing is parked for it, the run ends and says so."""


class Refused(PicturelockError):
    """It will never work as it stands."""


class NotFound(Refused):
    """There is no such thing."""


class Stale(Refused):
    """The etag that the caller gave is not that of the thing as it is now."""


class Denied(Refused):
    """The caller's role does not allow it; with the reason UNAUTHENTICATED, the caller is not known."""


class Invalid(Refused):
    """Input that cannot be used. `problems` are whole sentences: `file:line: what; what to do`.

    Of a request's field, a problem begins with the field's path and a colon.
    """

    def __init__(self, problems: Iterable[str] | str, *, reason: str = "INVALID") -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems), reason=reason)
