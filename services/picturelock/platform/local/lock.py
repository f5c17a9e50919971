"""One writer at a time for a directory."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from picturelock.kernel.errors import Refused


class Lock:
    """Held until closed or until the process dies. Raises Refused when another process holds it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle: int | None = None

    def __enter__(self) -> Self:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise Refused(
                f"{self._file.parent}: cannot be written ({error.strerror}); choose another --out",
                reason="NOT_WRITABLE",
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 32, 0).decode(errors="replace").strip()
            os.close(handle)
            raise Refused(
                f"{self._file.parent}: another run is at work here (process {holder}); "
                "wait for it, end it, or choose another --out",
                reason="BUSY",
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        self._handle = handle
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
