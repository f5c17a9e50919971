"""ElevenLabs: speech, dialogue and sound effects, whose bytes are the answer.

Speech whose answer was lost is found in the history, by its text, and can be fetched again; a sound effect can't be.
Dialogue is there too, by its field `dialogue`; its variant with timestamps tells where each line is, and of characters
no more than that (what the service says of them besides is left out).
Prices are in credits: one a character (Multilingual, v3), a half (Flash, Turbo), and for effects 40 a second, or 200
when no length is asked for; they are documented. A credit is counted as $0.0003, which is plausible for small plans.
An effect is a voice that mumbles what was asked for, however long that takes.
"""

import asyncio
import base64
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.twin.clips import MEDIA_TYPES, spans
from picturelock.twin.desk import Desk, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, Job
from picturelock.twin.results import handed_out
from picturelock.twin.wire import Wire

DOLLARS_PER_CREDIT = Decimal("0.0003")
SPEECH = {
    "eleven_multilingual_v2": ("1", 10_000), "eleven_v3": ("1", 5_000), "eleven_flash_v2_5": ("0.5", 40_000),
    "eleven_turbo_v2_5": ("0.5", 40_000), "eleven_flash_v2": ("0.5", 30_000), "eleven_turbo_v2": ("0.5", 30_000),
}  # fmt: skip
"""Credits a character, and the most characters of a request."""
EFFECTS = "eleven_text_to_sound_v2"
EFFECT_CREDITS, EFFECT_CREDITS_PER_SECOND = 200, 40
SHORTEST, LONGEST = 0.5, 30.0
MOST_VOICES = 10
REFUSALS = {
    No.KEY: (401, "invalid_api_key"), No.BALANCE: (401, "quota_exceeded"), No.INVALID: (400, "invalid_parameters"),
    No.RATE: (429, "too_many_concurrent_requests"), No.NOT_FOUND: (404, "not_found"),
}  # fmt: skip
MODERATED = Refusal(No.INVALID, "The text was flagged by our content moderation.", "content_moderated")
TOO_LONG = "max_character_limit_exceeded"
KINDS = frozenset({"content_moderated", TOO_LONG, "output_format_not_allowed", "model_not_found"})
"""Kinds of wrong requests that have a word of their own; the others name the field at fault, as validation does."""


def refuse(no: Refusal) -> Response:
    status, word = REFUSALS[no.why]
    if no.why is No.INVALID and no.where and no.where not in KINDS:
        return JSONResponse({"detail": [{"type": "value_error", "loc": ["body", no.where], "msg": no.message}]}, 422)
    return JSONResponse({"detail": {"status": no.where if no.where in KINDS else word, "message": no.message}}, status)


@dataclass(frozen=True, slots=True)
class ElevenLabs:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/v1/text-to-speech/{voice}", self.speak, methods=["POST"]),
            Route("/v1/text-to-dialogue", self.talk, methods=["POST"]),
            Route("/v1/text-to-dialogue/with-timestamps", self.timed, methods=["POST"]),
            Route("/v1/sound-generation", self.sound, methods=["POST"]),
            Route("/v1/history", self.history, methods=["GET"]),
            Route("/v1/history/{item}/audio", self.again, methods=["GET"]),
        )

    async def speak(self, request: Request) -> Response:
        account = self._account(request)
        order = _speech(await json_of(request), _form(request))
        return await self._made(request, account, order)

    async def talk(self, request: Request) -> Response:
        account = self._account(request)
        return await self._made(request, account, _dialogue(await json_of(request), _form(request)))

    async def timed(self, request: Request) -> Response:
        """The sound in base64, and where in it each line is."""
        job = await self._job(request, self._account(request), _dialogue(await json_of(request), _form(request)))
        sound = await asyncio.to_thread((await self.desk.file(job)).read_bytes)
        told = {"audio_base64": base64.b64encode(sound).decode(), "alignment": None, "normalized_alignment": None}
        return JSONResponse(told | {"voice_segments": _segments(job)}, headers=_headers(job))

    async def sound(self, request: Request) -> Response:
        account = self._account(request)
        return await self._made(request, account, _effect(await json_of(request), _form(request)))

    async def history(self, request: Request) -> Response:
        """Newest first; what is not speech is not in it."""
        account = self._account(request)
        size = request.query_params.get("page_size", "100")
        after = request.query_params.get("start_after_history_item_id", "")
        jobs = (look.job for look in self.desk.listed(account) if not look.job.moderated)
        first = request.query_params.get("date_after_unix", "")
        since = int(first) if first.isdecimal() else 0
        spoken = [job for job in jobs if job.model != EFFECTS and int(job.created.timestamp()) >= since]
        ids = [job.id for job in spoken]
        rest = spoken[ids.index(after) + 1 :] if after in ids else spoken
        page = rest[: int(size) if size.isdecimal() else 100]
        last = page[-1].id if page else None
        return JSONResponse(
            {"history": list(map(_item, page)), "last_history_item_id": last, "has_more": len(page) < len(rest)}
        )

    async def again(self, request: Request) -> Response:
        job = self.desk.find(self._account(request), request.path_params["item"])
        return await handed_out(self.desk, job)

    def _account(self, request: Request) -> str:
        key = request.headers.get("xi-api-key", "").strip()
        if not key:
            raise Refusal(No.KEY, "Invalid API key")
        return self.desk.account(key)

    async def _made(self, request: Request, account: str, order: Order) -> Response:
        job = await self._job(request, account, order)
        return FileResponse(await self.desk.file(job), media_type=MEDIA_TYPES[job.clip.form], headers=_headers(job))

    async def _job(self, request: Request, account: str, order: Order) -> Job:
        job = await self.desk.accept(request, account, order)
        if job.moderated:
            raise MODERATED
        return job


