"""What a site says of its ComfyUI, and how it marks its workflow: mistakes are told before a take is made."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.comfyui_site import SAMPLER, WORKFLOW, changed, node, site, workflow_file

from picturelock.compiler.model import TARGETS
from picturelock.gateway.adapters.comfyui_engine import comfyui_engine
from picturelock.gateway.adapters.comfyui_workflow import FILM, INPUTS
from picturelock.gateway.adapters.engines import engine_named
from picturelock.kernel.errors import Invalid

SERVER = "http://127.0.0.1:8188"
EXPORT = "export it in ComfyUI with File > Export (API)"


def problems(folder: Path, graph: Any = WORKFLOW, **more: Any) -> list[str]:
    with pytest.raises(Invalid) as invalid:
        engine_named(f"comfyui:{site(folder, more.pop('server', SERVER), graph, **more)}", 1)
    assert invalid.value.reason == "CONFIG"
    return [problem.replace(f"{folder}/", "") for problem in invalid.value.problems]


UNMARKED = "put the mark into the title of its node"


@pytest.mark.parametrize(
    ("graph", "said"),
    [
        ("{", "can't be read as a workflow"),
        ("{}", f"holds no nodes; {EXPORT}"),
        ("[1]", f"holds no nodes; {EXPORT}"),
        ({"nodes": [], "links": []}, f"is a workflow as ComfyUI's editor saves it; {EXPORT}"),
        (changed(n3={"inputs": {}}), f"node 3: has no class_type with inputs; {EXPORT}"),
        (changed(n3="text"), f"node 3: has no class_type with inputs; {EXPORT}"),
        (
            changed(n3=node("CLIPTextEncode", text="a fox")),
            f"nothing is marked picturelock:text, so all takes would show the same; {UNMARKED}",
        ),
        (
            changed(n6=node("KSampler", "Sampler", **SAMPLER)),
            f"nothing is marked picturelock:seed, so a retake would be the same take; {UNMARKED}",
        ),
        (
            changed(n1=node("UNETLoader", "picturelock:model", unet_name="wan")),
            "node 1 'picturelock:model' (UNETLoader): 'picturelock:model' is no mark; there are text, negative, seed, ",
        ),
        (
            changed(n6=node("Noise", "picturelock:seed", dice=1, mode="random")),
            "node 6 'picturelock:seed' (Noise): has no input for picturelock:seed; of its inputs (dice, mode)",
        ),
        (
            changed(n6=node("Noise", "picturelock:seed=dise", dice=1)),
            "node 6 'picturelock:seed=dise' (Noise): has no input for picturelock:seed; of its inputs (dice)",
        ),
        (
            changed(n8=node("CreateVideo", "picturelock:fps", images=["7", 0], fps=["12", 0])),
            "node 8 'picturelock:fps' (CreateVideo): its 'fps' comes from node 12; mark that node instead",
        ),
        (
            changed(n6=node("KSampler", "picturelock:seed", **SAMPLER | {"seed": "random"})),
            "node 6 'picturelock:seed' (KSampler): its 'seed' holds 'random', which is no number; mark another input ",
        ),
        (
            changed(n8=node("CreateVideo", "picturelock:film"), n9=node("SaveVideo", "picturelock:film")),
            "nodes 8 and 9 are both marked picturelock:film; leave one of them so",
        ),
    ],
)
def test_a_workflow_that_can_not_serve_is_told_node_by_node(tmp_path: Path, graph: Any, said: str) -> None:
    found = problems(tmp_path, graph)
    assert any(problem.startswith(f"wan.json: {said}") for problem in found), found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, changed(n3=node("Text", "picturelock:txet", text=""), n5=node("Size", width=8)))
    assert len(found) == 5


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"server": "127.0.0.1:8188"}, "engine.yaml: server: Value error, '127.0.0.1:8188' is no address of a server"),
        ({"server": "http://"}, "engine.yaml: server: Value error, 'http://' is no address of a server"),
        ({"server": "http://me:secret@farm"}, "engine.yaml: server: Value error, "),
        ({"speed": 1}, "engine.yaml: speed: Extra inputs are not permitted"),
        ({"timeout": 0}, "engine.yaml: timeout: Input should be greater than 0"),
        ({"workflow": "other.json"}, "other.json: can't be read as a workflow"),
    ],
)
def test_a_description_that_is_wrong_is_told_where(tmp_path: Path, more: dict[str, Any], said: str) -> None:
    (found,) = problems(tmp_path, **more)
    assert found.startswith(said)


def test_another_workflow_is_another_version_and_another_layout_is_not(tmp_path: Path) -> None:
    def version(graph: Any = WORKFLOW, **more: Any) -> str:
        return comfyui_engine(site(tmp_path, more.pop("server", SERVER), graph, **more)).version

    assert version() == version(json.dumps(WORKFLOW, indent=4)) == version(server="http://farm:8188")
    assert version(changed(n6=node("KSampler", "picturelock:seed", **SAMPLER | {"steps": 30}))) != version()
    assert version(version="2").startswith("2+")


def test_the_workflow_lies_beside_what_describes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = site(tmp_path, SERVER)
    monkeypatch.chdir(workflow_file(tmp_path).root)
    assert comfyui_engine(file).name == "comfyui/wan2.2"


def test_the_page_about_workers_tells_the_truth(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "workers.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(name: comfyui/.*?)```", page, re.DOTALL)
    workflow_file(tmp_path)
    (tmp_path / "engine.yaml").write_text(shown.replace("/mnt/previews", str(tmp_path / "previews")))
    assert comfyui_engine(str(tmp_path / "engine.yaml")).name in TARGETS
    assert set(re.findall(r"^\| `picturelock:(\w+)`", page, re.MULTILINE)) | {"height"} == {*INPUTS, FILM}
