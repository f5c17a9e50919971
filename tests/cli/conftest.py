from pathlib import Path

import pytest
from tests.cli.cli_run import SCRIPT


@pytest.fixture
def script(tmp_path: Path) -> Path:
    file = tmp_path / "hello.fountain"
    file.write_text(SCRIPT)
    return file
