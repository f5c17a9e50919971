"""A site's own ComfyUI as an engine: its workflow, filled in for each take, on its own server.

A site describes it in a file (YAML):

    name: comfyui/wan2.2            # the compiler's target
    workflow: wan.json              # API format, its nodes marked; beside this file
    server: http://127.0.0.1:8188
    previews: /mnt/previews        # where pictures of what runs are put, if anywhere
"""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, Field, field_validator

from picturelock.gateway.adapters.comfyui_server import Run, Server, Standing, files_of
from picturelock.gateway.adapters.comfyui_socket import Telling, listening, preview_of
from picturelock.gateway.adapters.comfyui_workflow import FILM, Workflow, workflow_in
from picturelock.gateway.adapters.patience import patiently
from picturelock.gateway.adapters.providers.line import Line
from picturelock.gateway.adapters.site_engine import Rendered, described
from picturelock.gateway.ports import Declined, Progress
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Prompt

POLL_SECONDS = 2.0
END_SECONDS = 5.0
FILMS = frozenset({".mp4", ".m4v", ".mov", ".mkv", ".webm"})


class Site(BaseModel):
    """How a site runs ComfyUI. A take may need `timeout` seconds, its time in the queue included.

    A server may be silent for `patience` seconds, as when it loads a model.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str = "1"
    workflow: Path
    server: str = "http://127.0.0.1:8188"
    timeout: float = Field(default=3600.0, gt=0)
    patience: float = Field(default=120.0, ge=0)
    previews: Path | None = None

    @field_validator("server")
    @classmethod
    def _leads_somewhere(cls, server: str) -> str:
        url = httpx.URL(server) if server.startswith(("http://", "https://")) else None
        if url is None or not url.host or url.userinfo or url.query:
            raise ValueError(f"{server!r} is no address of a server; write it as http://127.0.0.1:8188")
        return server.rstrip("/")


@dataclass(frozen=True, slots=True)
class Take:
    """What is being made. `job` is its name at the server: the same whenever this version makes this prompt.

    `news` is set when something was told of it that is worth a look.
    """

    job: str
    prompt: Prompt
    workspace: Path
    server: Server
    news: asyncio.Event


class ComfyUIEngine:
    """Its version is the site's own and a digest of the workflow. It does not promise to make the same take twice.

    The same seed gives nearly the same picture on one card, and another one on another.
    """

    def __init__(self, site: Site, workflow: Workflow) -> None:
        self._site = site
        self._workflow = workflow
        self.name = site.name
        self.version = f"{site.version}+{workflow.digest[:8]}"

    async def make(self, prompt: Prompt, workspace: Path, progress: Progress) -> Rendered:
        job = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.name}/{self.version}/{prompt.digest}"))
        async with httpx.AsyncClient() as client:
            server = Server(self._site.server, Line(client, self._site.server, {}), self._workflow)
            take = Take(job, prompt, workspace, server, asyncio.Event())
            try:
                async with asyncio.timeout(self._site.timeout), self._told(take, progress):
                    return await self._made(take)
            except TimeoutError:
                await _ended(take)
                raise Transient(f"{self.name}: not done after {self._site.timeout:g} s") from None
            except asyncio.CancelledError:
                await _ended(take)
                raise

    @asynccontextmanager
    async def _told(self, take: Take, progress: Progress) -> AsyncIterator[None]:
        """What the server tells of the take while it runs is passed on."""
        telling = Telling(take.job, self._workflow.graph)
        with self._shown(take) as show:

            def heard(message: str | bytes) -> None:
                if isinstance(message, bytes):
                    show(preview_of(message))
                    return
                telling.hear(message)
                progress(int(telling.share * take.prompt.frames))
                if telling.is_over:
                    take.news.set()

            async with listening(self._site.server, take.job, heard):
                yield

    @contextmanager
    def _shown(self, take: Take) -> Iterator[Callable[[bytes], None]]:
        """The newest preview lies in a file, which goes when the take is over. A full disk costs no take."""
        file = self._site.previews / f"{take.prompt.shot}-{take.job[:8]}.jpg" if self._site.previews else None

        def show(picture: bytes) -> None:
            if file and picture:
                with suppress(OSError):
                    file.with_suffix(".part").write_bytes(picture)
                    file.with_suffix(".part").replace(file)

        try:
            yield show
        finally:
            if file:
                file.unlink(missing_ok=True)

    async def _made(self, take: Take) -> Rendered:
        """What was made before is fetched; where its film is not kept any more, or it failed, it is made anew."""
        run = await self._seen(take)
        if run.is_made:
            with suppress(Declined):
                return await self._fetched(take, run.entry)
        if run.standing in (Standing.NOWHERE, Standing.OVER):
            await self._begin(take)
        while (run := await self._seen(take)).standing is not Standing.OVER:
            if run.standing is Standing.NOWHERE:
                raise Transient(f"{self._site.server}: does not know the run any more; was ComfyUI started anew?")
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await take.news.wait()
            take.news.clear()
        take.server.judge(run.entry)
        return await self._fetched(take, run.entry)

    async def _begin(self, take: Take) -> None:
        """An answer that was lost is made up for by a look."""
        try:
            await take.server.begin(take.job, self._workflow.filled(take.prompt))
        except Transient:
            run = await self._seen(take)
            if run.standing not in (Standing.WAITING, Standing.RUNNING) and not run.is_made:
                raise

    async def _seen(self, take: Take) -> Run:
        return await patiently(self.name, lambda: take.server.run(take.job), self._site.patience)

    async def _fetched(self, take: Take, entry: Mapping[str, Any]) -> Rendered:
        file = self._film(entry)
        video = take.workspace / f"take{Path(file['filename']).suffix.lower()}"
        await patiently(self.name, lambda: take.server.fetch(file, video), self._site.patience)
        return Rendered(video)

    def _film(self, entry: Mapping[str, Any]) -> Mapping[str, str]:
        files, only = files_of(entry), self._workflow.film
        films = [
            (node, file) for node, file in files
            if only in ("", node) and Path(file["filename"]).suffix.lower() in FILMS
        ]  # fmt: skip
        if len(films) == 1:
            return films[0][1]
        if films:
            where = ", ".join(self._workflow.called(node) for node, _ in films)
            raise Refused(f"{self.name}: left {len(films)} films, by {where}; mark one node picturelock:{FILM}, "
                          "and have it make one at a time")  # fmt: skip
        by = f" by {self._workflow.called(only)}" if only else ""
        raise Refused(f"{self.name}: left no film{by} ({len(files)} other files); have the workflow make its pictures "
                      "into one, as by 'Create Video' and 'Save Video', or by 'Video Combine'")  # fmt: skip


def comfyui_engine(file: str) -> ComfyUIEngine:
    """Raises Invalid, saying what is wrong with the file, or with the workflow that it names."""
    site = described(file, Site)
    if site.previews:
        site.previews.mkdir(parents=True, exist_ok=True)
    return ComfyUIEngine(site, workflow_in(Path(file).parent / site.workflow))


async def _ended(take: Take) -> None:
    """Ask for it to be ended. A server that can't be asked goes on, and what it makes is found by the next attempt."""
    with suppress(Transient, TimeoutError):
        async with asyncio.timeout(END_SECONDS):
            await take.server.end(take.job)
