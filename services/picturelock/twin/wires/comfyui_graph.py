"""What the twin reads out of a ComfyUI workflow (API format): whether it can run, what it makes, how that is told.

Every class of node counts as installed; of those in `NEEDS` the inputs are checked. How much picture comes out is read
from the inputs that the usual nodes share: `width`, `height`, `length`, `fps`, `frame_rate`, `filename_prefix`.
"""

import io
import re
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any, Literal

from PIL import Image

from picturelock.kernel.nouns.base import Rate
from picturelock.twin.desk import Look
from picturelock.twin.jobs import Clip, Job, State

Graph = Mapping[str, Any]
Message = dict[str, Any] | bytes

NEEDS = {
    "CLIPTextEncode": ("text", "clip"),
    "KSampler": (
        "model", "seed", "steps", "cfg", "sampler_name", "scheduler", "positive", "negative", "latent_image", "denoise",
    ),
    "VAEDecode": ("samples", "vae"),
    "SaveImage": ("images", "filename_prefix"),
    "SaveVideo": ("video", "filename_prefix"),
    "CreateVideo": ("images", "fps"),
    "LoadImage": ("image",),
}  # fmt: skip
OUTPUT = re.compile(r"Save|Preview|VideoCombine")
VIDEO = re.compile(r"Video|WEBM|WEBP", re.IGNORECASE)
MOST_RATE, SMALLEST, LARGEST, MOST_STEPS = 120, 16, 8192, 1000
SAMPLERS = re.compile(r"Sampler")
USUAL_SIZE, USUAL_RATE, USUAL_SECONDS, USUAL_STEPS, LONGEST = (832, 480), 24, 5.0, 20, 120.0
WAITS = frozenset({State.CREATED, State.QUEUED})
JOB_WORDS = {
    State.CREATED: "pending", State.QUEUED: "pending", State.RUNNING: "in_progress", State.SUCCEEDED: "completed",
    State.FAILED: "failed", State.CANCELLED: "cancelled",
}  # fmt: skip
PREVIEW_IMAGE, JPEG = 1, 1
"""As the binary messages number them."""
PREVIEWS = 4


def problem(graph: Any, uploaded: frozenset[str]) -> tuple[dict[str, Any] | None, dict[str, Any], list[str]]:
    """What stops it, what is wrong with which node, and the outputs that can be made, as ComfyUI tells them."""
    if not isinstance(graph, dict) or not graph:
        return told("prompt_no_outputs", "Prompt has no outputs"), {}, []
    for name, node in graph.items():
        if not isinstance(node, dict) or not isinstance(node.get("class_type"), str):
            missing = "Cannot execute because a node is missing the class_type property."
            return told("invalid_prompt", missing, f"Node ID '#{name}'"), {}, []
        if not isinstance(node.get("inputs", {}), dict):
            return (
                told("invalid_prompt", "Cannot execute because a node's inputs are none.", f"Node ID '#{name}'"),
                {},
                [],
            )
    outputs = outputs_of(graph)
    if not outputs:
        return told("prompt_no_outputs", "Prompt has no outputs"), {}, []
    wrong = {name: found for name in graph if (found := list(_wrong(graph, name, uploaded)))}
    hurt = {name: [each for each in outputs if name in _behind(graph, each)] for name in wrong}
    good = [each for each in outputs if not any(each in ends for ends in hurt.values())]
    errors = {
        name: {"errors": wrong[name], "dependent_outputs": hurt[name], "class_type": graph[name]["class_type"]}
        for name in wrong if hurt[name]
    }  # fmt: skip
    said = "\n".join(f"{each['message']}: {each['details']}" for name in errors for each in wrong[name])
    stop = told("prompt_outputs_failed_validation", "Prompt outputs failed validation", said)
    return (None if good else stop), errors, good


def told(kind: str, message: str, details: str = "", **extra: Any) -> dict[str, Any]:
    return {"type": kind, "message": message, "details": details, "extra_info": extra}


def outputs_of(graph: Graph) -> list[str]:
    return [name for name, node in graph.items() if OUTPUT.search(node["class_type"])]


