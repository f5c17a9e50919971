"""What each provider says to the same questions: enough to ask all of them the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from picturelock.gateway.adapters.providers.fal import Fal
from picturelock.gateway.adapters.providers.gemini import Gemini
from picturelock.gateway.adapters.providers.kling import Kling
from picturelock.gateway.adapters.providers.luma import Luma
from picturelock.gateway.adapters.providers.minimax import MiniMax
from picturelock.gateway.adapters.providers.replicate import Replicate
from picturelock.gateway.adapters.providers.runway import Runway
from picturelock.gateway.adapters.providers.synthesia import Synthesia
from picturelock.gateway.adapters.providers.veo import Veo
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.ports import JobState

S = JobState
AT = "2026-11-20T12:00:00Z"


@dataclass(frozen=True)
class Spoken:
    """`word` makes the answer to a look from a status word; `refused` makes a body that says why."""

    kind: type[HttpProvider]
    engine: str
    accepted: Mapping[str, Any]
    word: Callable[[str], Mapping[str, Any]]
    states: Mapping[str, JobState]
    refused: Callable[[str], Mapping[str, Any]]
    handle: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 5
    """Of the film that the twin makes of the order that tests give."""
    comes_inside: bool = False
    """Whether its films come inside the answer to a look."""

    @property
    def name(self) -> str:
        return self.kind.name


def _luma(word: str) -> Mapping[str, Any]:
    output = [{"type": "video", "url": "https://cdn.invalid/x.mp4"}] if word == "completed" else None
    return {"id": "j1", "created_at": AT, "model": "ray-3.2", "type": "video", "state": word, "output": output}


def _replicate(word: str) -> Mapping[str, Any]:
    output = "https://replicate.invalid/out.mp4" if word == "succeeded" else None
    return {"id": "j1", "model": "minimax/video-01", "created_at": AT, "status": word, "output": output, "logs": ""}


def _kling_task(word: str) -> Mapping[str, Any]:
    outputs = [{"type": "video", "url": "https://cdn.invalid/x.mp4"}] if word.startswith("succe") else []
    return {"id": "j1", "status": word, "create_time": 1_763_640_000_000, "outputs": outputs}


def _minimax(word: str) -> Mapping[str, Any]:
    task = {"id": "j1", "status": word, "created_at": 1_763_640_000}
    return {"task": task | ({"content": {"url": "https://cdn.invalid/x.mp4"}} if word == "succeeded" else {})}


def _runway(word: str) -> Mapping[str, Any]:
    return {"id": "j1", "status": word, "createdAt": AT, "output": ["https://cdn.invalid/x.mp4"]}


def _synthesia(word: str) -> Mapping[str, Any]:
    told = {"id": "j1", "status": word, "createdAt": 1_763_640_000, "visibility": "private", "title": "sc010_sh0010"}
    return told | ({"download": "https://cdn.invalid/x.mp4"} if word == "complete" else {})


def _google(why: str) -> Mapping[str, Any]:
    return {"error": {"code": 400, "message": why, "status": "INVALID_ARGUMENT"}}


def _gemini(word: str) -> Mapping[str, Any]:
    content = [{"type": "video", "uri": "https://cdn.invalid/x.mp4", "mime_type": "video/mp4"}]
    steps = [{"type": "model_output", "content": content}] if word == "completed" else []
    return {"id": "j1", "object": "interaction", "status": word, "created": AT, "updated": AT, "steps": steps}


def _veo(word: str) -> Mapping[str, Any]:
    """Google has no words: an operation has an answer, an error, or neither. Its metadata could say more."""
    films = [{"bytesBase64Encoded": "AAAA", "mimeType": "video/mp4"}]
    told: dict[str, Mapping[str, Any]] = {
        "": {}, "answered": {"done": True, "response": {"videos": films}},
        "filtered": {"done": True, "response": {"raiMediaFilteredCount": 1}},
        "erred": {"done": True, "error": {"code": 13, "message": "internal"}},
        "cancelled": {"done": True, "error": {"code": 1, "message": "cancelled"}},
    }  # fmt: skip
    return {"name": "j1", **told.get(word, {"metadata": {"state": word}})}


SPOKEN = {
    spoken.name: spoken
    for spoken in (
        Spoken(
            Luma, "luma/ray-3.2", _luma("queued"), _luma,
            {"queued": S.QUEUED, "processing": S.RUNNING, "completed": S.SUCCEEDED, "failed": S.FAILED},
            lambda why: {"detail": why},
        ),
        Spoken(
            Fal, "fal/pika-2.2", {"status": "IN_QUEUE", "request_id": "j1"},
            lambda word: {"status": word, "request_id": "j1"},
            {"IN_QUEUE": S.QUEUED, "IN_PROGRESS": S.RUNNING}, lambda why: {"detail": why},
            handle={"status_url": "/fal-ai/pika/requests/j1/status"},
        ),
        Spoken(
            Replicate, "replicate/minimax-video-01", _replicate("starting"), _replicate,
            {
                "starting": S.QUEUED, "processing": S.RUNNING, "succeeded": S.SUCCEEDED, "failed": S.FAILED,
                "canceled": S.CANCELLED, "aborted": S.CANCELLED,
            },
            lambda why: {"title": "Problem", "detail": why},
        ),
        Spoken(
            Gemini, "gemini/omni-1.2-flash", _gemini("queued"), _gemini,
            {
                "queued": S.QUEUED, "in_progress": S.RUNNING, "completed": S.SUCCEEDED, "failed": S.FAILED,
                "cancelled": S.CANCELLED, "incomplete": S.FAILED, "budget_exceeded": S.FAILED,
                "requires_action": S.FAILED, "requires_continuation": S.FAILED,
            },
            _google,
        ),
        Spoken(
            Veo, "veo/3.1", {"name": "j1"}, _veo,
            {
                "": S.QUEUED, "answered": S.SUCCEEDED, "filtered": S.FAILED, "erred": S.FAILED,
                "cancelled": S.CANCELLED,
            },
            _google, parameters={"duration": "4"}, seconds=4, comes_inside=True,
        ),
        Spoken(
            Kling, "kling/2.6", {"code": 0, "data": _kling_task("submitted")},
            lambda word: {"code": 0, "data": [_kling_task(word)]},
            {
                "submitted": S.QUEUED, "processing": S.RUNNING, "succeeded": S.SUCCEEDED, "succeed": S.SUCCEEDED,
                "failed": S.FAILED,
            },
            lambda why: {"code": 9999, "message": why},
        ),
        Spoken(
            MiniMax, "minimax/h3", {"task_id": "j1"}, _minimax,
            {
                "queued": S.QUEUED, "running": S.RUNNING, "succeeded": S.SUCCEEDED, "failed": S.FAILED,
                "cancelled": S.CANCELLED, "expired": S.FAILED,
            },
            lambda why: {"type": "error", "error": {"message": why}},
            parameters={"resolution": "768P"},
        ),
        Spoken(
            Runway, "runway/gen4.5", {"id": "j1", "estimatedCost": {"credits": 50}}, _runway,
            {
                "PENDING": S.QUEUED, "THROTTLED": S.QUEUED, "RUNNING": S.RUNNING, "SUCCEEDED": S.SUCCEEDED,
                "FAILED": S.FAILED, "CANCELLED": S.CANCELLED,
            },
            lambda why: {"error": why},
            parameters={"model": "gen4.5", "ratio": "1280:720", "duration": "5"},
        ),
        Spoken(
            Synthesia, "synthesia/presenter", _synthesia("in_progress"), _synthesia,
            {
                "in_progress": S.RUNNING, "approved": S.RUNNING, "complete": S.SUCCEEDED, "error": S.FAILED,
                "rejected": S.FAILED, "deleted": S.CANCELLED,
            },
            lambda why: {"title": "Refused", "detail": why},
            parameters={"avatar": "anna_costume1_cameraA", "background": "off_white"}, seconds=2,
        ),
    )
}  # fmt: skip
