"""What a prompt asks for in the types that wires want, and what wires tell in ours."""

import base64
import logging
import mimetypes
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from math import gcd
from pathlib import Path

from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Invalid

log = logging.getLogger(__name__)

TRUTHS = {"true": True, "false": False}
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)


def seconds(asked: Asked) -> int:
    """As the prompt's `duration` says, `5` or `5s`; else as long as its frames are. Raises Declined."""
    said = asked.prompt.parameters.get("duration", "")
    if not said:
        return round(asked.prompt.rate.seconds(asked.prompt.frames))
    number = said.removesuffix("s")
    if not (number.isascii() and number.isdigit()):
        raise Declined(Failure.INVALID_REQUEST, f"{asked.prompt.engine}: duration {said!r} is no whole seconds")
    return int(number)


def aspect(asked: Asked) -> str:
    """As the prompt's `aspect_ratio` says, or as its picture is: 16:9."""
    width, height = asked.prompt.width, asked.prompt.height
    most = gcd(width, height)
    return asked.prompt.parameters.get("aspect_ratio") or f"{width // most}:{height // most}"


def resolution(asked: Asked) -> str:
    """As the prompt's `resolution` says, or by the short side of its picture: 720p."""
    return asked.prompt.parameters.get("resolution") or f"{min(asked.prompt.width, asked.prompt.height)}p"


def others(asked: Asked, *named: str) -> dict[str, bool | int | float | str]:
    """The prompt's parameters but these and its model, as what they look like: true, 5, 0.5, or words."""
    return {
        name: typed(said) for name, said in asked.prompt.parameters.items() if name not in named and name != "model"
    }


def typed(said: str) -> bool | int | float | str:
    if said in TRUTHS:
        return TRUTHS[said]
    if not NUMBER.fullmatch(said):
        return said
    return float(said) if "." in said else int(said)


def units_of(said: object) -> Decimal | None:
    """What a provider says that it bills; None where it says nothing, or nothing that is an amount."""
    try:
        units = Decimal(str(said))
    except InvalidOperation:
        return None
    return units if units.is_finite() and units >= 0 else None


def media_type(image: Path) -> str:
    return mimetypes.guess_type(image.name)[0] or "image/png"


@dataclass(frozen=True, slots=True)
class Picture:
    data: bytes
    media_type: str

    @property
    def base64(self) -> str:
        return base64.b64encode(self.data).decode()

    @property
    def uri(self) -> str:
        return f"data:{self.media_type};base64,{self.base64}"


def picture(image: Path, most: int, whose: str) -> Picture:
    """As it is; one of more than `most` bytes as the largest JPEG that fits. Raises Declined where it can't be read."""
    size = image.stat().st_size
    if size <= most:
        return Picture(image.read_bytes(), media_type(image))
    from picturelock.media.still import shrunk  # noqa: PLC0415 few pictures are too large

    try:
        smaller = Picture(shrunk(image, most), "image/jpeg")
    except Invalid as error:
        what = f"{image.name}: {size:,} bytes; {whose} takes {most:,} at most"
        raise Declined(Failure.INVALID_REQUEST, f"{what} ({error})") from error
    log.info("%s: %d bytes are more than %s takes; a copy of %d is sent", image, size, whose, len(smaller.data))
    return smaller


def moment(said: object) -> datetime | None:
    """Of ISO 8601; one that names no zone is in UTC. None for what is no moment: no job is lost for want of a date."""
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def unless_empty(job: Job) -> Job:
    """The job; but one that is said to be done and gives nothing has failed."""
    if job.state is not JobState.SUCCEEDED or job.outputs:
        return job
    return replace(job, state=JobState.FAILED, failure=Failure.BAD_OUTPUT, why="said to be done, and gives no film")
