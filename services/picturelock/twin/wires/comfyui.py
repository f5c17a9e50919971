"""ComfyUI, as it serves workflows: a queue, a history, and a websocket that tells how far each prompt is. No key.

A prompt is found again by the `prompt_id` that its client gave it, in the queue or in the history; that must be a UUID.
The same id again is another prompt: nothing tells the two apart. Shapes are those of the server's source, October
2026. What a workflow costs is the time it holds a card, at $0.0007 a GPU second, which is plausible for a rented one.
A prompt that the fault plan has moderated fails with an error of the card. All paths are also under `/api`.
"""

import asyncio
import re
import uuid
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from picturelock.twin.clips import MEDIA_TYPES
from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import SECONDS_PER_SECOND, SETUP_SECONDS, Charge, Clip, Job, State
from picturelock.twin.wire import Wire
from picturelock.twin.wires.comfyui_graph import (
    JOB_WORDS,
    WAITS,
    Message,
    clip_of,
    history_entry,
    job_entry,
    made_by,
    news,
    problem,
    prompt_id_of,
    queue_entry,
    ran,
    told,
)

DOLLARS_PER_GPU_SECOND = Decimal("0.0007")
LOOK_SECONDS = 0.05
STATUS = {No.KEY: 401, No.INVALID: 400, No.BALANCE: 402, No.RATE: 429, No.NOT_FOUND: 404}
ASIDE = {"client_id": str, "extra_data": dict}
FLAGS = {"type": "feature_flags", "data": {"supports_preview_metadata": False, "max_upload_size": 104_857_600}}
CARD = {"name": "cuda:0 studio twin", "type": "cuda", "index": 0, "vram_total": 25_769_803_776,
        "vram_free": 25_000_000_000, "torch_vram_total": 0, "torch_vram_free": 0}  # fmt: skip
SYSTEM = {"os": "posix", "comfyui_version": "0.3.65", "python_version": "3.11", "embedded_python": False, "argv": []}


def refuse(no: Refusal) -> Response:
    """A farm's proxy says some of these; ComfyUI itself knows no balance and no limit."""
    return JSONResponse({"error": told(no.why.name.lower(), no.message), "node_errors": {}}, STATUS[no.why])


