"""The board keeps the contract of every engine, and can be read."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from picturelock.compiler.model import compile_brief
from picturelock.gateway.ports import Engine
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Prompt
from picturelock.testing.engine import EngineContract
from picturelock.testing.samples import small_brief
from picturelock_board import TARGET, BoardEngine


class TestBoard(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return BoardEngine()


def prompt(words: str = "Mara waits.") -> Prompt:
    compiled = compile_brief(
        small_brief(words=words).model_copy(update={"width": 640, "height": 360}), TARGET, revision=0
    )
    assert compiled.prompt is not None
    return compiled.prompt


async def pictures(prompt: Prompt, folder: Path) -> list[NDArray[np.int16]]:
    folder.mkdir()
    drawn = await BoardEngine().make(prompt, folder, lambda _: None)
    with av.open(str(drawn.video)) as film:
        return [frame.to_ndarray(format="rgb24").astype(np.int16) for frame in film.decode(video=0)]


async def test_other_words_are_another_board(tmp_path: Path) -> None:
    one = await pictures(prompt(), tmp_path / "one")
    other = await pictures(prompt("The light goes out."), tmp_path / "other")
    assert np.abs(one[0] - other[0]).max() > 100


async def test_no_two_pictures_of_a_board_are_the_same(tmp_path: Path) -> None:
    drawn = await pictures(prompt(), tmp_path / "one")
    assert all(np.abs(after - before).max() > 50 for before, after in pairwise(drawn))


async def test_a_prompt_in_another_dialect_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not a prompt of the dialect previz"):
        await BoardEngine().make(prompt().model_copy(update={"text": "A quay at night."}), tmp_path, lambda _: None)
