"""A planned shot is compiled, and its prompt or the reasons against it are told."""

from collections.abc import Mapping
from typing import Literal

from picturelock.compiler.model import Compiled, Target, compile_for
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.errors import NotFound
from picturelock.kernel.nouns import Brief, Diagnostic, Prompt
from picturelock.kernel.records import Record, Records
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled, PromptRefused
from picturelock_api.film.v1.prompt_pb2 import Diagnostic as DiagnosticMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.registry.v1.events_pb2 import ShotPlanned


class Compilation(Record):
    """The last prompt compiled for a shot, or why there was none."""

    revision: int
    state: Literal["compiled", "refused"]
    prompt: Prompt | None
    diagnostics: tuple[Diagnostic, ...]


class Compiler:
    """`targets` are those there are, by name."""

    def __init__(self, records: Records, targets: Mapping[str, Target]) -> None:
        self._records = records
        self._targets = targets

    async def compile(self, event: ShotPlanned) -> None:
        compiled = compile_for(
            event.engine, decode(Brief, event.brief),
            revision=event.revision, notes=event.notes, targets=self._targets,
        )  # fmt: skip
        before = await self._records.find(Compilation, event.shot_key)
        record = Compilation(
            version=before.version if before else 0,
            applied=before.applied if before else (),
            revision=event.revision,
            state="compiled" if compiled.prompt else "refused",
            prompt=compiled.prompt,
            diagnostics=compiled.diagnostics,
        )
        await self._records.save(event.shot_key, record, _said(event, compiled))

    async def prompt(self, shot_key: str) -> Prompt:
        """The prompt last compiled for the shot. Raises NotFound."""
        record = await self._records.find(Compilation, shot_key)
        if record is None or record.prompt is None:
            raise NotFound(f"{shot_key}: no prompt was compiled for it; `picturelock make` compiles it")
        return record.prompt


def _said(event: ShotPlanned, compiled: Compiled) -> PromptCompiled | PromptRefused:
    if compiled.prompt is None:
        return PromptRefused(
            shot_key=event.shot_key,
            brief=event.brief,
            revision=event.revision,
            take_number=event.take_number,
            diagnostics=[encode(diagnostic, DiagnosticMessage) for diagnostic in compiled.diagnostics],
        )
    return PromptCompiled(
        shot_key=event.shot_key,
        brief=event.brief,
        revision=event.revision,
        take_number=event.take_number,
        prompt=encode(compiled.prompt, PromptMessage),
        prompt_digest=compiled.prompt.digest,
    )
