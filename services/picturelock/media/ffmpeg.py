"""The ffmpeg program, always as a process of its own: it is what keeps its licence (GPL) out of ours."""

import asyncio
import os
import shutil
from collections.abc import Sequence
from functools import cache

import imageio_ffmpeg

from picturelock.kernel.errors import Outage, Refused, Transient

SAFE_INPUT = ("-protocol_whitelist", "file,pipe")
"""Put before each `-i`: an input can then name no address and open no network."""


@cache
def binary() -> str:
    """Path of the ffmpeg to run: $PICTURELOCK_FFMPEG, or the one that came with the package. Raises Refused."""
    chosen = os.environ.get("PICTURELOCK_FFMPEG") or imageio_ffmpeg.get_ffmpeg_exe()
    found = shutil.which(chosen)
    if found is None:
        raise Refused(f"no ffmpeg at {chosen!r}; set PICTURELOCK_FFMPEG to one that runs", reason="NO_FFMPEG")
    return found


async def run(arguments: Sequence[str]) -> str:
    """Run ffmpeg to its end and return what it wrote to stderr.

    Raises Refused with its last words when it fails, Transient when a signal ended it, Outage when the disk was full. A
    cancelled call ends the process.
    """
    process = await asyncio.create_subprocess_exec(
        binary(), "-hide_banner", "-nostdin", "-y", *arguments,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        _, said = await process.communicate()
    except BaseException:
        if process.returncode is None:
            process.kill()
            await process.wait()
        raise
    words = said.decode(errors="replace")
    if process.returncode == 0:
        return words
    last = " / ".join(words.strip().splitlines()[-3:])
    if "No space left on device" in words:
        raise Outage(f"{arguments[-1]}: the disk is full; free some space and run again", reason="DISK")
    if (process.returncode or 0) < 0:
        raise Transient(f"ffmpeg stopped with {process.returncode}: {last}", reason="FFMPEG_STOPPED")
    raise Refused(f"ffmpeg failed with {process.returncode}: {last}", reason="FFMPEG_FAILED")
