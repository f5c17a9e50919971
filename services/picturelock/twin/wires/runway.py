"""Runway: tasks (API of 2024-11-06). No list, no webhook, no key that would tell a repeated request from a new one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.twin.asked import moment, one_of
from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, State
from picturelock.twin.wire import Wire

VERSION = "2024-11-06"
DOLLARS_PER_CREDIT = Decimal("0.01")
MOST_PROMPT = 1000
"""UTF-16 code units."""
CONCURRENT = 5
"""Tasks of one model that run at once; those behind them are THROTTLED."""
DAILY = 10_000
"""Tasks of one model in a day."""
FAILED = ("The generated output was flagged by moderation.", "SAFETY.OUTPUT.VIDEO")
SURCHARGE = {"mp4": 0, "prores": 5}
"""Credits a second, by output format; other formats are not made here."""


@dataclass(frozen=True, slots=True)
class Model:
    """Credits are a second's, or a picture's. Of `lengths` the first is taken when none is asked for."""

    credits: Decimal
    lengths: tuple[int, ...] = ()
    ratios: frozenset[str] = frozenset()
    """Empty: any."""
    references: int = 0
    """Pictures of its subjects that a take from text may go by."""
    small: Decimal | None = None
    """Credits of a picture whose short side has at most 720 pixels, where that is another price."""


def _model(price: str, lengths: Sequence[int] = (), ratios: str = "", references: int = 0) -> Model:
    return Model(Decimal(price), tuple(lengths), frozenset(ratios.split()), references)


GEN4_5 = "1280:720 720:1280 1104:832 960:960 832:1104 1584:672"
ALL_LENGTHS = (5, *range(2, 5), *range(6, 31))
VIDEO = {
    "gen4.5": _model("12", (5, 2, 3, 4, 6, 7, 8, 9, 10), GEN4_5),
    "gen4_turbo": _model("5", (5, 10), GEN4_5),
    "gen4_aleph": _model("15", (5,)),
    "aleph2": _model("15", ALL_LENGTHS),
    "act_two": _model("5", ALL_LENGTHS),
    "veo3.1": _model("40", (8, 4, 6), "1280:720 720:1280 1080:1920 1920:1080"),
    "veo3.1_fast": _model("15", (8, 4, 6), "1280:720 720:1280 1080:1920 1920:1080"),
    "kling2.5_turbo_pro": _model("7", (5, 10)),
    "kling3.0_standard": _model("10", ALL_LENGTHS),
    "kling3.0_pro": _model("15", ALL_LENGTHS),
    "kling3.0_4k": _model("30", ALL_LENGTHS),
    "hailuo3": _model("12", ALL_LENGTHS, references=9),
    "seedance2": _model("15", ALL_LENGTHS, references=9),
    "seedance2_5": _model("18", ALL_LENGTHS),
    "wan3": _model("10", ALL_LENGTHS, references=10),
    "gemini_omni_flash": _model("10", ALL_LENGTHS),
}
"""Prices are near the published ones where there are any; a twin's bill is for comparing, not for budgeting."""
GEN4_IMAGE = (
    "1024:1024 1080:1080 1168:880 1360:768 1440:1080 1080:1440 1808:768 1920:1080 1080:1920 2112:912 "
    "1280:720 720:1280 720:720 960:720 720:960 1680:720"
)
SMALL = 720
IMAGE = {
    "gen4_image": replace(_model("8", ratios=GEN4_IMAGE), small=Decimal(5)),
    "gen4_image_turbo": _model("2"),
    "gpt_image_2": _model("6"),
    "gemini_image3_pro": _model("20"),
}
NEEDS = {
    "image_to_video": ("promptImage", "ratio"), "text_to_video": ("promptText", "ratio"),
    "video_to_video": ("videoUri",), "text_to_image": ("promptText", "ratio"),
}  # fmt: skip


def refuse(no: Refusal) -> Response:
    status = {No.KEY: 401, No.RATE: 429, No.NOT_FOUND: 404}.get(no.why, 400)
    body: dict[str, Any] = {"error": no.message}
    if no.why is No.BALANCE:
        body = {"error": "You do not have enough credits to run this task."}
    if no.where:
        body = {
            "error": "Validation of body failed",
            "issues": [{"code": "custom", "message": no.message, "path": [no.where]}],
            "docUrl": "https://docs.dev.runwayml.com/api/",
        }
    return JSONResponse(body, status, headers={"retry-after": "1"} if no.why is No.RATE else None)


