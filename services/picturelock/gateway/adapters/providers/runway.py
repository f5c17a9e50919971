"""Runway, and the models it fronts: API version 2024-11-06, as its own SDK 5.24 speaks it.

Class: nothing can be found out about a job whose answer was lost; there is no list and no key. Prices are in credits.
The official SDK posts three times when an answer is lost and sends no key, so it is not used.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from picturelock.gateway.adapters.providers.line import UNREADABLE, Answer
from picturelock.gateway.adapters.providers.stills import StillProvider
from picturelock.gateway.adapters.providers.terms import picture, units_of
from picturelock.gateway.model import Allowance, Limit, Recall
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient

STATES: Mapping[str, JobState] = {
    "PENDING": JobState.QUEUED, "THROTTLED": JobState.QUEUED, "RUNNING": JobState.RUNNING,
    "SUCCEEDED": JobState.SUCCEEDED, "FAILED": JobState.FAILED, "CANCELLED": JobState.CANCELLED,
}  # fmt: skip
FAILURES: Mapping[str, Failure] = {
    "SAFETY.INPUT": Failure.SAFETY_INPUT, "SAFETY.OUTPUT": Failure.SAFETY_OUTPUT, "SAFETY": Failure.SAFETY_OUTPUT,
    "INPUT_PREPROCESSING": Failure.INVALID_REQUEST, "ASSET.INVALID": Failure.INVALID_REQUEST,
    "INTERNAL.BAD_OUTPUT": Failure.BAD_OUTPUT, "THIRD_PARTY": Failure.PROVIDER_INTERNAL,
}  # fmt: skip
"""By how a failure's code begins."""
SEEDED = frozenset({"gen4.5", "gen4_turbo", "veo3.1", "seedance2"})
"""Models that take a seed; the schema of the others has none."""
MOST_IMAGE = 3_700_000
"""Bytes of an image that is sent along: as a data URI, it has less than 5 MB."""


class Runway(StillProvider):
    name = "runway"
    recall = Recall.NOTHING
    base = "https://api.dev.runwayml.com"
    engines: ClassVar[Mapping[str, str]] = {
        f"runway/{model}": model
        for model in ("gen4.5", "gen4_turbo", "veo3.1", "kling3.0_pro", "hailuo3", "seedance2", "wan3")
    }

    @classmethod
    def headers(cls, key: str) -> Mapping[str, str]:
        return {"authorization": f"Bearer {key}", "x-runway-version": "2024-11-06"}

    stills: ClassVar[Mapping[str, str]] = {"runway/gen4_image": "gen4_image"}

    def order(self, asked: Asked) -> tuple[str, Any]:
        prompt = asked.prompt
        body: dict[str, Any] = {"promptText": prompt.text, **prompt.parameters}
        if prompt.engine in self.stills:
            return "/v1/text_to_image", {**body, "seed": prompt.seed}
        if self.engines[prompt.engine] in SEEDED:
            body["seed"] = prompt.seed
        if "duration" in body:
            body["duration"] = int(body["duration"])
        if asked.references:
            body["references"] = [{"uri": picture(file, MOST_IMAGE, "Runway").uri} for file in asked.references]
        if asked.first_frame is None:
            return "/v1/text_to_video", body
        first = {"uri": picture(asked.first_frame, MOST_IMAGE, "Runway").uri, "position": "first"}
        return "/v1/image_to_video", {**body, "promptImage": [first]}

    def place(self, job: str, handle: Mapping[str, str]) -> str:  # noqa: ARG002
        return f"/v1/tasks/{job}"

    def job(self, body: Any) -> Job:
        state = STATES.get(body.get("status", "PENDING"), JobState.STRANGE)
        cost = (body.get("cost") or {}).get("credits")
        return Job(
            body["id"], state, progress=body.get("progress"), units=units_of(cost),
            failure=_failure(body.get("failureCode", "")) if state is JobState.FAILED else None,
            why=body.get("failure") or "", outputs=tuple(body.get("output") or ()),
        )  # fmt: skip

    def refusal(self, answer: Answer) -> Declined | None:
        """Too little credit is a 400 here."""
        refused = super().refusal(answer)
        if refused and answer.status == 400 and "credits" in answer.said("error"):  # noqa: PLR2004
            return Declined(Failure.BALANCE, str(refused))
        return refused

    async def allowance(self) -> Allowance:
        """`GET /v1/organization`. An account may have other people's takes as well: its usage counts them too."""
        answer = await self.line.ask("GET", "/v1/organization")
        if not answer.is_ok:
            raise Declined(Failure.AUTH, f"runway says {answer.status}: {answer.said('error')}")
        try:
            return _allowance(answer.body)
        except UNREADABLE as error:
            raise Transient(f"runway: can't read what it says of the account ({error})") from error

    async def cancel(self, job: str, handle: Mapping[str, str]) -> None:
        await self.line.ask("DELETE", self.place(job, handle))


def _allowance(body: Any) -> Allowance:
    limits = {
        f"runway/{model}": Limit(
            at_once=_whole(said.get("maxConcurrentGenerations")), daily=_whole(said.get("maxDailyGenerations"))
        )
        for model, said in body["tier"]["models"].items()
    }
    usage = body.get("usage", {}).get("models", {})
    used = {f"runway/{model}": _whole(said.get("dailyGenerations")) or 0 for model, said in usage.items()}
    return Allowance(limits, used, units_of(body.get("creditBalance")))


def _whole(said: Any) -> int | None:
    return None if said is None else int(said)


def _failure(code: str) -> Failure:
    found = (failure for begins, failure in FAILURES.items() if code.startswith(begins))
    return next(found, Failure.PROVIDER_INTERNAL)