def _wrong(graph: Graph, name: str, uploaded: frozenset[str]) -> Iterator[dict[str, Any]]:
    kind, inputs = graph[name]["class_type"], graph[name].get("inputs") or {}
    for each in NEEDS.get(kind, ()):
        if each not in inputs:
            yield told("required_input_missing", "Required input is missing", each, input_name=each)
    for each, value in inputs.items():
        if (link := _link(value)) is not None and link not in graph:
            yield told("exception_during_validation", "Exception when validating node", repr(link), input_name=each)
    if kind == "LoadImage" and isinstance(inputs.get("image"), str) and inputs["image"] not in uploaded:
        said = f"image - Invalid image file: {inputs['image']}"
        yield told("custom_validation_failed", "Custom validation failed for node", said, input_name="image")


def _link(value: Any) -> str | None:
    """The node that a value comes from, if it comes from one."""
    both = isinstance(value, list) and len(value) == 2 and isinstance(value[1], int)  # noqa: PLR2004 node and slot
    return str(value[0]) if both else None


def _behind(graph: Graph, name: str) -> set[str]:
    """A node and all that it is made from."""
    found, todo = set(), [name]
    while todo:
        here = todo.pop()
        if here in found or here not in graph:
            continue
        found.add(here)
        todo += [link for value in (graph[here].get("inputs") or {}).values() if (link := _link(value))]
    return found


def clip_of(graph: Graph) -> Clip:
    kinds = [graph[name]["class_type"] for name in outputs_of(graph)]
    moving = any(VIDEO.search(kind) for kind in kinds)
    kind: Literal["video", "still", "voice"] = "video" if moving else "still"
    if not moving and any("Audio" in each for each in kinds):
        kind = "voice"
    width, height = (
        int(min(LARGEST, max(SMALLEST, _first(graph, name) or usual)))
        for name, usual in zip(("width", "height"), USUAL_SIZE, strict=True)
    )
    fps = Fraction(min(MOST_RATE, max(1, _first(graph, "fps", "frame_rate") or USUAL_RATE))).limit_denominator(1001)
    frames = min(LONGEST * MOST_RATE, _first(graph, "length", "num_frames", "video_frames"))
    seconds = min(LONGEST, float(Fraction(frames) / fps)) if frames else USUAL_SECONDS
    return Clip(
        kind=kind, width=width // 2 * 2, height=height // 2 * 2, seconds=seconds, words=_words(graph),
        rate=Rate(numerator=fps.numerator, denominator=fps.denominator),
        form={"video": "mp4", "still": "png", "voice": "mp3"}[kind],
    )  # fmt: skip


def _first(graph: Graph, *names: str) -> float:
    """The first number under one of the names; 0 when there is none."""
    for node in graph.values():
        for name in names:
            value = (node.get("inputs") or {}).get(name)
            if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
                return value
    return 0


def _words(graph: Graph) -> str:
    """Of the longest text; the other one is what is not wanted."""
    texts = [(node.get("inputs") or {}).get(name) for node in graph.values() for name in ("text", "prompt")]
    return max((text for text in texts if isinstance(text, str)), key=len, default="")


def made_by(job: Job) -> dict[str, dict[str, Any]]:
    """What each output node tells that it has made."""
    graph: Graph = job.request["prompt"]
    found: dict[str, dict[str, Any]] = {}
    for name in job.request["outputs"]:
        inputs, kind = graph[name].get("inputs") or {}, graph[name]["class_type"]
        prefix = PurePosixPath(str(inputs.get("filename_prefix") or "ComfyUI"))
        file = {"filename": f"{prefix.name}_{job.number:05}_.{job.clip.form}",
                "subfolder": "" if str(prefix.parent) == "." else str(prefix.parent), "type": "output"}  # fmt: skip
        if "VideoCombine" in kind:
            found[name] = {"gifs": [file | {"format": "video/h264-mp4", "frame_rate": float(job.clip.rate.fps)}]}
        elif job.clip.kind == "voice":
            found[name] = {"audio": [file]}
        else:
            found[name] = {"images": [file]} | ({"animated": [True]} if job.clip.kind == "video" else {})
    return found


def script(job: Job, prompt_id: str) -> list[tuple[float, Message]]:
    """What is told while it runs, each with the share of the work after which it is."""
    graph: Graph = job.request["prompt"]
    order, made = sorted(graph, key=lambda name: len(_behind(graph, name))), made_by(job)
    first = (_event("execution_start", prompt_id), _event("execution_cached", prompt_id, nodes=[]))
    told_at: list[tuple[float, Message]] = [(0.0, message) for message in first]
    for place, name in enumerate(order):
        begins, ends = place / len(order), (place + 1) / len(order)
        told_at.append((begins, _event("executing", prompt_id, node=name, display_node=name)))
        if SAMPLERS.search(graph[name]["class_type"]):
            told_at += _sampled(graph[name], name, prompt_id, (begins, ends), job.clip)
        if name in made:
            told_at.append((ends, _event("executed", prompt_id, node=name, display_node=name, output=made[name])))
    return told_at


