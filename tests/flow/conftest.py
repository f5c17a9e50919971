from pathlib import Path
from typing import Any

import pytest
from tests.flow.flow_studio import Studio, new_studio


@pytest.fixture(scope="session")
def premiere(tmp_path_factory: pytest.TempPathFactory) -> tuple[Studio, dict[str, Any]]:
    """The film, made once, and what making it said. For looking at: tests that change it take a copy."""
    studio = new_studio(tmp_path_factory.mktemp("premiere"))
    return studio, studio.make()


@pytest.fixture(scope="session")
def made(premiere: tuple[Studio, dict[str, Any]]) -> Studio:
    return premiere[0]


@pytest.fixture(scope="session")
def first(premiere: tuple[Studio, dict[str, Any]]) -> dict[str, Any]:
    """What making the film for the first time said."""
    return premiere[1]


@pytest.fixture
def studio(made: Studio, tmp_path: Path) -> Studio:
    """The finished film in a place of its own, to go on with."""
    return made.copied_to(tmp_path / "studio")
