"""A site's own ComfyUI workflow (API format): which inputs of which nodes a take fills in, by the titles of the nodes.

`picturelock:text` in a node's title gives that node the prompt. A title may hold several marks, and a mark may name the
input: `picturelock:seed=noise_seed`. Where it names none, it is the one of `INPUTS` that the node has.
"""

import copy
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Prompt

Graph = Mapping[str, Any]

MARK = re.compile(r"picturelock:(\w*)(?:=(\w+))?", re.IGNORECASE)
FILM = "film"
"""Marks the node whose film is the take, where several nodes leave one."""
INPUTS: Mapping[str, Sequence[str]] = {
    "text": ("text", "prompt", "string", "value"),
    "negative": ("text", "negative_prompt", "prompt", "string", "value"),
    "seed": ("seed", "noise_seed", "value"),
    "width": ("width", "value"),
    "height": ("height", "value"),
    "frames": ("length", "num_frames", "frames", "video_frames", "frame_count", "value"),
    "fps": ("fps", "frame_rate", "value"),
}
NEEDED: Mapping[str, str] = {
    "text": "all takes would show the same", "seed": "a retake would be the same take",
    "width": "takes would not have the size that is asked for",
    "height": "takes would not have the size that is asked for",
    "frames": "takes would not have the length that is asked for",
}  # fmt: skip
"""Marks without which a workflow can't serve, and why."""
FROM_PROMPT: Mapping[str, Callable[[Prompt], str | int | float]] = {
    "text": lambda prompt: prompt.text,
    "negative": lambda prompt: prompt.negative,
    "seed": lambda prompt: prompt.seed,
    "width": lambda prompt: prompt.width,
    "height": lambda prompt: prompt.height,
    "frames": lambda prompt: prompt.frames,
    "fps": lambda prompt: int(prompt.rate.fps) if prompt.rate.fps.denominator == 1 else float(prompt.rate.fps),
}
WORDS = frozenset({"text", "negative"})


@dataclass(frozen=True, slots=True)
class Place:
    """An input of a node, and what goes there."""

    mark: str
    node: str
    name: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """`film` is the node whose film is the take; empty where only one can be."""

    graph: Graph
    places: Sequence[Place]
    film: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of what it says, however it is laid out."""
        said = json.dumps(self.graph, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()

    def filled(self, prompt: Prompt) -> Graph:
        """The graph for this take. The workflow's own negative prompt stays where the prompt has none."""
        graph = copy.deepcopy(dict(self.graph))
        for place in self.places:
            if place.mark != "negative" or prompt.negative:
                graph[place.node]["inputs"][place.name] = FROM_PROMPT[place.mark](prompt)
        return graph

    def called(self, node: str) -> str:
        """A node as a person finds it in ComfyUI."""
        return _called(node, self.graph.get(node))


def workflow_in(file: Path) -> Workflow:
    """Raises Invalid, saying of each mistake at which node it is and what to do."""
    graph = _graph(file)
    places, films, problems = list[Place](), list[str](), list[str]()
    for node, said in graph.items():
        for mark, named in MARK.findall(_title(said)):
            if mark.lower() == FILM:
                films.append(node)
                continue
            place, wrong = _place(mark.lower(), named, node, said)
            places += [place] if place else []
            problems += [f"{file}: {_called(node, said)}: {wrong}"] if wrong else []
    problems += [f"{file}: {missing}" for missing in _missing({place.mark for place in places}, problems)]
    if len(films) > 1:
        problems.append(f"{file}: nodes {' and '.join(films)} are both marked picturelock:{FILM}; leave one of them so")
    if problems:
        raise Invalid(problems, reason="CONFIG")
    return Workflow(graph, tuple(places), next(iter(films), ""))


def _graph(file: Path) -> Graph:
    try:
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise Invalid(f"{file}: can't be read as a workflow ({error}); export it anew", reason="CONFIG") from error
    export = "export it in ComfyUI with File > Export (API)"
    if isinstance(told, dict) and isinstance(told.get("nodes"), list):
        raise Invalid(f"{file}: is a workflow as ComfyUI's editor saves it; {export}", reason="CONFIG")
    if not isinstance(told, dict) or not told:
        raise Invalid(f"{file}: holds no nodes; {export}", reason="CONFIG")
    wrong = [
        f"{file}: node {node}: has no class_type with inputs; {export}"
        for node, said in told.items()
        if not (isinstance(said, dict) and isinstance(said.get("class_type"), str)
                and isinstance(said.setdefault("inputs", {}), dict))
    ]  # fmt: skip
    if wrong:
        raise Invalid(wrong, reason="CONFIG")
    return told


def _title(said: Mapping[str, Any]) -> str:
    meta = said.get("_meta")
    title = meta.get("title") if isinstance(meta, dict) else None
    return title if isinstance(title, str) else ""


def _called(node: str, said: Mapping[str, Any] | None) -> str:
    if said is None:
        return f"node {node}"
    title, kind = _title(said), said["class_type"]
    return f"node {node} '{title}' ({kind})" if title and title != kind else f"node {node} ({kind})"


def _place(mark: str, named: str, node: str, said: Mapping[str, Any]) -> tuple[Place | None, str]:
    """Where the mark leads, or what is wrong with it."""
    if mark not in INPUTS:
        return None, f"'picturelock:{mark}' is no mark; there are {', '.join((*INPUTS, FILM))}"
    inputs = said["inputs"]
    name = named or next((each for each in INPUTS[mark] if each in inputs), "")
    if name not in inputs:
        there = ", ".join(inputs) or "none"
        return (
            None,
            f"has no input for picturelock:{mark}; of its inputs ({there}), say which: picturelock:{mark}=INPUT",
        )
    held = inputs[name]
    if isinstance(held, list):
        return None, f"its '{name}' comes from node {held[0] if held else '?'}; mark that node instead"
    wanted: tuple[type, ...] = (str,) if mark in WORDS else (int, float)
    if isinstance(held, bool) or not isinstance(held, wanted):
        kind = "text" if mark in WORDS else "number"
        return None, f"its '{name}' holds {held!r}, which is no {kind}; mark another input for picturelock:{mark}"
    return Place(mark, node, name), ""


def _missing(marks: set[str], problems: Sequence[str]) -> Iterator[str]:
    for mark, otherwise in NEEDED.items():
        if mark not in marks and not any(f"picturelock:{mark}" in problem for problem in problems):
            yield f"nothing is marked picturelock:{mark}, so {otherwise}; put the mark into the title of its node"
