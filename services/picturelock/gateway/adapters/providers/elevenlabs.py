"""ElevenLabs: the lines of a take, spoken in one request, under the picture that previz draws of it.

Class: listed. Text to dialogue answers at once, with the sound and where in it each line is; the request's id is in a
header. It is not the answer that is kept: the sound is fetched from the history, where the request is found by that id,
or, when its answer was lost, by its lines and voices; then its lines are told apart by the pauses between them. So the
account must keep a history, and be Picturelock's own. Billed is what the history says, in credits; a take in which
nobody speaks is not sent, and costs nothing. Read in the official client (elevenlabs 2.78), and not tried on
the service: that the header `request-id` tells the history's `request_id`, and that dialogue is in the history, is
taken from the names of the fields, of which the history has one for dialogue.
"""

import contextlib
import json
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from picturelock.gateway.adapters.previz import Drawn, draw, scene_of
from picturelock.gateway.adapters.providers.films import Fetched
from picturelock.gateway.adapters.providers.line import REFUSALS, UNREADABLE, Answer
from picturelock.gateway.adapters.providers.terms import units_of
from picturelock.gateway.adapters.providers.voices import voice_of
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import AnswerLost, Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Prompt
from picturelock.media import ffmpeg
from picturelock.media.delivery import directed
from picturelock.media.pool import Pool
from picturelock.media.previz.faults import Faults
from picturelock.media.previz.scene import ENGINE_VERSION, Scene
from picturelock.media.recording import Recording

MODEL = "eleven_v3"
FORM = "mp3_44100_128"
"""The best that every plan may ask for."""
MOST_CHARACTERS, MOST_VOICES = 5_000, 10
STATES: Mapping[str, JobState] = {
    "created": JobState.SUCCEEDED, "processing": JobState.RUNNING, "deleted": JobState.FAILED,
}  # fmt: skip
WORDS: Mapping[str, Failure] = {
    "quota_exceeded": Failure.BALANCE, "content_moderated": Failure.SAFETY_INPUT,
}  # fmt: skip
"""What a refusal's word means where it says more than the status."""
SILENT = "silent-"
"""What the job of a take without lines is called before its purchase; nobody is asked about it."""
ROUNDING = 0.25
"""Seconds by which a sound may be shorter than it was said to be."""
SLACK = 600
"""Seconds by which clocks may differ."""
SHOWN_WITHIN = 3_600.0
MOST_PAGES, PAGE = 100, 1000


