"""ComfyUI's wire: workflows are checked, queued, run and told of; the client's prompt id finds them again."""

import io
import json
import struct
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from tests.twin.twin_client import lost, wait_for
from websockets.sync.client import connect

from picturelock.twin import Twin, twin_in_thread

ID = "11111111-1111-4111-8111-111111111111"
SAMPLER: dict[str, Any] = {
    "model": ["1", 0], "seed": 7, "steps": 8, "cfg": 5.0, "sampler_name": "euler", "scheduler": "simple",
    "positive": ["3", 0], "negative": ["3", 0], "latent_image": ["4", 0], "denoise": 1.0,
}  # fmt: skip
FILM: dict[str, Any] = {
    "1": {"class_type": "UNETLoader", "inputs": {"unet_name": "wan2.2.safetensors", "weight_dtype": "default"}},
    "2": {"class_type": "CLIPLoader", "inputs": {"clip_name": "umt5.safetensors", "type": "wan"}},
    "3": {"class_type": "CLIPTextEncode", "inputs": {"text": "a fox in the snow", "clip": ["2", 0]}},
    "4": {"class_type": "EmptyHunyuanLatentVideo", "inputs": {"width": 832, "height": 480, "length": 33}},
    "5": {"class_type": "KSampler", "inputs": SAMPLER},
    "6": {"class_type": "VAEDecode", "inputs": {"samples": ["5", 0], "vae": ["1", 2]}},
    "7": {"class_type": "CreateVideo", "inputs": {"images": ["6", 0], "fps": 16}},
    "8": {"class_type": "SaveVideo", "inputs": {"video": ["7", 0], "filename_prefix": "video/sh010"}},
}
STILL = {name: FILM[name] for name in "123456"} | {
    "8": {"class_type": "SaveImage", "inputs": {"images": ["6", 0], "filename_prefix": "ComfyUI"}}
}
STILL["4"] = {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 288, "batch_size": 1}}


def ask(twin: Twin, graph: Any = FILM, **more: Any) -> httpx.Response:
    body = {"prompt": graph, "prompt_id": ID, "client_id": "c1"} | more
    return httpx.post(f"{twin.url('comfyui')}/prompt", json=body, timeout=30)


def get(twin: Twin, path: str, **params: Any) -> Any:
    return httpx.get(f"{twin.url('comfyui')}{path}", params=params, timeout=60).json()


def test_a_workflow_is_taken_runs_and_its_film_can_be_viewed(twin: Twin) -> None:
    made = ask(twin)
    assert (made.status_code, made.json()) == (200, {"prompt_id": ID, "number": 1, "node_errors": {}})
    entry = get(twin, f"/history/{ID}")[ID]
    assert (entry["status"]["status_str"], entry["status"]["completed"]) == ("success", True)
    assert entry["status"]["messages"][-1][0] == "execution_success"
    assert entry["prompt"][2] == FILM
    (file,) = entry["outputs"]["8"]["images"]
    assert file == {"filename": "sh010_00001_.mp4", "subfolder": "video", "type": "output"}
    assert httpx.get(f"{twin.url('comfyui')}/view", params=file, timeout=60).content[4:8] == b"ftyp"
    assert httpx.get(f"{twin.url('comfyui')}/view", params=file | {"filename": "x.mp4"}).status_code == 404
    (line,) = twin.bill()
    assert (line.unit, line.reference, line.units) == ("GPU second", ID, Decimal("26.438"))


def test_the_picture_is_as_large_and_as_long_as_the_nodes_say(twin: Twin) -> None:
    ask(twin)
    ask(twin, STILL, prompt_id=None)
    film, still = (job.clip for job in twin.jobs("comfyui"))
    assert (film.width, film.height, film.seconds, film.rate.fps) == (832, 480, 33 / 16, Fraction(16))
    assert (still.kind, still.width, still.height, still.words) == ("still", 512, 288, "a fox in the snow")
    (name,) = get(twin, "/history").keys() - {ID}
    (file,) = get(twin, f"/history/{name}")[name]["outputs"]["8"]["images"]
    viewed = httpx.get(f"{twin.url('comfyui')}/api/view", params=file, timeout=60).content
    assert Image.open(io.BytesIO(viewed)).size == (512, 288)


def test_a_prompt_waits_runs_and_is_in_the_history_only_when_it_is_over(tmp_path: Path) -> None:
    seen: list[str] = []
    with twin_in_thread(tmp_path, "seed=2", pace=0.02) as twin:
        ask(twin)

        def over() -> bool:
            queue = get(twin, "/queue")
            waiting = [
                name for name, word in (("queue_pending", "pending"), ("queue_running", "running")) if queue[name]
            ]
            seen.append(waiting[0] if waiting else "none")
            assert all(queue[name][0][1] == ID for name in waiting)
            return bool(get(twin, f"/history/{ID}"))

        wait_for(over)
        assert get(twin, f"/api/jobs/{ID}")["status"] == "completed"
    assert list(dict.fromkeys(seen)) in (
        ["queue_pending", "queue_running", "none"], ["queue_pending", "queue_running"]
    )  # fmt: skip


