"""What a ComfyUI may answer that the twin never does: other nodes' films, none, several, and what breaks."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.gateway.comfyui_site import changed, node, site
from tests.gateway.providers.counterpart import Counterpart, Heard, Said, counterpart, film

from picturelock.gateway.adapters.comfyui_engine import comfyui_engine
from picturelock.kernel.errors import Refused, Transient
from picturelock.testing.samples import small_prompt

PROMPT = small_prompt("comfyui/wan2.2")
GOOD = {"status_str": "success", "completed": True, "messages": []}
MADE = {"9": {"images": [{"filename": "take_00001_.mp4", "subfolder": "picturelock", "type": "output"}]}}


def failed(kind: str, **told: Any) -> dict[str, Any]:
    messages = [["execution_start", {}], [kind, {"node_id": "7", "node_type": "VAEDecode", **told}]]
    return {"status_str": "error", "completed": False, "messages": messages}


@dataclass
class Card:
    """A server without a websocket, which has done what it is asked for at once."""

    outputs: Mapping[str, Any] = field(default_factory=lambda: MADE)
    status: Mapping[str, Any] | None = field(default_factory=lambda: GOOD)
    names_itself: bool = False
    forgets: bool = False
    lost: int = 0
    """Films asked for that are not there."""
    runs: list[Mapping[str, Any]] = field(default_factory=list)
    before: Mapping[str, Any] = field(default_factory=dict)
    """What the history tells before anything was run."""

    def __call__(self, heard: Heard) -> Said | None:
        path = urlsplit(heard.path).path
        if heard.method == "POST" and path == "/prompt":
            self.runs.append(heard.body)
            return Said({"prompt_id": "another" if self.names_itself else heard.body["prompt_id"], "number": 1})
        if path == "/queue":
            waiting = [[1, "another", {}, {}, []]] if self.names_itself and self.runs else []
            return Said({"queue_running": [], "queue_pending": waiting})
        if path.startswith("/history/"):
            entry = {"outputs": self.outputs, "status": self.status} if self.runs else self.before
            return Said({path.rpartition("/")[2]: entry} if entry and not self.forgets else {})
        if path == "/view" and self.lost:
            self.lost -= 1
            return Said(b"", 404)
        return Said(film()) if path == "/view" else Said(b"", 404)


@asynccontextmanager
async def taken(card: Card, folder: Path, graph: Any = None) -> AsyncIterator[tuple[Counterpart, Path]]:
    """The film, and who was asked for it."""
    async with counterpart(card) as there:
        engine = comfyui_engine(site(folder, there.base, graph or changed()))
        yield there, (await engine.make(PROMPT, folder, lambda _: None)).video


async def refusal(card: Card, folder: Path, graph: Any = None) -> str:
    with pytest.raises(Refused) as refused:
        async with taken(card, folder, graph):
            pass
    return str(refused.value)


def left(**outputs: Any) -> dict[str, Any]:
    return {name[1:]: said for name, said in outputs.items()}


def file(name: str, kind: str = "output") -> dict[str, Any]:
    return {"filename": name, "subfolder": "", "type": kind}


@pytest.mark.parametrize(
    "outputs",
    [
        left(n9={"gifs": [file("AnimateDiff_00001.mp4") | {"format": "video/h264-mp4", "frame_rate": 16.0}]}),
        left(n9={"videos": [file("take.webm")]}, n10={"images": [file("a.png")], "text": ["done"]}),
        left(n9={"images": [file("take.mp4")]}, n10={"gifs": [file("preview.mp4", "temp")]}),
        left(n9={"gifs": [file("preview.mp4", "temp")]}),
    ],
)
async def test_the_film_is_found_whatever_node_left_it(tmp_path: Path, outputs: Mapping[str, Any]) -> None:
    async with taken(Card(outputs), tmp_path) as (there, video):
        asked = parse_qs(urlsplit(there.heard[-1].path).query)
        assert asked["filename"][0] in str(outputs["9"])
    assert video.suffix == Path(asked["filename"][0]).suffix
    assert video.read_bytes() == film()


async def test_a_server_that_tells_no_status_has_made_it(tmp_path: Path) -> None:
    async with taken(Card(status=None), tmp_path) as (_, video):
        assert video.read_bytes() == film()


async def test_pictures_are_no_film(tmp_path: Path) -> None:
    pictures = left(n9={"images": [file(f"take_{n:05}.png") for n in range(81)]})
    assert await refusal(Card(pictures), tmp_path) == (
        "comfyui/wan2.2: left no film (81 other files); have the workflow make its pictures into one, as by "
        "'Create Video' and 'Save Video', or by 'Video Combine'"
    )
    nothings: list[dict[str, Any]] = [{}, {"9": {"images": [None, {}]}}, {"9": {"images": []}}, {"9": []}]
    for nothing in nothings:
        assert "left no film (0 other files)" in await refusal(Card(nothing), tmp_path)


async def test_of_several_films_the_marked_one_is_the_take(tmp_path: Path) -> None:
    both = left(n9={"images": [file("take.mp4")]}, n10={"gifs": [file("upscaled.mp4")]})
    graph = changed(n10=node("VHS_VideoCombine", "Upscaled", images=["7", 0]))
    said = await refusal(Card(both), tmp_path, graph)
    assert said == (
        "comfyui/wan2.2: left 2 films, by node 9 (SaveVideo), node 10 'Upscaled' (VHS_VideoCombine); mark one node "
        "picturelock:film, and have it make one at a time"
    )
    graph["10"]["_meta"]["title"] = "Upscaled, picturelock:film"
    async with taken(Card(both), tmp_path, graph) as (there, _):
        assert "filename=upscaled.mp4" in there.heard[-1].path
    assert "left no film by node 10 'Upscaled, picturelock:film'" in await refusal(Card(), tmp_path, graph)


async def test_a_card_without_memory_is_worth_another_try_and_another_error_is_not(tmp_path: Path) -> None:
    memory = failed("execution_error", exception_type="torch.OutOfMemoryError", exception_message="Allocation failed")
    with pytest.raises(Transient, match=r"node 7 \(VAEDecode\): torch.OutOfMemoryError.*not memory enough"):
        async with taken(Card({}, memory), tmp_path):
            pass
    wrong = failed("execution_error", exception_type="ValueError", exception_message="bad latent\n")
    assert (await refusal(Card({}, wrong), tmp_path)).endswith("node 7 (VAEDecode): ValueError: bad latent")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (failed("execution_interrupted"), "the run was interrupted by somebody"),
        ({"completed": False, "messages": ["?", [], ["execution_error", 7]]}, "nothing says why"),
    ],
)
async def test_a_run_that_somebody_ended_is_worth_another_try(
    tmp_path: Path, status: Mapping[str, Any], said: str
) -> None:
    with pytest.raises(Transient, match=said):
        async with taken(Card({}, status), tmp_path):
            pass


async def test_a_run_that_failed_before_is_run_again(tmp_path: Path) -> None:
    card = Card(before={"outputs": {}, "status": failed("execution_interrupted")})
    async with taken(card, tmp_path):
        assert len(card.runs) == 1


async def test_a_film_that_is_not_kept_any_more_is_made_again(tmp_path: Path) -> None:
    card = Card(before={"outputs": MADE, "status": GOOD}, lost=1)
    async with taken(card, tmp_path) as (_, video):
        assert len(card.runs) == 1
    assert video.read_bytes() == film()
    with pytest.raises(Refused, match="404; the link is not good any more"):
        async with taken(Card(lost=1), tmp_path):
            pass


async def test_a_server_that_was_started_anew_knows_nothing(tmp_path: Path) -> None:
    with pytest.raises(Transient, match="does not know the run any more; was ComfyUI started anew"):
        async with taken(Card(forgets=True), tmp_path):
            pass


async def test_a_server_that_names_runs_itself_is_too_old(tmp_path: Path) -> None:
    """It would not find a run again, and begin it twice; what it began is taken out of its queue."""
    card = Card(names_itself=True)
    async with counterpart(card) as there:
        engine = comfyui_engine(site(tmp_path, there.base))
        with pytest.raises(Refused, match="names runs itself, so a run can't be found again; update ComfyUI there"):
            await engine.make(PROMPT, tmp_path, lambda _: None)
    assert there.posts[-1].body == {"delete": ["another"]}


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"queue_running": 7, "queue_pending": [[], [1], 7]}'])
async def test_a_server_that_can_not_be_read_is_worth_another_try(tmp_path: Path, body: bytes) -> None:
    async with counterpart(lambda _: Said(body)) as there:
        engine = comfyui_engine(site(tmp_path, there.base, patience=0))
        with pytest.raises(Transient):
            await engine.make(PROMPT, tmp_path, lambda _: None)