class ElevenLabs(HttpProvider):
    name = "elevenlabs"
    recall = Recall.LISTED
    base = "https://api.elevenlabs.io"
    engines: ClassVar[Mapping[str, str]] = {"elevenlabs/eleven_v3": f"{MODEL}+{ENGINE_VERSION}"}
    _pool: ClassVar[Pool] = Pool(os.cpu_count() or 1)
    """All accounts draw in the same child processes, which are started when first needed."""

    @classmethod
    def headers(cls, key: str) -> Mapping[str, str]:
        return {"xi-api-key": key}

    def close(self) -> None:
        self._pool.close()

    def order(self, asked: Asked) -> tuple[str, Any]:
        inputs = said_in(_scene(asked.prompt))
        characters, voices = sum(len(each["text"]) for each in inputs), {each["voice_id"] for each in inputs}
        if characters > MOST_CHARACTERS or len(voices) > MOST_VOICES:
            raise Declined(
                Failure.INVALID_REQUEST,
                f"{asked.prompt.shot}: {characters:,} characters in {len(voices)} voices; ElevenLabs speaks "
                f"{MOST_CHARACTERS:,} in {MOST_VOICES} at once; split the shot",
            )
        body = {"inputs": inputs, "model_id": MODEL, "seed": asked.prompt.seed}
        return f"/v1/text-to-dialogue/with-timestamps?output_format={FORM}", body

    async def submit(self, asked: Asked) -> Job:
        """A take without lines is done at once, and nothing is sent for it."""
        path, body = self.order(asked)
        if not body["inputs"]:
            return _silent(f"{SILENT}{asked.key}")
        sent = str(int(time.time()))
        answer = await self.line.submit(path, body)
        if (refusal := self.refusal(answer)) is not None:
            raise refusal
        if not answer.is_ok or not (request := answer.headers.get("request-id")):
            raise AnswerLost(f"elevenlabs says {answer.status}: {answer.said('detail', 'message')}")
        return Job(request, JobState.QUEUED, {"sent": sent} | _cuts_told(answer.body, len(body["inputs"])))

    def job(self, body: Any) -> Job:
        """Of one item of the history."""
        state, at = STATES.get(body["state"], JobState.STRANGE), int(body["date_unix"])
        billed = int(body["character_count_change_to"]) - int(body["character_count_change_from"])
        is_gone = state is JobState.FAILED
        return Job(
            body["request_id"], state, {"sent": str(at)}, units=units_of(billed),
            failure=Failure.EXPIRED if is_gone else None, why="it was deleted from the history" if is_gone else "",
            outputs=(self.place(body["history_item_id"], {}),), created=datetime.fromtimestamp(at, UTC),
        )  # fmt: skip

    def place(self, job: str, handle: Mapping[str, str]) -> str:  # noqa: ARG002
        return f"/v1/history/{job}/audio"

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:
        """What is not in the history is not there yet, for an hour."""
        if job.startswith(SILENT):
            return _silent(job)
        async for item in self._history(int(handle.get("sent", 0)) - SLACK):
            if item.get("request_id") == job:
                found = self._understood(item)
                return replace(found, handle={**found.handle, **handle})
        if time.time() - float(handle.get("sent", 0)) > SHOWN_WITHIN:
            raise Declined(Failure.EXPIRED, f"elevenlabs does not show request {job} in the history; is it kept?")
        raise Transient(f"elevenlabs does not show request {job} in the history yet")

    async def find(self, asked: Asked, since: datetime) -> Sequence[Job]:
        wanted = said_in(_scene(asked.prompt))
        history = self._history(int(since.timestamp()))
        return [self._understood(item) async for item in history if _dialogue(item) == wanted]

    async def collect(self, job: Job, workspace: Path) -> Fetched:
        """The sound alone."""
        if not job.outputs:
            raise Declined(Failure.BAD_OUTPUT, f"elevenlabs says that {job.id} is done, and gives no sound")
        sound, where = workspace / "speech.mp3", self.line.address(job.outputs[0])
        await self.line.download(where, sound, with_key=self.line.leads_here(where))
        return Fetched(sound)

    async def complete(self, job: Job, prompt: Prompt, workspace: Path) -> Drawn:
        """The picture, with the sound as its lines."""
        scene = _scene(prompt)
        recording = None if job.id.startswith(SILENT) else await self._recording(job, workspace)
        return await self._pool.run(draw, scene, workspace, Faults(), recording)

    async def _recording(self, job: Job, workspace: Path) -> Recording:
        sound, whole = (await self.collect(job, workspace)).video, workspace / "speech.wav"
        try:
            await ffmpeg.run(
                [*ffmpeg.SAFE_INPUT, "-f", "mp3", "-i", f"file:{sound}", "-ac", "1", "-ar", "48000", f"file:{whole}"]
            )
        except Refused as error:
            raise Declined(Failure.BAD_OUTPUT, f"{job.id}: what came is no MP3: {error}") from error
        cuts = tuple((float(begin), float(end)) for begin, end in json.loads(job.handle.get("cuts", "[]")))
        recording = Recording(whole, cuts)
        if cuts and recording.seconds < cuts[-1][1] - ROUNDING:
            raise Transient(
                f"{job.id}: {recording.seconds:.1f} s of sound came, and its last line ends at {cuts[-1][1]}"
            )
        return recording

    def refusal(self, answer: Answer) -> Declined | None:
        if (failure := REFUSALS.get(answer.status)) is None:
            return None
        failure = WORDS.get(answer.said("detail", "status"), failure)
        said = f"elevenlabs says {answer.status}: {answer.said('detail', 'message')}"
        return Declined(failure, said, answer.after)

    async def _history(self, since: int) -> AsyncIterator[Mapping[str, Any]]:
        """Of our model, newest first, from `since` on (Unix time). Raises Transient when it can't all be read."""
        query = f"/v1/history?page_size={PAGE}&date_after_unix={max(since, 0)}"
        after = ""
        for _ in range(MOST_PAGES):
            page = await self._page(f"{query}&start_after_history_item_id={after}" if after else query)
            for item in page["history"]:
                if int(item["date_unix"]) < since:
                    return
                if item.get("model_id", MODEL) == MODEL:
                    yield item
            if not page.get("has_more"):
                return
            after = page["last_history_item_id"]
        raise Transient(f"elevenlabs' history has more than {MOST_PAGES} pages since {since}")

    async def _page(self, path: str) -> Any:
        answer = await self.line.ask("GET", path)
        with contextlib.suppress(LookupError, TypeError, ValueError):
            if answer.is_ok and all(
                item["history_item_id"] and int(item["date_unix"]) for item in answer.body["history"]
            ):
                return answer.body
        raise Transient(f"elevenlabs: can't read the history ({answer.status}): {answer.said('detail', 'message')}")

    def _understood(self, item: Mapping[str, Any]) -> Job:
        try:
            return self.job(item)
        except UNREADABLE as error:
            raise Transient(f"elevenlabs: can't read an item of the history ({error})") from error


def said_in(scene: Scene) -> list[dict[str, str]]:
    """What is sent of a scene: its lines, each with the voice of whoever speaks it."""
    cast = {presence.character: presence for presence in scene.cast}
    return [{"text": directed(line), "voice_id": voice_of(line, cast)} for line in scene.lines]


def _scene(prompt: Prompt) -> Scene:
    try:
        return scene_of(prompt)
    except Refused as error:
        raise Declined(Failure.INVALID_REQUEST, str(error)) from error


def _silent(job: str) -> Job:
    return Job(job, JobState.SUCCEEDED, units=Decimal(0))


def _cuts_told(body: Any, lines: int) -> dict[str, str]:
    """From the voice segments, of which a line may have several; nothing where they do not tell of every line."""
    spans: dict[int, tuple[float, float]] = {}
    with contextlib.suppress(LookupError, TypeError, ValueError):
        for segment in body["voice_segments"]:
            line = int(segment["dialogue_input_index"])
            begin, end = float(segment["start_time_seconds"]), float(segment["end_time_seconds"])
            known = spans.get(line, (begin, end))
            spans[line] = (min(begin, known[0]), max(end, known[1]))
    return {"cuts": json.dumps([spans[line] for line in range(lines)])} if spans.keys() == set(range(lines)) else {}


def _dialogue(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    told = item.get("dialogue") or [{"text": item.get("text"), "voice_id": item.get("voice_id")}]
    return [{"text": each.get("text"), "voice_id": each.get("voice_id")} for each in told]