@pytest.mark.parametrize("fault", ["lost_answer", "reset", "bad_gateway"])
def test_a_prompt_whose_answer_was_lost_is_billed_once_and_found_by_its_id(tmp_path: Path, fault: str) -> None:
    with twin_in_thread(tmp_path, f"{fault}=#1") as twin:
        assert lost(lambda: ask(twin)) == (fault != "bad_gateway")
        assert list(get(twin, f"/history/{ID}")) == [ID]
        assert get(twin, f"/api/jobs/{ID}")["id"] == ID
        assert len(twin.bill()) == 1


def test_a_prompt_that_never_arrived_is_nowhere(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "lost_request=#1") as twin:
        assert lost(lambda: ask(twin))
        assert get(twin, f"/history/{ID}") == {}
        assert get(twin, "/queue") == {"queue_running": [], "queue_pending": []}
        assert httpx.get(f"{twin.url('comfyui')}/api/jobs/{ID}").status_code == 404


def test_a_waiting_prompt_is_taken_out_of_the_queue_and_costs_nothing(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, pace=1.0) as twin:
        ask(twin)
        assert len(get(twin, "/queue")["queue_pending"]) == 1
        httpx.post(f"{twin.url('comfyui')}/queue", json={"delete": [ID]})
        assert get(twin, "/queue")["queue_pending"] == []
        assert get(twin, f"/history/{ID}") == {}
        assert sum(line.amount for line in twin.bill()) == 0


def test_a_running_prompt_is_interrupted_by_its_id_and_is_paid_for(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "seed=2", pace=0.1) as twin:
        ask(twin)
        wait_for(lambda: bool(get(twin, "/queue")["queue_running"]))
        httpx.post(f"{twin.url('comfyui')}/interrupt", json={"prompt_id": "another"})
        assert get(twin, "/queue")["queue_running"]
        httpx.post(f"{twin.url('comfyui')}/interrupt", json={"prompt_id": ID})
        status = get(twin, f"/history/{ID}")[ID]["status"]
        assert (status["status_str"], status["messages"][-1][0]) == ("error", "execution_interrupted")
        assert get(twin, f"/api/jobs/{ID}")["status"] == "cancelled"
        assert sum(line.amount for line in twin.bill()) > 0


def test_a_card_that_breaks_is_an_execution_error_and_costs_nothing(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "moderated=1") as twin:
        ask(twin)
        entry = get(twin, f"/history/{ID}")[ID]
        kind, told = entry["status"]["messages"][-1]
        assert (kind, told["node_id"], told["exception_type"]) == ("execution_error", "8", "RuntimeError")
        assert (entry["outputs"], entry["status"]["completed"]) == ({}, False)
        assert sum(line.amount for line in twin.bill()) == 0


@pytest.mark.parametrize(
    ("graph", "kind"),
    [
        ({}, "prompt_no_outputs"),
        ({"1": FILM["1"]}, "prompt_no_outputs"),
        (FILM | {"5": {"inputs": {}}}, "invalid_prompt"),
        (FILM | {"5": {"class_type": "KSampler", "inputs": {}}}, "prompt_outputs_failed_validation"),
        (FILM | {"7": {"class_type": "CreateVideo", "inputs": {"images": ["66", 0], "fps": 16}}},
         "prompt_outputs_failed_validation"),
        (FILM | {"4": {"class_type": "LoadImage", "inputs": {"image": "none.png"}}},
         "prompt_outputs_failed_validation"),
    ],
)  # fmt: skip
def test_a_workflow_that_can_not_run_is_refused_and_not_billed(twin: Twin, graph: Any, kind: str) -> None:
    answer = ask(twin, graph)
    assert (answer.status_code, answer.json()["error"]["type"]) == (400, kind)
    assert set(answer.json()["error"]) == {"type", "message", "details", "extra_info"}
    assert twin.bill() == []


def test_what_is_wrong_is_told_node_by_node(twin: Twin) -> None:
    bare = {name: value for name, value in SAMPLER.items() if name != "steps"}
    said = ask(twin, FILM | {"5": {"class_type": "KSampler", "inputs": bare}}).json()
    (node,) = said["node_errors"].values()
    assert (node["class_type"], node["dependent_outputs"]) == ("KSampler", ["8"])
    assert [(error["type"], error["details"]) for error in node["errors"]] == [("required_input_missing", "steps")]


def test_outputs_that_can_be_made_are_made_and_the_others_are_told(twin: Twin) -> None:
    broken = {"9": {"class_type": "SaveImage", "inputs": {"images": ["6", 0]}}}
    said = ask(twin, FILM | broken)
    assert (said.status_code, list(said.json()["node_errors"])) == (200, ["9"])
    assert list(get(twin, f"/history/{ID}")[ID]["outputs"]) == ["8"]