def _sampled(
    node: Mapping[str, Any], name: str, prompt_id: str, span: tuple[float, float], clip: Clip
) -> Iterator[tuple[float, Message]]:
    given = (node.get("inputs") or {}).get("steps")
    steps = given if isinstance(given, int) and 0 < given <= MOST_STEPS else USUAL_STEPS
    for step in range(1, steps + 1):
        at = span[0] + (span[1] - span[0]) * step / steps
        yield at, _event("progress", prompt_id, value=step, max=steps, node=name)
        if step * PREVIEWS % steps < PREVIEWS:
            yield at, _preview(clip, step / steps)


def _preview(clip: Clip, share: float) -> bytes:
    held = io.BytesIO()
    size = max(1, clip.width // 8), max(1, clip.height // 8)
    Image.new("RGB", size, (round(200 * share), 90, 120)).save(held, "JPEG")
    return struct.pack(">II", PREVIEW_IMAGE, JPEG) + held.getvalue()


def _event(kind: str, prompt_id: str, **facts: Any) -> dict[str, Any]:
    return {"type": kind, "data": {**facts, "prompt_id": prompt_id}}


def ended(job: Job, prompt_id: str, state: str) -> Sequence[dict[str, Any]]:
    """The last that is told of it: `succeeded`, `failed` or `cancelled`."""
    node = next(iter(job.request["outputs"]))
    at = {"node_id": node, "node_type": job.request["prompt"][node]["class_type"], "executed": []}
    wrong = {"exception_type": "RuntimeError", "exception_message": "CUDA error: an illegal memory access",
             "traceback": [], "current_inputs": {}, "current_outputs": []}  # fmt: skip
    last = {
        "succeeded": _event("execution_success", prompt_id),
        "failed": _event("execution_error", prompt_id, **at, **wrong),
        "cancelled": _event("execution_interrupted", prompt_id, **at),
    }[state]
    return last, _event("executing", prompt_id, node=None)


def news(look: Look, known: Counter[str]) -> Iterator[Message]:
    """What a client was not told yet; `known` counts what it was."""
    job, name = look.job, prompt_id_of(look.job)
    if look.state in WAITS or known[job.id] < 0 or not ran(look):
        return
    due = [message for at, message in script(job, name) if at <= look.progress]
    yield from due[known[job.id] :]
    known[job.id] = len(due)
    if look.over:
        yield from ended(job, name, look.state.value)
        known[job.id] = -1


def history_entry(look: Look) -> dict[str, Any]:
    """As in the history."""
    job, name, good = look.job, prompt_id_of(look.job), look.state is State.SUCCEEDED
    last = ended(job, name, look.state.value)[0]
    at = {"timestamp": round((job.cancelled or job.ends).timestamp() * 1000)}
    began = {"prompt_id": name, "timestamp": round(job.running.timestamp() * 1000)}
    messages = [["execution_start", began], [last["type"], last["data"] | at]]
    status = {"status_str": look.strange or ("success" if good else "error"), "completed": good, "messages": messages}
    return {"prompt": queue_entry(job), "outputs": made_by(job) if good else {}, "status": status, "meta": {}}


def queue_entry(job: Job) -> list[Any]:
    asked = job.request
    extra = asked.get("extra_data", {}) | {name: asked[name] for name in ("client_id",) if name in asked}
    return [job.number, prompt_id_of(job), asked["prompt"], extra, asked["outputs"]]


def job_entry(look: Look, *, whole: bool = False) -> dict[str, Any]:
    job, made = look.job, made_by(look.job) if look.state is State.SUCCEEDED else {}
    body = {
        "id": prompt_id_of(job), "status": look.strange or JOB_WORDS[look.state], "priority": job.number,
        "create_time": round(job.created.timestamp() * 1000), "outputs_count": len(made),
    }  # fmt: skip
    return body | ({"outputs": made, "workflow": {"prompt": job.request["prompt"]}} if whole else {})


def ran(look: Look) -> bool:
    """Whether it is over or under way; what was taken out of the queue is in no history."""
    gone = look.job.cancelled
    return look.state is State.RUNNING or (look.over and (gone is None or gone >= look.job.running))


def prompt_id_of(job: Job) -> str:
    return str(job.request.get("prompt_id") or job.id)
