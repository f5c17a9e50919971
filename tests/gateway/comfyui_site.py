"""A site's ComfyUI, described in files: a workflow as a TD marks one, and who runs it."""

import copy
import json
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

SAMPLER: dict[str, Any] = {
    "model": ["1", 0], "seed": 1, "steps": 8, "cfg": 5.0, "sampler_name": "euler", "scheduler": "simple",
    "positive": ["3", 0], "negative": ["4", 0], "latent_image": ["5", 0], "denoise": 1.0,
}  # fmt: skip
SIZE = "picturelock:width picturelock:height picturelock:frames"


def node(kind: str, title: str = "", **inputs: Any) -> dict[str, Any]:
    return {"class_type": kind, "inputs": inputs, "_meta": {"title": title or kind}}


WORKFLOW: dict[str, Any] = {
    "1": node("UNETLoader", unet_name="wan2.2.safetensors", weight_dtype="default"),
    "2": node("CLIPLoader", clip_name="umt5.safetensors", type="wan"),
    "3": node("CLIPTextEncode", "What is seen (picturelock:text)", text="", clip=["2", 0]),
    "4": node("CLIPTextEncode", "picturelock:negative", text="blurred", clip=["2", 0]),
    "5": node("EmptyHunyuanLatentVideo", SIZE, width=832, height=480, length=33, batch_size=1),
    "6": node("KSampler", "picturelock:seed", **SAMPLER),
    "7": node("VAEDecode", samples=["6", 0], vae=["1", 2]),
    "8": node("CreateVideo", "picturelock:fps", images=["7", 0], fps=24),
    "9": node("SaveVideo", video=["8", 0], filename_prefix="picturelock/take"),
}


def changed(**nodes: Any) -> dict[str, Any]:
    """The workflow with some nodes changed, as `n6=...`; None takes one away."""
    graph = copy.deepcopy(WORKFLOW) | {name[1:]: said for name, said in nodes.items()}
    return {name: said for name, said in graph.items() if said is not None}


def workflow_file(folder: Path, graph: Any = WORKFLOW) -> Path:
    file = folder / "wan.json"
    file.write_text(graph if isinstance(graph, str) else json.dumps(graph))
    return file


def site(folder: Path, server: str, graph: Any = WORKFLOW, **more: Any) -> str:
    """The file that describes the engine."""
    workflow_file(folder, graph)
    file = folder / "engine.yaml"
    with file.open("w") as sink:
        said = {"name": "comfyui/wan2.2", "workflow": "wan.json", "server": server, "patience": 2.0}
        YAML(typ="safe").dump(said | more, sink)
    return str(file)
