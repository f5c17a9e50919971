"""What the registry needs: somebody who looks at pictures."""

from pathlib import Path
from typing import Protocol


class Viewer(Protocol):
    async def problem(self, picture: Path, called: str) -> str:
        """Why a picture can't be used for reference; empty when it can."""