@dataclass(frozen=True, slots=True)
class ComfyUI:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        plain = (
            ("/prompt", self.create, "POST"), ("/prompt", self.remaining, "GET"), ("/queue", self.queue, "GET"),
            ("/queue", self.clear, "POST"), ("/interrupt", self.interrupt, "POST"), ("/free", self.free, "POST"),
            ("/history", self.history, "GET"), ("/history/{prompt}", self.history, "GET"), ("/view", self.view, "GET"),
            ("/upload/image", self.upload, "POST"), ("/system_stats", self.stats, "GET"),
        )  # fmt: skip
        served = [Route(f"{at}{path}", ask, methods=[how]) for at in ("", "/api") for path, ask, how in plain]
        return (
            *served,
            Route("/api/jobs", self.jobs, methods=["GET"]),
            Route("/api/jobs/{prompt}", self.job, methods=["GET"]),
            Route("/api/jobs/{prompt}/cancel", self.cancel, methods=["POST"]),
            *(WebSocketRoute(path, self.tell) for path in ("/ws", "/api/ws")),
        )

    async def create(self, request: Request) -> Response:
        body = await json_of(request)
        if "prompt" not in body:
            return _wrong(told("no_prompt", "No prompt provided", "No prompt provided"))
        if (given := body.get("prompt_id")) is not None and not _canonical(given):
            details = "prompt_id must be a UUID string in canonical lowercase hyphenated form"
            return _wrong(told("invalid_prompt_id", "prompt_id must be a valid UUID", details))
        stop, errors, outputs = problem(body["prompt"], self._uploaded())
        if stop:
            return _wrong(stop, errors)
        kept = {name: body[name] for name in ("prompt", "prompt_id") if body.get(name)}
        kept |= {name: body[name] for name, kind in ASIDE.items() if isinstance(body.get(name), kind)}
        clip = clip_of(body["prompt"])
        order = Order("workflow", clip, _charge(clip), reference=given or "", request=kept | {"outputs": outputs})
        job = await self.desk.accept(request, self._account(), order)
        return JSONResponse({"prompt_id": prompt_id_of(job), "number": job.number, "node_errors": errors})

    async def remaining(self, _request: Request) -> Response:
        return JSONResponse(self._remaining())

    async def queue(self, _request: Request) -> Response:
        looks = self.desk.listed(self._account())[::-1]
        running = [queue_entry(look.job) for look in looks if look.state is State.RUNNING]
        waiting = [queue_entry(look.job) for look in looks if look.state in WAITS]
        return JSONResponse({"queue_running": running, "queue_pending": waiting})

    async def clear(self, request: Request) -> Response:
        """Takes prompts out of the queue that do not run yet: all, or those that are named."""
        body = await json_of(request)
        named = body["delete"] if isinstance(body.get("delete"), list) else []
        for look in self.desk.listed(self._account()):
            if look.state in WAITS and (body.get("clear") or prompt_id_of(look.job) in named):
                self.desk.cancel(look.job.account, look.job.id)
        return Response()

    async def interrupt(self, request: Request) -> Response:
        """Stops what runs: all, or the one that is named."""
        with suppress(Refusal):
            only = (await json_of(request)).get("prompt_id")
            self._interrupt(only)
            return Response()
        self._interrupt(None)
        return Response()

    async def free(self, _request: Request) -> Response:
        return Response()

    async def history(self, request: Request) -> Response:
        """What is over: all of it, or one; an id that is not there is no error."""
        if (name := request.path_params.get("prompt")) is None:
            looks = [look for look in self.desk.listed(self._account())[::-1] if look.over and ran(look)]
            return JSONResponse({prompt_id_of(look.job): history_entry(look) for look in looks})
        job = self._job(name)
        look = self.desk.poll(self._account(), job.id) if job else self._missed(name)
        return JSONResponse({name: history_entry(look)} if look and look.over and ran(look) else {})

    async def view(self, request: Request) -> Response:
        asked = request.query_params
        name, subfolder = asked.get("filename", ""), asked.get("subfolder", "")
        if asked.get("type", "output") == "input":
            path = self._folder(subfolder) / PurePosixPath(name).name
            return FileResponse(path) if name and path.is_file() else Response(status_code=404)
        for look in self.desk.listed(self._account()):
            files = [file for made in made_by(look.job).values() for kind in made.values() for file in kind]
            wanted = {"filename": name, "subfolder": subfolder}
            if look.state is State.SUCCEEDED and any(_is(file, wanted) for file in files):
                return FileResponse(await self.desk.file(look.job), media_type=MEDIA_TYPES[look.job.clip.form])
        return Response(status_code=404)

    async def upload(self, request: Request) -> Response:
        fields = _multipart(request.headers.get("content-type", ""), await request.body())
        name, held = fields.get("image", ("", b""))
        name = PurePosixPath(name.replace("\\", "/")).name
        if not name or not held:
            return Response(status_code=400)
        subfolder = fields.get("subfolder", ("", b""))[1].decode(errors="replace")
        over = fields.get("overwrite", ("", b""))[1] in {b"true", b"1"}
        path = self._free(self._folder(subfolder) / name, held, over=over)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
        return JSONResponse({"name": path.name, "subfolder": subfolder, "type": "input"})

    async def stats(self, _request: Request) -> Response:
        return JSONResponse({"system": SYSTEM, "devices": [CARD]})

    async def jobs(self, request: Request) -> Response:
        looks = self.desk.listed(self._account())
        if wanted := request.query_params.get("status"):
            looks = [look for look in looks if JOB_WORDS[look.state] in wanted.split(",")]
        pages = {"offset": 0, "limit": None, "total": len(looks), "has_more": False}
        return JSONResponse({"jobs": [job_entry(look) for look in looks], "pagination": pages})

    async def job(self, request: Request) -> Response:
        name = request.path_params["prompt"]
        job = self._job(name)
        look = self.desk.poll(self._account(), job.id) if job else self._missed(name)
        return JSONResponse(job_entry(look, whole=True) if look else {"error": "Job not found"}, 200 if look else 404)

    async def cancel(self, request: Request) -> Response:
        job = self._job(request.path_params["prompt"])
        over = job is None or self.desk.look(job).over
        if job:
            self.desk.cancel(self._account(), job.id)
        return JSONResponse({"cancelled": not over})

    async def tell(self, socket: WebSocket) -> None:
        """Tells a client of its own prompts, from now on, until it goes."""
        await socket.accept()
        client = socket.query_params.get("clientId") or uuid.uuid4().hex
        telling = asyncio.create_task(self._tell(socket, client))
        try:
            while (heard := await socket.receive())["type"] != "websocket.disconnect":
                if "feature_flags" in (heard.get("text") or ""):
                    await socket.send_json(FLAGS)
        finally:
            telling.cancel()
            with suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await telling

    async def _tell(self, socket: WebSocket, client: str) -> None:
        past = {look.job.id for look in self.desk.listed(self._account()) if look.over}
        known: Counter[str] = Counter()
        before: dict[str, Any] = {}
        while True:
            if before != (now := self._remaining()):
                before = now
                await socket.send_json({"type": "status", "data": {"status": now, "sid": client}})
            for look in self.desk.listed(self._account())[::-1]:
                if look.job.request.get("client_id") == client and look.job.id not in past:
                    for message in news(look, known):
                        await _send(socket, message)
            await self.desk.studio.clock.sleep(LOOK_SECONDS)

    def _account(self) -> str:
        return self.desk.account("")

    def _remaining(self) -> dict[str, Any]:
        left = sum(not look.over for look in self.desk.listed(self._account()))
        return {"exec_info": {"queue_remaining": left}}

    def _job(self, name: str) -> Job | None:
        """The newest under that id."""
        return next((look.job for look in self.desk.listed(self._account()) if prompt_id_of(look.job) == name), None)

    def _missed(self, name: str) -> Look | None:
        """A poll for what is not there is one too: faults may strike it."""
        with suppress(Refusal):
            return self.desk.poll(self._account(), name)
        return None

    def _interrupt(self, only: Any) -> None:
        for look in self.desk.listed(self._account()):
            if look.state is State.RUNNING and only in (None, prompt_id_of(look.job)):
                self.desk.cancel(look.job.account, look.job.id)

    def _folder(self, subfolder: str) -> Path:
        parts = PurePosixPath(subfolder).parts
        if ".." in parts or subfolder.startswith("/"):
            raise Refusal(No.INVALID, f"subfolder: {subfolder} is outside of the input folder", "subfolder")
        return self.desk.studio.folder.joinpath("comfyui-input", *parts)

    def _free(self, path: Path, held: bytes, *, over: bool) -> Path:
        """The path, or one beside it, where these bytes are already or nothing is."""
        number, free = 0, path
        while not over and free.exists() and free.read_bytes() != held:
            number += 1
            free = path.with_name(f"{path.stem} ({number}){path.suffix}")
        return free

    def _uploaded(self) -> frozenset[str]:
        folder = self._folder("")
        return frozenset(each.relative_to(folder).as_posix() for each in folder.rglob("*"))