@dataclass(frozen=True, slots=True)
class Runway:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            *(Route(f"/v1/{kind}", self.create, methods=["POST"], name=kind) for kind in NEEDS),
            Route("/v1/tasks/{task}", self.retrieve, methods=["GET"]),
            Route("/v1/tasks/{task}", self.cancel, methods=["DELETE"]),
            Route("/v1/organization", self.organization, methods=["GET"]),
        )

    async def create(self, request: Request) -> Response:
        account = self._account(request)
        body = await json_of(request)
        kind = request.url.path.rpartition("/")[2]
        job = await self.desk.accept(request, account, _order(kind, body), by_model=True)
        return JSONResponse({"id": job.id, "estimatedCost": {"credits": int(job.charge.units)}})

    async def retrieve(self, request: Request) -> Response:
        account = self._account(request)
        look = self.desk.poll(account, request.path_params["task"])
        return JSONResponse(self._task(look, self._word(account, look)))

    async def cancel(self, request: Request) -> Response:
        self.desk.cancel(self._account(request), request.path_params["task"])
        return Response(status_code=204)

    async def organization(self, request: Request) -> Response:
        account = self._account(request)
        limits = {
            "maxConcurrentGenerations": self._at_once, "maxDailyGenerations": self.desk.limit("daily", DAILY)
        }  # fmt: skip
        today = self.desk.now().date()
        made = [look.job.model for look in self.desk.listed(account) if look.job.created.date() == today]
        return JSONResponse({
            "creditBalance": int(self.desk.balance(account) / DOLLARS_PER_CREDIT),
            "tier": {"maxMonthlyCreditSpend": 1_000_000, "models": dict.fromkeys((*VIDEO, *IMAGE), limits)},
            "usage": {"models": {model: {"dailyGenerations": made.count(model)} for model in sorted(set(made))}},
        })  # fmt: skip

    @property
    def _at_once(self) -> int:
        return self.desk.limit("at_once", CONCURRENT)

    def _account(self, request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not key.strip():
            raise Refusal(No.KEY, "The API key is missing or has another shape than a Runway key")
        if request.headers.get("x-runway-version") != VERSION:
            raise Refusal(No.INVALID, f"The X-Runway-Version header is missing or is not {VERSION}")
        return self.desk.account(key.strip())

    def _word(self, account: str, look: Look) -> str:
        if look.strange:
            return look.strange.upper()
        if look.state in {State.CREATED, State.QUEUED}:
            return "THROTTLED" if self.desk.running(account, look.job.model) >= self._at_once else "PENDING"
        return look.state.name

    def _task(self, look: Look, word: str) -> dict[str, Any]:
        task: dict[str, Any] = {"id": look.job.id, "createdAt": moment(look.job.created), "status": word}
        if not look.over:
            task |= {"estimatedCost": {"credits": int(look.job.charge.units)}}
            return task | ({"progress": look.progress} if look.state is State.RUNNING else {})
        task |= {"cost": {"credits": int(look.cost)}}
        if look.state is State.SUCCEEDED:
            task |= {"output": self.desk.links(look.job)}
        if look.state is State.FAILED:
            task |= {"failure": FAILED[0], "failureCode": FAILED[1]}
        return task


def _order(kind: str, body: dict[str, Any]) -> Order:
    name = body.get("model")
    models = IMAGE if kind == "text_to_image" else VIDEO
    if not isinstance(name, str) or name not in models:
        raise Refusal(No.INVALID, f"Unknown model; one of {', '.join(models)}", "model")
    for field in NEEDS[kind]:
        if not body.get(field):
            raise Refusal(No.INVALID, "Required", field)
    _check_references(kind, models[name], body.get("references"))
    clip = _clip(kind, models[name], body)
    return Order(name, clip, _charge(models[name], clip), request=body)


def _check_references(kind: str, model: Model, given: Any) -> None:
    """Of takes from text: what goes along with a first frame under this name is not read here."""
    if given is None or kind != "text_to_video":
        return
    if not isinstance(given, list) or not all(isinstance(each, dict) and each.get("uri") for each in given):
        raise Refusal(No.INVALID, "A list of objects with a uri", "references")
    if len(given) > model.references:
        raise Refusal(No.INVALID, f"At most {model.references} for this model", "references")


def _clip(kind: str, model: Model, body: dict[str, Any]) -> Clip:
    words = body.get("promptText") or ""
    if not isinstance(words, str) or len(words.encode("utf-16-le")) // 2 > MOST_PROMPT:
        raise Refusal(No.INVALID, f"At most {MOST_PROMPT} UTF-16 code units", "promptText")
    width, height = _size(model, body.get("ratio") or "1280:720")
    if kind == "text_to_image":
        return Clip(kind="still", form="png", width=width, height=height, words=words)
    form = one_of(body, "outputFormat", tuple(SURCHARGE))
    return Clip(
        width=width, height=height, seconds=_length(model, body.get("duration")), words=words,
        sound=body.get("audio") is True, form="mov" if form == "prores" else "mp4",
    )  # fmt: skip


def _size(model: Model, ratio: Any) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{2,4}):(\d{2,4})", ratio) if isinstance(ratio, str) else None
    if not found or (model.ratios and ratio not in model.ratios):
        raise Refusal(No.INVALID, f"One of {', '.join(sorted(model.ratios)) or 'WIDTH:HEIGHT'}", "ratio")
    return max(16, int(found[1])), max(16, int(found[2]))


def _length(model: Model, asked: Any) -> int:
    if asked is None or asked == "auto":
        return model.lengths[0]
    if asked not in model.lengths:
        raise Refusal(No.INVALID, f"One of {', '.join(map(str, sorted(model.lengths)))} seconds", "duration")
    return int(asked)


def _charge(model: Model, clip: Clip) -> Charge:
    if clip.kind == "still" and model.small is not None and min(clip.width, clip.height) <= SMALL:
        return Charge(units=model.small, unit="credit", amount=model.small * DOLLARS_PER_CREDIT)
    a_second = model.credits + SURCHARGE["prores" if clip.form == "mov" else "mp4"]
    units = model.credits if clip.kind == "still" else a_second * Decimal(str(clip.seconds))
    return Charge(units=units, unit="credit", amount=units * DOLLARS_PER_CREDIT)


WIRE = Wire("runway", lambda desk: Runway(desk).routes(), refuse)
