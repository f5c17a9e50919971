"""Synthesia, API v2: a presenter says a script. Bodies are those of its OpenAPI document, September 2026.

Class: reference. A video carries the `callbackId` that we gave it, which is the purchase's key, but it can't be asked
for by it: the list is read through. Nothing keeps a second video from having the same one. There is no cancel, and
deleting a video may delete one that was paid: what is ordered is waited for. Prices are in credits, which it does not
tell of a video. Webhooks are the account's and not a request's. There is no official SDK.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from picturelock.gateway.adapters.providers.line import REFUSALS, UNREADABLE, Answer
from picturelock.gateway.adapters.providers.terms import aspect, others, typed, unless_empty
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient

STATES: Mapping[str, JobState] = {
    "in_progress": JobState.RUNNING, "approved": JobState.RUNNING, "complete": JobState.SUCCEEDED,
    "error": JobState.FAILED, "rejected": JobState.FAILED, "deleted": JobState.CANCELLED,
}  # fmt: skip
"""`approved` is one that moderation let pass, and that is not made yet."""
OF_VIDEO, OF_SCENE = ("test", "title", "description", "visibility"), ("avatar", "background")
"""Parameters of the video and of its scene; all others are of its avatar, as `voice`, `scale` or `horizontalAlign`."""
PAGE, MOST_PAGES = 100, 100


class Synthesia(HttpProvider):
    name = "synthesia"
    recall = Recall.REFERENCE
    base = "https://api.synthesia.io"
    engines: ClassVar[Mapping[str, str]] = {"synthesia/presenter": "presenter"}

    @classmethod
    def headers(cls, key: str) -> Mapping[str, str]:
        """The key stands alone."""
        return {"authorization": key}

    def order(self, asked: Asked) -> tuple[str, Any]:
        said = asked.prompt.parameters
        scene: dict[str, Any] = {
            "scriptText": asked.prompt.text,
            **{name: said[name] for name in OF_SCENE if name in said},
        }
        if avatar := others(asked, *OF_VIDEO, *OF_SCENE, "aspectRatio"):
            scene["avatarSettings"] = {"style": "rectangular", **avatar}
        video = {
            "title": asked.prompt.shot,
            "visibility": "private",
            **{n: typed(said[n]) for n in OF_VIDEO if n in said},
        }
        ratio = said.get("aspectRatio") or aspect(asked)
        return "/v2/videos", {**video, "callbackId": asked.key, "aspectRatio": ratio, "input": [scene]}

    def place(self, job: str, handle: Mapping[str, str]) -> str:  # noqa: ARG002
        return f"/v2/videos/{job}"

    def job(self, body: Any) -> Job:
        word, at = body.get("status", "in_progress"), body.get("createdAt")
        state = STATES.get(word, JobState.STRANGE)
        return unless_empty(Job(
            body["id"], state, failure=_failure(word) if state is JobState.FAILED else None,
            why=f"synthesia says {word}" if state is JobState.FAILED else "",
            outputs=(body["download"],) if body.get("download") else (),
            created=datetime.fromtimestamp(at, UTC) if at else None,
        ))  # fmt: skip

    async def find(self, asked: Asked, since: datetime) -> Sequence[Job]:  # noqa: ARG002 the list has no known order
        """Raises Transient where the list can't be read to its end."""
        found, offset = list[Job](), 0
        for _ in range(MOST_PAGES):
            videos, after = await self._page(offset)
            try:
                found += [self.job(each) for each in videos if each.get("callbackId") == asked.key]
            except UNREADABLE as error:
                raise Transient(f"synthesia: can't read a video of the list ({error})") from error
            if after is None:
                return found
            offset = after
        raise Transient(f"synthesia lists more than {MOST_PAGES} pages; the job may be behind them")

    def refusal(self, answer: Answer) -> Declined | None:
        """Problems are told as RFC 9457 says, older ones as `{error, context}`."""
        if (failure := REFUSALS.get(answer.status)) is None:
            return None
        told = answer.body if isinstance(answer.body, dict) else {}
        said = (
            answer.said("detail") if told.get("detail") else answer.said("context" if told.get("context") else "error")
        )
        return Declined(failure, f"synthesia says {answer.status}: {said}", answer.after)

    async def _page(self, offset: int) -> tuple[Sequence[Mapping[str, Any]], int | None]:
        """Videos, and where the next page begins; None after the last. Raises Transient."""
        answer = await self.line.ask("GET", f"/v2/videos?limit={PAGE}&offset={offset}")
        try:
            videos, after = answer.body["videos"], answer.body.get("nextOffset")
            is_whole = answer.is_ok and all(each["id"] for each in videos) and (after is None or int(after) >= 0)
        except UNREADABLE as error:
            raise Transient(f"synthesia: can't read the list: {answer.content[:200]!r}") from error
        if not is_whole:
            raise Transient(f"synthesia does not list videos ({answer.status})")
        return videos, int(after) if videos and after is not None else None


def _failure(word: str) -> Failure:
    return Failure.SAFETY_INPUT if word == "rejected" else Failure.PROVIDER_INTERNAL
