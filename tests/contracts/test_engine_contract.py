"""Who runs the contract on an engine that lacks something is told what, and what to do."""

import subprocess
import sys

import pytest

BROKEN = """
import itertools, pathlib
import pytest
from picturelock.testing.engine import EngineContract
from picturelock.testing.instant import InstantDelivery, InstantEngine, facts_of

class Contract(EngineContract):
    def facts(self, video):
        return facts_of(video)

class Forgotten(Contract): ...

class Nameless:
    version = "1"
    async def make(self, prompt, workspace, progress): ...

class Plain(InstantEngine):
    def make(self, prompt, workspace, progress): ...

class Unknown(InstantEngine): ...

class Short(InstantEngine):
    async def make(self, prompt, workspace, progress):
        return await super().make(prompt.model_copy(update={"frames": 5}), workspace, progress)

class Bare(InstantEngine):
    async def make(self, prompt, workspace, progress):
        return (await super().make(prompt, workspace, progress)).video

class Elsewhere(InstantEngine):
    async def make(self, prompt, workspace, progress):
        made = await super().make(prompt, workspace, progress)
        return InstantDelivery(made.video.rename(workspace.parent / f"{workspace.name}.mp4"))

class Moody(InstantEngine):
    moods = itertools.count()
    async def make(self, prompt, workspace, progress):
        made = await super().make(prompt, workspace, progress)
        made.video.write_text(made.video.read_text().replace("}", f', "mood": {next(self.moods)}}}'))
        return made

class Percent(InstantEngine):
    async def make(self, prompt, workspace, progress):
        return await super().make(prompt, workspace, lambda frames: progress(100))

ENGINES = [Nameless(), Plain(), Unknown(name="unknown"), Short(), Bare(), Elsewhere(), Moody(), Percent()]

def tested(broken):
    class Test(Contract):
        @pytest.fixture
        def engine(self):
            return broken
    return Test

for each in ENGINES:
    globals()[f"Test{type(each).__name__}"] = tested(each)
TestForgotten = Forgotten
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "test_broken.py").write_text(BROKEN)
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\n")
    command = [sys.executable, "-m", "pytest", "-q", "--tb=line", "-p", "no:cacheprovider", "-rfE", "."]
    wide = {"COLUMNS": "1000"}
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, timeout=120, env=_env(wide))
    return ran.stdout


def _env(more: dict[str, str]) -> dict[str, str]:
    import os  # noqa: PLC0415

    return {**os.environ, **more}


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("Forgotten", "override the fixture `engine`"),
        ("Nameless", "it has no name"),
        ("Plain", "its make is no `async def`"),
        ("Unknown", "bring that along in the entry points 'picturelock.targets'"),
        ("Short", "made 160x90, 5 frames at 24, and was asked for 160x90, 12 frames at 24; make what the prompt says"),
        ("Bare", "make is to return something with a `video`"),
        ("Elsewhere", "outside of its workspace"),
        ("Moody", "draw by the prompt's seed"),
        ("Percent", "tell frames made so far"),
    ],
)
def test_the_contract_says_what_an_engine_lacks(told: str, broken: str, says: str) -> None:
    about = [line for line in told.splitlines() if f"::Test{broken}::" in line]
    assert any(says in line for line in about), "\n".join(about) or told
