"""What every `Engine` promises."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from picturelock.compiler.adapters import GROUP, TargetsHere
from picturelock.gateway.adapters.engines import lacking
from picturelock.gateway.ports import Delivered, Engine
from picturelock.kernel.nouns import MediaFacts, Prompt, Staging
from picturelock.media.probe import probe
from picturelock.testing.heard import PATIENCE
from picturelock.testing.samples import small_prompt


class EngineContract:
    """Override `engine`, and `prompt` where the engine speaks a dialect of its own or cannot make so small a take.

    It needs pytest and pytest-asyncio, with `asyncio_mode = "auto"`.
    """

    deterministic = True
    """Whether the same prompt and version give the same bytes; an engine that cannot says so here."""

    @pytest.fixture
    def engine(self) -> Engine:
        pytest.fail(f"{type(self).__name__}: override the fixture `engine`, and return the engine from it")

    @pytest.fixture
    def prompt(self, engine: Engine) -> Prompt:
        return small_prompt(engine.name)

    def facts(self, video: Path) -> MediaFacts:
        """What the take is, looked up in its bytes."""
        return probe(video)

    def test_it_is_an_engine(self, engine: Engine) -> None:
        assert not (lacks := lacking(engine)), f"{type(engine).__name__}: {'; '.join(lacks)}"

    def test_it_has_a_version_that_stays_the_same(self, engine: Engine) -> None:
        assert engine.version == engine.version, (
            f"{engine.name}: is of another version every time it is asked, so no take of it would ever be used again"
        )

    def test_there_is_a_target_to_compile_for(self, engine: Engine) -> None:
        assert TargetsHere().get(engine.name) is not None, (
            f"{engine.name}: there is no target of this name, so no prompt can be compiled for it; describe it in a "
            f"Target, and bring that along in the entry points {GROUP!r} (docs/prompts.md, 'Adding a target')"
        )

    async def test_a_take_is_as_long_and_as_large_as_was_asked_for(
        self, engine: Engine, prompt: Prompt, tmp_path: Path
    ) -> None:
        facts = self.facts((await _make(engine, prompt, tmp_path)).video)
        made = f"{facts.width}x{facts.height}, {facts.frames} frames at {facts.rate and facts.rate.fps}"
        asked = f"{prompt.width}x{prompt.height}, {prompt.frames} frames at {prompt.rate.fps}"
        assert made == asked, (
            f"{engine.name}: made {made}, and was asked for {asked}; make what the prompt says, or let the target say "
            "what can be made"
        )

    async def test_what_it_leaves_lies_in_its_workspace(self, engine: Engine, prompt: Prompt, tmp_path: Path) -> None:
        delivered = await _make(engine, prompt, tmp_path)
        for file in filter(None, (delivered.video, delivered.report)):
            assert tmp_path in file.parents, f"{engine.name}: left {file} outside of its workspace {tmp_path}"
            assert file.stat().st_size > 0, f"{engine.name}: left {file.name} with nothing in it"

    async def test_the_same_prompt_gives_the_same_take(self, engine: Engine, prompt: Prompt, tmp_path: Path) -> None:
        if not self.deterministic:
            pytest.skip(f"{engine.name} says that it does not make the same take twice")
        one = await _make(engine, prompt, _folder(tmp_path, "one"))
        two = await _make(engine, prompt, _folder(tmp_path, "two"))
        assert _digest(one.video) == _digest(two.video), (
            f"{engine.name}: made two films of one prompt; draw by the prompt's seed, keep clocks and folders out of "
            "the file, and code it in one thread; or say `deterministic = False`"
        )
        assert (one.report and one.report.read_text()) == (two.report and two.report.read_text()), (
            f"{engine.name}: gave two accounts of one prompt"
        )

    async def test_takes_made_side_by_side_do_not_disturb_each_other(
        self, engine: Engine, prompt: Prompt, tmp_path: Path
    ) -> None:
        folders = [_folder(tmp_path, name) for name in ("one", "two")]
        made = await asyncio.gather(*(_make(engine, prompt, folder) for folder in folders))
        frames = [self.facts(delivered.video).frames for delivered in made]
        assert frames == [prompt.frames] * 2, (
            f"{engine.name}: two takes of {prompt.frames} frames made at once came out with {frames}; keep nothing "
            "outside of the workspace"
        )

    async def test_progress_never_goes_back_nor_beyond_the_take(
        self, engine: Engine, prompt: Prompt, tmp_path: Path
    ) -> None:
        told: list[int] = []
        async with asyncio.timeout(10 * PATIENCE):
            await engine.make(prompt, tmp_path, told.append)
        assert told == sorted(told), f"{engine.name}: its progress goes back: {told}; tell frames made so far"
        assert all(0 <= frames <= prompt.frames for frames in told), (
            f"{engine.name}: told a progress of {told}, of a take of {prompt.frames} frames; tell frames made so far"
        )

    async def test_making_ends_when_it_is_cancelled(self, engine: Engine, prompt: Prompt, tmp_path: Path) -> None:
        making = asyncio.ensure_future(_make(engine, prompt, tmp_path))
        await asyncio.sleep(0)
        making.cancel()
        _, going_on = await asyncio.wait({making}, timeout=PATIENCE)
        assert not going_on, f"{engine.name}: goes on after it was cancelled; do not catch asyncio.CancelledError"

    async def test_its_account_lies_inside_the_take(self, engine: Engine, prompt: Prompt, tmp_path: Path) -> None:
        delivered = await _make(engine, prompt, tmp_path)
        if delivered.report is None:
            return
        staging = Staging.model_validate_json(delivered.report.read_text())
        frames = [patch.frame for patch in staging.patches]
        assert frames == sorted(frames), f"{engine.name}: the patches of its account are not in the order of frames"
        for patch in staging.patches:
            inside = patch.x + patch.width <= prompt.width and patch.y + patch.height <= prompt.height
            assert inside, f"{engine.name}: {patch} lies outside of a picture of {prompt.width}x{prompt.height}"
            assert patch.frame < prompt.frames, f"{engine.name}: {patch} lies behind the last of {prompt.frames} frames"


async def _make(engine: Engine, prompt: Prompt, workspace: Path) -> Delivered:
    async with asyncio.timeout(10 * PATIENCE):
        delivered = await engine.make(prompt, workspace, lambda _: None)
    for part in ("video", "report"):
        value = getattr(delivered, part, ...)
        assert isinstance(value, Path) or (part, value) == ("report", None), (
            f"{engine.name}: make is to return something with a `video`, which is a Path, and a `report`, which is a "
            f"Path or None; {part} is {'missing' if value is ... else repr(value)} in {delivered!r}"
        )
    assert delivered.video.is_file(), f"{engine.name}: says that its take is {delivered.video}, and there is no file"
    return delivered


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
