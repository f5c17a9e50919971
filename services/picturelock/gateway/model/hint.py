"""A hint: a provider posted the name of a job at a purchase's own address. Until it was looked at it proves nothing."""

import re
from datetime import datetime

from picturelock.gateway.model.purchase import Purchase
from picturelock.kernel.bus import derived_id
from picturelock.kernel.records import Record

HOOKS = "/v1/hooks"
MOST_HINTS = 8
"""Jobs that wait to be looked at for one purchase: it has one, or after a mishap two."""
JOB = re.compile(r"[A-Za-z0-9._-]{1,128}")


class Hint(Record):
    """Keyed by `hint_key`, so that the same job is hinted at once. It is gone when it was looked at."""

    purchase: str
    job: str
    came: datetime


def hint_key(purchase: str, job: str) -> str:
    return f"{purchase}/{derived_id('hint', job)}"


def is_job_name(said: str) -> bool:
    """Whether it may stand in an address that the provider is asked at."""
    return JOB.fullmatch(said) is not None and said.strip(".") != ""


def hook_address(base: str, purchase: Purchase) -> str:
    """Where its provider may post news of it; empty where it is to post none."""
    provider = purchase.engine.partition("/")[0]
    return f"{base}{HOOKS}/{provider}/{purchase.hook}" if base and purchase.hook else ""
