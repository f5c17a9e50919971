"""Picturelock workers under OpenCue: each frame of the layer is one worker that runs for as long as the farm lets it.

    pyoutline -b local worker_outline.py        # or: python worker_outline.py, with CUEBOT_HOSTS set

The number of frames is the number of workers. OpenCue ends a frame with SIGTERM: the worker finishes what it can and
gives the rest back. The token is read on the host, and never stands in the job.
"""

import os

import outline
from outline.modules.shell import Shell

WORKERS = int(os.environ.get("PICTURELOCK_WORKERS", "8"))
GATEWAY = os.environ.get("PICTURELOCK_WORKER_GATEWAY", "gateway.example:7400")
TOKEN_FILE = os.environ.get("PICTURELOCK_TOKEN_FILE", "/etc/picturelock/token")

COMMAND = (
    f"exec env PICTURELOCK_WORKER_TOKEN=$(cat {TOKEN_FILE})"
    f" picturelock worker --gateway {GATEWAY} --engine previz --slots 4 --name opencue-$CUE_FRAME --grace 25"
)


def workers() -> outline.Outline:
    """The job: one layer, a frame for each worker, four cores and 8 GB to each."""
    job = outline.Outline("picturelock_workers", frame_range=f"1-{WORKERS}", show=os.environ.get("SHOW", "picturelock"))
    job.add_layer(Shell("worker", command=["/bin/sh", "-c", COMMAND], range=f"1-{WORKERS}", threads=4, memory="8g"))
    return job


if __name__ == "__main__":
    outline.cuerun.launch(workers(), use_pycuerun=False)
