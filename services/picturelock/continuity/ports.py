"""What continuity needs: somebody who looks at a take and says in numbers what is there."""

from pathlib import Path
from typing import Protocol

from picturelock.continuity.model import Expectation, Measured
from picturelock.kernel.nouns import Finding, Staging


class Inspector(Protocol):
    """The same bytes, staging and expectation always give the same measures and pictures."""

    async def inspect(self, video: Path, staging: Staging | None, expected: Expectation) -> Measured:
        """Raises Invalid when the file is no video that may be opened, Transient when a child process died."""

    async def evidence(self, video: Path, measured: Measured, finding: Finding) -> bytes:
        """A JPEG that shows the finding. Raises as `inspect` does."""
