"""The page about prompts tells the truth."""

import re
from pathlib import Path

import pytest
from tests.compiler.compiler_briefs import two_people

from picturelock.compiler.model import (
    CATALOGUE,
    TARGETS,
    AnySize,
    Counting,
    Dialect,
    FrameLattice,
    Target,
    compile_brief,
    explain,
)
from picturelock.kernel.nouns import Rate

PAGE = (Path(__file__).parents[2] / "docs" / "prompts.md").read_text(encoding="utf-8")


def test_the_table_of_codes_is_the_catalogue() -> None:
    assert dict(re.findall(r"^\| ([EW]\d{3}) \| (.*) \|$", PAGE, re.MULTILINE)) == CATALOGUE


def test_the_target_on_the_page_can_be_compiled_for() -> None:
    entry = re.search(r"```python\n(Target\(.*?\n\))\n```", PAGE, re.DOTALL)
    assert entry
    names = {"Dialect": Dialect, "AnySize": AnySize, "Rate": Rate, "Counting": Counting}
    target = eval(entry[1], names | {"Target": Target, "FrameLattice": FrameLattice})  # noqa: S307
    compiled = compile_brief(two_people().model_copy(update={"frames": 100, "lines": ()}), target, revision=1)
    assert compiled.prompt
    assert compiled.prompt.parameters == {"num_frames": "69", "size": "1280*720"}


@pytest.mark.parametrize("row", re.findall(r"^([a-z.0-9]+)  +(\S.*?)  +(\S.*)$", PAGE, re.MULTILINE))
def test_the_explanation_on_the_page_is_the_real_one(row: tuple[str, str, str]) -> None:
    prose = TARGETS["runway/gen4.5"].model_copy(update={"most_characters": None})
    prompt = compile_brief(two_people(), prose, revision=1).prompt
    assert prompt
    assert row in {(line.what, str(line.source), line.excerpt) for line in explain(prompt)}
