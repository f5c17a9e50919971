"""What every `Engine` promises."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from picturelock.gateway.ports import Delivered, Engine
from picturelock.kernel.nouns import MediaFacts, Prompt, Staging
from picturelock.media.probe import probe
from picturelock.testing.heard import PATIENCE
from picturelock.testing.samples import small_prompt


class EngineContract:
    """Override `engine`, and `prompt` where the engine speaks a dialect of its own or cannot make so small a take."""

    deterministic = True
    """Whether the same prompt and version give the same bytes; an engine that cannot says so here."""

    @pytest.fixture
    def engine(self) -> Engine:
        raise NotImplementedError("override the fixture `engine`")

    @pytest.fixture
    def prompt(self, engine: Engine) -> Prompt:
        return small_prompt(engine.name)

    def facts(self, video: Path) -> MediaFacts:
        """What the take is, looked up in its bytes."""
        return probe(video)

    def test_it_has_a_name_and_a_version(self, engine: Engine) -> None:
        assert engine.name
        assert engine.version == engine.version != ""

    async def test_a_take_is_as_long_and_as_large_as_was_asked_for(
        self, engine: Engine, prompt: Prompt, tmp_path: Path
    ) -> None:
        facts = self.facts((await _make(engine, prompt, tmp_path)).video)
        assert (facts.width, facts.height) == (prompt.width, prompt.height)
        assert (facts.frames, facts.rate) == (prompt.frames, prompt.rate)

    async def test_what_it_leaves_lies_in_its_workspace(self, engine: Engine, prompt: Prompt, tmp_path: Path) -> None:
        delivered = await _make(engine, prompt, tmp_path)
        for file in filter(None, (delivered.video, delivered.report)):
            assert tmp_path in file.parents
            assert file.stat().st_size > 0

    async def test_the_same_prompt_gives_the_same_take(self, engine: Engine, prompt: Prompt, tmp_path: Path) -> None:
        if not self.deterministic:
            pytest.skip(f"{engine.name} says that it does not make the same take twice")
        one = await _make(engine, prompt, _folder(tmp_path, "one"))
        two = await _make(engine, prompt, _folder(tmp_path, "two"))
        assert _digest(one.video) == _digest(two.video)
        assert (one.report and one.report.read_text()) == (two.report and two.report.read_text())

    async def test_takes_made_side_by_side_do_not_disturb_each_other(
        self, engine: Engine, prompt: Prompt, tmp_path: Path
    ) -> None:
        folders = [_folder(tmp_path, name) for name in ("one", "two")]
        made = await asyncio.gather(*(_make(engine, prompt, folder) for folder in folders))
        assert [self.facts(delivered.video).frames for delivered in made] == [prompt.frames] * 2

    async def test_progress_never_goes_back_nor_beyond_the_take(
        self, engine: Engine, prompt: Prompt, tmp_path: Path
    ) -> None:
        told: list[int] = []
        async with asyncio.timeout(10 * PATIENCE):
            await engine.make(prompt, tmp_path, told.append)
        assert told == sorted(told)
        assert all(0 <= frames <= prompt.frames for frames in told)

    async def test_making_ends_when_it_is_cancelled(self, engine: Engine, prompt: Prompt, tmp_path: Path) -> None:
        making = asyncio.ensure_future(_make(engine, prompt, tmp_path))
        await asyncio.sleep(0)
        making.cancel()
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait({making})
        assert making.cancelled() or making.done()

    async def test_its_account_lies_inside_the_take(self, engine: Engine, prompt: Prompt, tmp_path: Path) -> None:
        delivered = await _make(engine, prompt, tmp_path)
        if delivered.report is None:
            return
        staging = Staging.model_validate_json(delivered.report.read_text())
        frames = [patch.frame for patch in staging.patches]
        assert frames == sorted(frames)
        for patch in staging.patches:
            assert patch.frame < prompt.frames
            assert patch.x + patch.width <= prompt.width
            assert patch.y + patch.height <= prompt.height


async def _make(engine: Engine, prompt: Prompt, workspace: Path) -> Delivered:
    async with asyncio.timeout(10 * PATIENCE):
        return await engine.make(prompt, workspace, lambda _: None)


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
