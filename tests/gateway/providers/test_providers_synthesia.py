"""Synthesia: a script and who says it, and a list that is read through for our own name."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.gateway.providers.counterpart import PURCHASE, Heard, Said, asked, counterpart, speaking

from picturelock.gateway.adapters.providers.synthesia import Synthesia
from picturelock.gateway.ports import Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient

ENGINE, KEY = "synthesia/presenter", "5c1f6d0e2b7a"
AT = 1_763_640_000
ANNA = {"avatar": "anna_costume1_cameraA", "background": "off_white", "aspectRatio": "16:9"}


def video(name: str = "j1", status: str = "in_progress", **more: Any) -> dict[str, Any]:
    return {"id": name, "status": status, "createdAt": AT, "lastUpdatedAt": AT, "visibility": "private"} | more


async def sent(parameters: Mapping[str, str]) -> Heard:
    order = asked(ENGINE, text="Good morning.", parameters=parameters)
    async with counterpart(lambda _: Said(video(), 201)) as there, speaking(Synthesia, there.base, KEY) as synthesia:
        job = await synthesia.submit(order)
    assert job.created == datetime.fromtimestamp(AT, UTC)
    return there.heard[0]


async def looked(body: Mapping[str, Any]) -> Job:
    async with counterpart(lambda _: Said(body)) as there, speaking(Synthesia, there.base, KEY) as synthesia:
        return await synthesia.look("j1", {})


async def test_a_script_is_ordered_under_our_own_name_and_the_key_stands_alone() -> None:
    heard = await sent(ANNA)
    assert (heard.path, heard.headers["authorization"]) == ("/v2/videos", KEY)
    assert heard.body == {
        "title": "sc010_sh0010", "visibility": "private", "callbackId": PURCHASE, "aspectRatio": "16:9",
        "input": [
            {"scriptText": "Good morning.", "avatar": "anna_costume1_cameraA", "background": "off_white"},
        ],
    }  # fmt: skip


async def test_what_more_is_said_goes_where_it_belongs() -> None:
    more = {"test": "true", "voice": "6cfd6b4d-0a1c-4a3b-9a7e-3f8e5c1b2d3e", "scale": "0.8", "horizontalAlign": "left"}
    body = (await sent(ANNA | more)).body
    assert body["test"] is True
    assert body["input"][0]["avatarSettings"] == {
        "style": "rectangular", "voice": more["voice"], "scale": 0.8, "horizontalAlign": "left",
    }  # fmt: skip
    assert (await sent({"avatar": "anna", "background": "open_office"})).body["aspectRatio"] == "16:9"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"title": "Invalid", "code": "validation_error", "detail": "avatar: unknown"}, "avatar: unknown"),
        ({"error": "BrokenAssetUrlError", "context": "background can't be read"}, "background can't be read"),
        ({"error": "nothing else"}, "nothing else"),
        ([], r"\[\]"),
    ],
)
async def test_a_refusal_is_told_in_either_form(body: Any, said: str) -> None:
    async with counterpart(lambda _: Said(body, 400)) as there, speaking(Synthesia, there.base, KEY) as synthesia:
        with pytest.raises(Declined, match=f"synthesia says 400: {said}$"):
            await synthesia.submit(asked(ENGINE, parameters=ANNA))


async def test_a_video_that_moderation_rejects_is_no_error_of_theirs() -> None:
    rejected, broken = await looked(video(status="rejected")), await looked(video(status="error"))
    assert (rejected.failure, rejected.why) == (Failure.SAFETY_INPUT, "synthesia says rejected")
    assert broken.failure is Failure.PROVIDER_INTERNAL
    empty = await looked(video(status="complete"))
    assert (empty.state, empty.failure) == (JobState.FAILED, Failure.BAD_OUTPUT)


def pages(*shown: list[dict[str, Any]]) -> Any:
    """A list of so many pages; after a full one it may tell of another that is empty."""

    def answers(heard: Heard) -> Said:
        offset = int(parse_qs(urlsplit(heard.path).query)["offset"][0])
        number = offset // 100
        last = number + 1 == len(shown)
        return Said({"videos": shown[number]} | ({} if last and shown[number] else {"nextOffset": offset + 100}))

    return answers


async def test_a_lost_video_is_found_on_whatever_page_it_is() -> None:
    others = [video(str(n), callbackId=f"sh{n}") for n in range(100)]
    mine = [video("x"), video("j1", callbackId=PURCHASE), video("y", callbackId=None)]
    async with counterpart(pages(others, others, mine)) as there, speaking(Synthesia, there.base, KEY) as synthesia:
        found = await synthesia.find(asked(ENGINE), datetime.now(UTC))
        assert [job.id for job in found] == ["j1"]
        there.answers = pages(others, [])
        assert list(await synthesia.find(asked(ENGINE), datetime.now(UTC))) == []
    assert [heard.path for heard in there.heard[:3]] == [
        f"/v2/videos?limit=100&offset={offset}" for offset in (0, 100, 200)
    ]


@pytest.mark.parametrize(
    "said",
    [
        None, Said(b"<html>"), Said({}, 500), Said({"error": "no"}, 403), Said({}), Said({"videos": [{}]}),
        Said({"videos": None}), Said({"videos": [], "nextOffset": "later"}),
    ],
)  # fmt: skip
async def test_a_list_that_can_not_be_read_is_no_proof_that_it_is_not_there(said: Said | None) -> None:
    async with counterpart(lambda _: said) as there, speaking(Synthesia, there.base, KEY) as synthesia:
        with pytest.raises(Transient):
            await synthesia.find(asked(ENGINE), datetime.now(UTC))


async def test_a_list_without_an_end_is_not_read_for_ever() -> None:
    async with (
        counterpart(lambda _: Said({"videos": [video()], "nextOffset": 0})) as there,
        speaking(Synthesia, there.base, KEY) as synthesia,
    ):
        with pytest.raises(Transient, match="more than 100 pages"):
            await synthesia.find(asked(ENGINE), datetime.now(UTC))
    assert len(there.heard) == 100
