"""Golden prompts: a change of wording is seen. To accept one: `PICTURELOCK_GOLDEN=write pytest tests/compiler`."""

import json
import os
from pathlib import Path

import pytest
from tests.compiler.compiler_briefs import lone_prop, two_people, voice_over_place

from picturelock.compiler.model import TARGETS, compile_brief, explain
from picturelock.kernel.nouns import Brief

GOLDEN = Path(__file__).parents[1] / "golden" / "prompts"


@pytest.mark.parametrize("engine", TARGETS)
@pytest.mark.parametrize("brief", [two_people(), lone_prop(), voice_over_place()], ids=lambda brief: brief.shot)
def test_a_prompt_is_worded_as_it_was(brief: Brief, engine: str) -> None:
    page = GOLDEN / f"{brief.shot}.{engine.replace('/', '-')}.json"
    said = json.dumps(_account(brief, engine), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("PICTURELOCK_GOLDEN") == "write":
        page.write_text(said, encoding="utf-8")
    assert said == page.read_text(encoding="utf-8")


def _account(brief: Brief, engine: str) -> dict[str, object]:
    compiled = compile_brief(brief, TARGETS[engine], revision=3, notes=["keep her coat dark red #8a1f1f"])
    prompt = compiled.prompt
    fields = {"text", "negative", "parameters", "seed"}
    said = explain(prompt) if prompt else ()
    return {
        "asked": str(compiled.asked),
        "made": str(compiled.made),
        **(prompt.model_dump(mode="json", include=fields) if prompt else {}),
        "diagnostics": [f"{found.code} {found.message}" for found in compiled.diagnostics],
        "explained": [f"{line.what} <- {line.source or '-'} : {line.excerpt}" for line in said],
    }
