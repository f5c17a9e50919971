"""Links to results: signed, and good until a moment that is written in them."""

import hashlib
import hmac

from picturelock.twin.jobs import Job


def result_link(secret: bytes, job: Job, copy: int, until: int) -> str:
    return (
        f"{job.base}/files/{job.id}/{copy}.{job.clip.form}?until={until}&signature={signed(secret, job, copy, until)}"
    )


def signed(secret: bytes, job: Job, copy: int, until: int) -> str:
    return hmac.new(secret, f"{job.provider}/{job.id}/{copy}/{until}".encode(), hashlib.sha256).hexdigest()[:32]
