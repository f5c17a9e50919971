"""`picturelock worker`: what the command line says wins over PICTURELOCK_WORKER_*."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from picturelock.gateway.settings import WorkerSettings
from picturelock.house.worker import work
from picturelock.kernel.errors import Invalid
from picturelock.platform.settings import read_file


async def run_worker(tags: Sequence[str], **said: Any) -> int:
    """0 once it was told to stop and what it made is delivered or given back."""
    read_file()
    given = {name: value for name, value in said.items() if value not in (None, "")}
    if tags:
        given["tags"] = _pairs(tags)
    try:
        settings = WorkerSettings(**given)
    except ValidationError as error:
        wrong = [f"PICTURELOCK_WORKER_{str(each['loc'][0]).upper()}: {each['msg']}" for each in error.errors()]
        raise Invalid(wrong, reason="CONFIG") from None
    return await work(settings)


def _pairs(tags: Sequence[str]) -> Mapping[str, str]:
    pairs = [tag.partition("=") for tag in tags]
    wrong = [
        f"--tag {name}: says no value; write NAME=VALUE" for name, equals, value in pairs if not (equals and value)
    ]
    if wrong:
        raise Invalid(wrong)
    return {name: value for name, _, value in pairs}
