"""The HTTP door: the same methods, the same tokens, the same errors as problems."""

import re
from typing import Any

import httpx
import pytest
from google.protobuf import json_format
from tests.platform.door_stage import Queue, on_stage
from tests.platform.test_doors_grpc import raising

from picturelock.kernel.caller import Role
from picturelock.kernel.errors import Denied, Invalid, NotFound, PicturelockError, Refused, Stale, Transient
from picturelock.kernel.service import Letter, Letterbox
from picturelock_api.gateway.v1 import service_pb2 as gateway


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert said["status"] == answer.status_code
    return said


async def test_a_method_is_mirrored_with_its_fields_from_path_query_and_body() -> None:
    seen: list[gateway.PutLaneRequest] = []

    async def put(request: gateway.PutLaneRequest) -> gateway.PutLaneResponse:
        seen.append(request)
        return gateway.PutLaneResponse(lane=gateway.Lane(project=request.project, weight=request.weight))

    async with on_stage(Queue(put)) as stage:
        answer = await stage.http.put("/v1/queue/lanes/lamp", json={"weight": 2.5, "needs": {"gpu": "24"}})
        assert (answer.status_code, answer.json()["lane"]["weight"]) == (200, 2.5)
        assert (seen[0].project, dict(seen[0].needs)) == ("lamp", {"gpu": "24"})
        listed = await stage.http.get("/v1/queue/lanes", params={"page_size": 7})
        assert listed.json()["lanes"][0]["queued"] == 7


async def test_what_http_says_is_what_grpc_says() -> None:
    async with on_stage() as stage:
        over_grpc = await stage.list(gateway.ListLanesRequest(page_size=3))
        over_http = (await stage.http.get("/v1/queue/lanes?page_size=3")).json()
        assert json_format.ParseDict(over_http, gateway.ListLanesResponse()) == over_grpc


async def test_tokens_are_asked_for_here_too() -> None:
    async with on_stage() as stage:
        ((_, shown),) = await stage.token(Role.VIEWER)
        without = await stage.http.get("/v1/queue/lanes")
        assert problem_of(without)["reason"] == "UNAUTHENTICATED"
        assert without.status_code == 401
        assert (await stage.http.get("/v1/queue/lanes", headers={"authorization": shown})).status_code == 200
        refused = await stage.http.put("/v1/queue/lanes/lamp", json={}, headers={"authorization": shown})
        assert (refused.status_code, problem_of(refused)["reason"]) == (403, "ROLE")


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (NotFound("no such shot"), 404),
        (Refused("held", reason="HELD"), 409),
        (Stale("changed meanwhile"), 409),
        (Denied("not yours"), 403),
        (Invalid("weight: must be positive; give 1"), 400),
        (Transient("Kafka is away"), 503),
        (KeyError("a secret"), 500),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_errors_are_problems(raised: Exception, status: int) -> None:
    async with on_stage(Queue(raising(raised))) as stage:
        answer = await stage.http.put("/v1/queue/lanes/lamp", json={})
        said = problem_of(answer)
        assert answer.status_code == status
        assert "secret" not in answer.text
        if isinstance(raised, PicturelockError):
            assert (said["reason"], said["detail"]) == (raised.reason, str(raised))
        assert ("retry-after" in answer.headers) == (status == 503)
        if isinstance(raised, Invalid):
            assert said["errors"] == [{"field": "weight", "description": "must be positive; give 1"}]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"{", "no JSON"),
        (b"[]", "no JSON object"),
        (b'{"weigth": 1}', "weigth"),
        (b'{"weight": "heavy"}', "weight"),
        (b'{"project": "other"}', "stands in the path"),
        (b"\xff\xfe", "no JSON"),
        (b" " * (17 << 20), "send less"),
    ],
)
async def test_bad_bodies_are_bad_input(body: bytes, what: str) -> None:
    async with on_stage() as stage:
        answer = await stage.http.put("/v1/queue/lanes/lamp", content=body)
        assert (answer.status_code, problem_of(answer)["status"]) == (400, 400)
        assert what in answer.json()["detail"]
        assert not stage.queue.callers


async def test_a_field_that_nobody_knows_is_bad_input() -> None:
    async with on_stage() as stage:
        answer = await stage.http.get("/v1/queue/lanes?size=3")
        assert answer.status_code == 400
        assert "size: there is no such field; ListLanes takes page_size, page_token" in problem_of(answer)["detail"]


async def test_the_probes_need_no_token() -> None:
    async with on_stage() as stage:
        await stage.token()
        assert (await stage.http.get("/healthz")).status_code == 200
        assert (await stage.http.get("/readyz")).json() == {"ready": True, "wrong": {}}


async def test_the_openapi_document_says_what_the_protos_say() -> None:
    async with on_stage() as stage:
        said = (await stage.http.get("/openapi.json")).json()
        assert said["openapi"] == "3.1.0"
        put = said["paths"]["/v1/queue/lanes/{project}"]["put"]
        assert put["operationId"] == "QueueService_PutLane"
        assert "what a project's share is" in put["description"]
        assert put["parameters"][0]["name"] == "project"
        lane = said["components"]["schemas"]["gateway.v1.Lane"]["properties"]
        assert lane["needs"]["additionalProperties"] == {"type": "string"}
        assert "Its share of the slots" in lane["weight"]["description"]
        referred = set(re.findall(r'"#/components/schemas/([^"]+)"', (await stage.http.get("/openapi.json")).text))
        assert referred <= set(said["components"]["schemas"])


async def test_a_letter_is_taken_as_it_came_and_without_a_token() -> None:
    came: list[Letter] = []

    async def take(letter: Letter) -> dict[str, str]:
        came.append(letter)
        if letter.body == b"forged":
            raise Denied("whose is it", reason="UNAUTHENTICATED")
        return {"thanks": "yes"}

    async with on_stage(None, [Letterbox("/v1/post/{whose}", take, most=10)]) as stage:
        await stage.token()
        answer = await stage.http.post("/v1/post/a%20b", content=b'{ "a" :1}', headers={"X-Signed": "Yes"})
        assert (answer.status_code, answer.json()) == (200, {"thanks": "yes"})
        (letter,) = came
        assert (dict(letter.place), letter.headers["x-signed"], letter.body) == ({"whose": "a b"}, "Yes", b'{ "a" :1}')
        forged = await stage.http.post("/v1/post/x", content=b"forged")
        assert (forged.status_code, problem_of(forged)["reason"]) == (401, "UNAUTHENTICATED")
        large = await stage.http.post("/v1/post/x", content=b"12345678901")
        assert (large.status_code, problem_of(large)["reason"]) == (400, "TOO_LARGE")
        assert len(came) == 2
