"""Writing a file so that it is there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path

from picturelock.kernel.errors import Refused, Transient


@contextmanager
def unwritable(path: Path) -> Iterator[None]:
    """Says plainly what the system said. Raises Transient for a full disk, Refused for the rest."""
    try:
        yield
    except OSError as error:
        said = f"{path}: cannot be written ({error.strerror}); make room or choose another folder"
        raise (Transient if error.errno == ENOSPC else Refused)(said, reason="UNWRITABLE") from error


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its name at the end. Raises as `unwritable`."""
    temporary: Path | None = None
    try:
        with unwritable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
            os.close(handle)
            temporary = Path(name)
            yield temporary
            temporary.chmod(0o644)
            temporary.replace(path)
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Raises as `unwritable`."""
    with whole(path) as temporary:
        temporary.write_bytes(data)