async def _send(socket: WebSocket, message: Message) -> None:
    if isinstance(message, bytes):
        await socket.send_bytes(message)
    else:
        await socket.send_json(message)


def _is(file: Any, wanted: dict[str, str]) -> bool:
    return isinstance(file, dict) and wanted.items() <= file.items()


def _charge(clip: Clip) -> Charge:
    held = SETUP_SECONDS + (SECONDS_PER_SECOND * clip.seconds if clip.kind == "video" else 0.0)
    units = Decimal(str(round(held, 3)))
    return Charge(units=units, unit="GPU second", amount=units * DOLLARS_PER_GPU_SECOND)


def _canonical(given: Any) -> bool:
    try:
        return isinstance(given, str) and str(uuid.UUID(given)) == given
    except ValueError:
        return False


def _wrong(error: dict[str, Any], errors: dict[str, Any] | None = None) -> Response:
    return JSONResponse({"error": error, "node_errors": errors or {}}, 400)


def _multipart(content_type: str, body: bytes) -> dict[str, tuple[str, bytes]]:
    """File name and bytes of each field."""
    found = re.search(r'boundary="?([^";]+)"?', content_type)
    parts = (b"\r\n" + body).split(b"\r\n--" + found[1].encode())[1:-1] if found else []
    fields: dict[str, tuple[str, bytes]] = {}
    for part in parts:
        head, _, held = part.partition(b"\r\n\r\n")
        said = head.decode(errors="replace")
        name, file = (re.search(rf'[; ]{key}="([^"]*)"', said) for key in ("name", "filename"))
        if name:
            fields[name[1]] = (file[1] if file else "", held)
    return fields


WIRE = Wire("comfyui", lambda desk: ComfyUI(desk).routes(), refuse)
