"""What is asked of a ComfyUI server, by HTTP: to run a workflow, how that stands, to end it, and for what it made.

Shapes are those of the server's source, October 2026. A run is known by the `prompt_id` that we give it, so that it is
found again in the queue or in the history, and is not begun twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from picturelock.gateway.adapters.comfyui_workflow import Graph, Workflow
from picturelock.gateway.adapters.providers.line import Answer, Line
from picturelock.gateway.ports import Declined
from picturelock.kernel.errors import Refused, Transient

REFUSED = 400
MOST_TOLD, MOST_LETTERS = 5, 300
"""Mistakes that are told of one workflow, and letters of each: some name every model on the disk."""
LACKS_MEMORY = ("outofmemory", "out of memory", "allocation on device")


class Standing(StrEnum):
    NOWHERE = "nowhere"
    WAITING = "waiting"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Run:
    """`entry` is what the history tells of a run that is over."""

    standing: Standing
    entry: Mapping[str, Any]

    @property
    def is_made(self) -> bool:
        return self.standing is Standing.OVER and _status(self.entry).get("completed") is not False


class Server:
    """`where` is its address as people are told it, `line` leads there."""

    def __init__(self, where: str, line: Line, workflow: Workflow) -> None:
        self._where = where
        self._line = line
        self._workflow = workflow

    async def run(self, job: str) -> Run:
        """How a run stands. A run leaves the queue for the history in one step, so the queue is asked first.

        Raises Transient when the server can't be asked.
        """
        queue = await self._asked("/queue")
        for name, standing in (("queue_running", Standing.RUNNING), ("queue_pending", Standing.WAITING)):
            if job in _ids(queue.get(name)):
                return Run(standing, {})
        entry = (await self._asked(f"/history/{job}")).get(job)
        return Run(Standing.OVER, entry) if isinstance(entry, dict) else Run(Standing.NOWHERE, {})

    async def begin(self, job: str, graph: Graph) -> None:
        """Raises Refused, naming nodes, for a workflow that can't run there; Transient when that is not certain."""
        try:
            answer = await self._line.submit("/prompt", {"prompt": graph, "prompt_id": job, "client_id": job})
        except Declined as error:
            raise Transient(str(error)) from error
        if answer.status == REFUSED:
            raise Refused(f"{self._where}: won't run the workflow: {'; '.join(_mistakes(answer, self._workflow))}")
        given = answer.body.get("prompt_id") if answer.is_ok and isinstance(answer.body, dict) else None
        if not isinstance(given, str):
            raise Transient(f"{self._where}: {answer.status}: {answer.said('error', 'message')}")
        if given != job:
            await self.end(given)
            raise Refused(f"{self._where}: names runs itself, so a run can't be found again; update ComfyUI there")

    async def end(self, job: str) -> None:
        """Nobody else's run is touched. Raises Transient."""
        match (await self.run(job)).standing:
            case Standing.WAITING:
                await self._line.ask("POST", "/queue", {"delete": [job]})
            case Standing.RUNNING:
                await self._line.ask("POST", "/interrupt", {"prompt_id": job})
            case _:
                return

    async def fetch(self, file: Mapping[str, str], into: Path) -> None:
        """Raises Transient when it breaks off, Declined with EXPIRED when it is not there."""
        await self._line.download(f"{self._where}/view?{urlencode(file)}", into)

    def judge(self, entry: Mapping[str, Any]) -> None:
        """Raises Transient or Refused for a run that came to nothing."""
        status = _status(entry)
        if status.get("completed") is not False:
            return
        for kind, told in _messages(status):
            if kind == "execution_interrupted":
                raise Transient(f"{self._where}: the run was interrupted by somebody")
            if kind == "execution_error":
                raise self._error(told)
        raise Transient(f"{self._where}: the run came to nothing, and nothing says why")

    def _error(self, told: Mapping[str, Any]) -> Transient | Refused:
        node = self._workflow.called(str(told.get("node_id")))
        kind, message = str(told.get("exception_type") or "error"), str(told.get("exception_message") or "").strip()
        said = f"{self._where}: {node}: {kind}: {message[:MOST_LETTERS]}"
        lacks = any(words in f"{kind} {message}".lower() for words in LACKS_MEMORY)
        return Transient(f"{said}; the card has not memory enough for now") if lacks else Refused(said)

    async def _asked(self, path: str) -> Mapping[str, Any]:
        answer = await self._line.ask("GET", path)
        if not answer.is_ok or not isinstance(answer.body, dict):
            raise Transient(f"{self._where}{path}: {answer.status}, and nothing that can be read")
        return answer.body


def files_of(entry: Mapping[str, Any]) -> Sequence[tuple[str, Mapping[str, str]]]:
    """Node and file of all that a run made. Temporary files are there only where none is kept."""
    outputs = entry.get("outputs")
    made = [
        (node, {name: str(file.get(name) or "") for name in ("filename", "subfolder", "type")})
        for node, kinds in (outputs.items() if isinstance(outputs, dict) else ())
        for files in (kinds.values() if isinstance(kinds, dict) else ())
        for file in (files if isinstance(files, list) else ())
        if isinstance(file, dict) and file.get("filename")
    ]
    return [each for each in made if each[1]["type"] == "output"] or made


def _ids(entries: Any) -> Iterable[str]:
    """Of a queue: each entry is a list of its number, its id, and more."""
    listed = entries if isinstance(entries, list) else ()
    return {str(each[1]) for each in listed if isinstance(each, list) and len(each) > 1}


def _status(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Older servers tell none of a run that went well."""
    status = entry.get("status")
    return status if isinstance(status, dict) else {}


def _messages(status: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The last one first."""
    for each in reversed(status.get("messages") or ()):
        if isinstance(each, list) and len(each) > 1 and isinstance(each[1], dict):
            yield str(each[0]), each[1]


def _mistakes(answer: Answer, workflow: Workflow) -> Sequence[str]:
    """Each with its node, as the server tells them; else what it says of the whole."""
    nodes = answer.body.get("node_errors") if isinstance(answer.body, dict) else None
    told = [
        f"{workflow.called(node)}: {_plainly(error)}"
        for node, said in (nodes.items() if isinstance(nodes, dict) else ())
        for error in (said.get("errors") or () if isinstance(said, dict) else ())
    ]
    more = [f"and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
    return [*told[:MOST_TOLD], *more] or [answer.said("error", "message")[:MOST_LETTERS]]


def _plainly(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error)[:MOST_LETTERS]
    message, details = (str(error.get(name) or "") for name in ("message", "details"))
    return f"{message}: {details}"[:MOST_LETTERS] if details else message[:MOST_LETTERS]
