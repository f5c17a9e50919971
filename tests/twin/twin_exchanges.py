"""What the providers' official SDKs send, and the shape of what their parsers accept, as recorded from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RUNWAY = {"authorization": "Bearer key_test", "x-runway-version": "2024-11-06"}
LUMA = {"authorization": "Bearer luma-api-test"}
FAL = {"authorization": "Key id:secret"}
REPLICATE = {"authorization": "Bearer r8_test"}
APP = "fal-ai/kling-video/v2.5-turbo/pro/image-to-video"
CREDITS = {"credits": 1}
DREAM = {
    "model": "ray-2", "aspect_ratio": "16:9", "duration": "5s", "prompt": "x", "resolution": "720p",
    "keyframes": {"frame0": {"type": "image", "url": "https://e.com/a.jpg"}},
}  # fmt: skip


@dataclass(frozen=True)
class Exchange:
    """A creation, the poll of what it made, and the shapes of the answers by status word."""

    provider: str
    headers: Mapping[str, str]
    path: str
    body: Mapping[str, Any]
    status: int
    answer: Mapping[str, Any]
    poll: str
    id_field: str = "id"
    word_field: str = "status"
    polls: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    over: str = ""
    """The word of success."""


def _task(**more: Any) -> dict[str, Any]:
    return {"id": "", "createdAt": "", "status": "", **more}


def _generation(**more: Any) -> dict[str, Any]:
    return {"id": "", "created_at": "", "model": "", "state": "", "type": "", **more}


def _dream(**more: Any) -> dict[str, Any]:
    return {
        "id": "", "generation_type": "", "state": "", "failure_reason": None, "created_at": "", "assets": None,
        "model": "", "request": DREAM, **more,
    }  # fmt: skip


def _prediction(**more: Any) -> dict[str, Any]:
    return {
        "id": "", "model": "", "version": "", "input": {"prompt": ""}, "logs": "", "output": None, "data_removed": True,
        "error": None, "status": "", "created_at": "", "urls": {"cancel": "", "get": "", "web": ""}, **more,
    }  # fmt: skip


URLS = {"request_id": "", "response_url": "", "status_url": "", "cancel_url": ""}
EXCHANGES = {
    "runway image_to_video": Exchange(
        "runway", RUNWAY, "/v1/image_to_video",
        {
            "duration": 5, "model": "gen4.5", "promptText": "slow dolly in", "ratio": "1280:720", "seed": 7,
            "promptImage": [{"uri": "https://example.com/a.png", "position": "first"}],
        },
        200, {"id": "", "estimatedCost": CREDITS}, "/v1/tasks/{id}",
        polls={
            "PENDING": _task(estimatedCost=CREDITS), "RUNNING": _task(estimatedCost=CREDITS, progress=0.1),
            "SUCCEEDED": _task(cost=CREDITS, output=[""]),
            "FAILED": _task(cost=CREDITS, failure="", failureCode=""),
        },
        over="SUCCEEDED",
    ),
    "runway text_to_video": Exchange(
        "runway", RUNWAY, "/v1/text_to_video",
        {"duration": 8, "model": "veo3.1", "promptText": "x", "ratio": "1280:720"},
        200, {"id": "", "estimatedCost": CREDITS}, "/v1/tasks/{id}", over="SUCCEEDED",
    ),
    "luma agents": Exchange(
        "luma", LUMA, "/generations",
        {
            "prompt": "slow dolly", "aspect_ratio": "16:9", "model": "ray-3.2", "type": "video",
            "video": {"duration": "5s", "resolution": "720p"},
        },
        201, _generation(output=None, failure_code=None, failure_reason=None), "/generations/{id}",
        word_field="state",
        polls={
            "queued": _generation(), "processing": _generation(),
            "completed": _generation(output=[{"type": "", "url": ""}]),
            "failed": _generation(failure_code="", failure_reason=""),
        },
        over="completed",
    ),
    "dream machine": Exchange(
        "dream-machine", LUMA, "/generations/video", DREAM, 201, _dream(), "/generations/{id}", word_field="state",
        polls={
            "queued": _dream(), "dreaming": _dream(), "completed": _dream(assets={"video": ""}),
            "failed": _dream(failure_reason=""),
        },
        over="completed",
    ),
    "fal": Exchange(
        "fal", FAL, f"/{APP}", {"prompt": "x", "image_url": "https://e/a.png", "duration": "5"},
        200, {"status": "", **URLS, "logs": None, "metrics": {}, "queue_position": 1},
        "/fal-ai/kling-video/requests/{id}/status?logs=true", id_field="request_id",
        polls={
            "IN_QUEUE": {"status": "", **URLS, "queue_position": 1},
            "IN_PROGRESS": {"status": "", **URLS, "logs": [{"timestamp": "", "level": "", "message": ""}]},
            "COMPLETED": {"status": "", **URLS, "logs": [], "metrics": {"inference_time": 1.0}},
        },
        over="COMPLETED",
    ),
    "replicate": Exchange(
        "replicate", REPLICATE, "/v1/models/minimax/video-01/predictions", {"input": {"prompt": "x"}},
        201, _prediction(), "/v1/predictions/{id}",
        polls={
            "starting": _prediction(), "processing": _prediction(started_at=""),
            "succeeded": _prediction(output="", started_at="", completed_at="", metrics={"predict_time": 1.0}),
            "failed": _prediction(error="", started_at="", completed_at="", metrics={"predict_time": 1.0}),
        },
        over="succeeded",
    ),
}  # fmt: skip


def shape(value: Any) -> Any:
    """What a parser looks at: the fields and the kinds of their values, numbers being numbers."""
    if isinstance(value, Mapping):
        return {name: shape(inner) for name, inner in sorted(value.items())}
    if isinstance(value, list):
        return [shape(inner) for inner in value[:1]]
    if isinstance(value, bool) or value is None:
        return type(value).__name__
    return "number" if isinstance(value, int | float) else type(value).__name__