def _headers(job: Job) -> dict[str, str]:
    return {"request-id": job.id, "character-cost": str(math.ceil(job.charge.units)), "history-item-id": job.id}


def _item(job: Job) -> dict[str, Any]:
    """Of dialogue, text and voice are told line by line, and in their own fields not at all."""
    dialogue = job.request.get("inputs")
    voice, text = (job.path.rpartition("/")[2], job.clip.words) if dialogue is None else (None, None)
    return {
        "history_item_id": job.id, "request_id": job.id, "voice_id": voice, "model_id": job.model, "text": text,
        "dialogue": dialogue, "date_unix": int(job.created.timestamp()), "character_count_change_from": 0,
        "character_count_change_to": math.ceil(job.charge.units), "content_type": MEDIA_TYPES[job.clip.form],
        "state": "created", "source": "TTS", "settings": job.request.get("voice_settings"),
    }  # fmt: skip


def _speech(body: dict[str, Any], form: Literal["mp3", "wav"]) -> Order:
    name, words = body.get("model_id") or "eleven_multilingual_v2", _text(body)
    if name not in tuple(SPEECH):
        raise Refusal(No.INVALID, f"A model with ID {name} does not exist", "model_not_found")
    each, most = SPEECH[name]
    if len(words) > most:
        said = f"This request's text has {len(words)} characters and exceeds the character limit of {most} characters."
        raise Refusal(No.INVALID, said, TOO_LONG)
    return Order(name, Clip(kind="voice", form=form, words=words), _credits(Decimal(each) * len(words)), request=body)


def _dialogue(body: dict[str, Any], form: Literal["mp3", "wav"]) -> Order:
    inputs = body.get("inputs")
    if not isinstance(inputs, list) or not inputs:
        raise Refusal(No.INVALID, "Field required", "inputs")
    for each in inputs:
        if not isinstance(each, dict) or not isinstance(each.get("voice_id"), str):
            raise Refusal(No.INVALID, "Field required", "voice_id")
    if len({each["voice_id"] for each in inputs}) > MOST_VOICES:
        raise Refusal(No.INVALID, f"At most {MOST_VOICES} unique voices", "inputs")
    lines = [" ".join(_text(each).split()) for each in inputs]
    order = _speech({"model_id": "eleven_v3", **body, "text": "".join(map(_text, inputs))}, form)
    return replace(order, clip=Clip(kind="voice", form=form, words="\n".join(lines)), request=body)


def _segments(job: Job) -> list[dict[str, Any]]:
    """One for each line."""
    found, at = [], 0
    lines = zip(job.request["inputs"], spans(job.clip.words), strict=True)
    for number, (line, (begin, end)) in enumerate(lines):
        found.append({
            "voice_id": line["voice_id"], "start_time_seconds": begin, "end_time_seconds": end,
            "character_start_index": at, "character_end_index": at + len(line["text"]), "dialogue_input_index": number,
        })  # fmt: skip
        at += len(line["text"])
    return found


def _effect(body: dict[str, Any], form: Literal["mp3", "wav"]) -> Order:
    words, length = _text(body), body.get("duration_seconds")
    if length is not None and not (type(length) in (int, float) and SHORTEST <= length <= LONGEST):
        raise Refusal(No.INVALID, f"Input should be between {SHORTEST:g} and {LONGEST:g}", "duration_seconds")
    cost = Decimal(EFFECT_CREDITS) if length is None else EFFECT_CREDITS_PER_SECOND * Decimal(str(length))
    return Order(EFFECTS, Clip(kind="voice", form=form, words=words), _credits(cost), request=body)


def _text(body: dict[str, Any]) -> str:
    words = body.get("text")
    if not isinstance(words, str) or not words.strip():
        raise Refusal(No.INVALID, "Field required", "text")
    return words


def _form(request: Request) -> Literal["mp3", "wav"]:
    asked = request.query_params.get("output_format", "mp3_44100_128")
    found = re.fullmatch(r"(mp3|wav)_\d+(_\d+)?", asked)
    if not found:
        said = f"output_format {asked}: the studio twin makes only mp3_* and wav_*"
        raise Refusal(No.INVALID, said, "output_format_not_allowed")
    return "mp3" if found[1] == "mp3" else "wav"


def _credits(units: Decimal) -> Charge:
    return Charge(units=units, unit="credit", amount=units * DOLLARS_PER_CREDIT)


def _id_of(uuid: UUID) -> str:
    return uuid.hex[:20]


WIRE = Wire("elevenlabs", lambda desk: ElevenLabs(desk).routes(), refuse, _id_of)