@pytest.mark.parametrize("name", ["abc", "1111111111114111811111111111111A", 7])
def test_a_prompt_id_must_be_a_uuid_as_it_is_written(twin: Twin, name: Any) -> None:
    answer = ask(twin, prompt_id=name)
    assert (answer.status_code, answer.json()["error"]["type"]) == (400, "invalid_prompt_id")
    assert httpx.post(f"{twin.url('comfyui')}/prompt", json={}).json()["error"]["type"] == "no_prompt"


def test_a_proxys_limit_and_an_empty_account_refuse(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "rate_limited=#1") as twin:
        assert (ask(twin).status_code, twin.bill()) == (429, [])
        twin.set_balance("comfyui", Decimal("0.001"))
        assert (ask(twin).status_code, twin.bill()) == (402, [])


def test_pictures_are_uploaded_whole_and_stand_beside_others_of_their_name(twin: Twin) -> None:
    url, held = f"{twin.url('comfyui')}/upload/image", bytes(range(256)) + b"\r\n--x\r\n\n\r"

    def upload(data: bytes, **fields: str) -> dict[str, str]:
        answer: dict[str, str] = httpx.post(url, files={"image": ("../first.png", data)}, data=fields).json()
        return answer

    assert upload(held) == {"name": "first.png", "subfolder": "", "type": "input"}
    assert upload(held)["name"] == "first.png"
    assert upload(b"other")["name"] == "first (1).png"
    assert upload(held, subfolder="refs")["subfolder"] == "refs"
    viewed = httpx.get(f"{twin.url('comfyui')}/view", params={"filename": "first.png", "type": "input"})
    assert viewed.content == held
    assert httpx.post(url, files={"image": ("a.png", b"x")}, data={"subfolder": "../out"}).status_code == 400
    assert ask(twin, FILM | {"4": {"class_type": "LoadImage", "inputs": {"image": "first.png"}}}).status_code == 200


def test_the_card_is_told(twin: Twin) -> None:
    assert get(twin, "/system_stats")["devices"][0]["vram_total"] > 0


def heard(twin: Twin, **more: Any) -> list[Any]:
    """All that a client is told of one prompt, from its first word to the last."""
    came: list[Any] = []
    with connect(f"{twin.url('comfyui').replace('http', 'ws')}/ws?clientId=c1", open_timeout=20) as socket:
        came.append(json.loads(socket.recv(20)))
        ask(twin, **more)
        while not (isinstance(came[-1], dict) and came[-1]["type"] == "executing" and came[-1]["data"]["node"] is None):
            said = socket.recv(20)
            came.append(json.loads(said) if isinstance(said, str) else said)
    return came


@pytest.mark.parametrize("pace", [0.0, 0.02])
def test_a_client_is_told_how_far_its_prompt_is_and_shown_previews(tmp_path: Path, pace: float) -> None:
    with twin_in_thread(tmp_path, "seed=2", pace=pace) as twin:
        came = heard(twin)
    told = [message for message in came if isinstance(message, dict)]
    assert (told[0]["type"], told[0]["data"]["sid"]) == ("status", "c1")
    kinds = list(dict.fromkeys(message["type"] for message in told if message["type"] != "status"))
    assert kinds[:3] == ["execution_start", "execution_cached", "executing"]
    assert kinds[3:] == ["progress", "executed", "execution_success"]
    steps = [(each["data"]["value"], each["data"]["max"]) for each in told if each["type"] == "progress"]
    assert steps == [(step, 8) for step in range(1, 9)]
    nodes = [each["data"]["node"] for each in told if each["type"] == "executing"]
    assert (sorted(nodes[:-1]), nodes[-2:]) == (sorted(FILM), ["8", None])
    (made,) = (each["data"]["output"] for each in told if each["type"] == "executed")
    assert made["images"][0]["filename"] == "sh010_00001_.mp4"
    previews = [message for message in came if isinstance(message, bytes)]
    assert len(previews) == 4
    for preview in previews:
        assert struct.unpack(">II", preview[:8]) == (1, 1)
        assert Image.open(io.BytesIO(preview[8:])).format == "JPEG"


def test_a_client_is_told_of_an_error_and_of_nobody_elses_prompts(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "moderated=#2") as twin:
        ask(twin, client_id="somebody else", prompt_id="22222222-2222-4222-8222-222222222222")
        came = heard(twin)
    told = [message for message in came if isinstance(message, dict) and message["type"] != "status"]
    assert {message["data"]["prompt_id"] for message in told} == {ID}
    assert "execution_error" in {message["type"] for message in told}


def test_a_client_that_names_its_features_is_told_the_servers(twin: Twin) -> None:
    with connect(f"{twin.url('comfyui').replace('http', 'ws')}/ws") as socket:
        assert json.loads(socket.recv(20))["type"] == "status"
        socket.send(json.dumps({"type": "feature_flags", "data": {"supports_preview_metadata": True}}))
        assert json.loads(socket.recv(20))["type"] == "feature_flags"
