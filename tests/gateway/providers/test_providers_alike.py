"""What all providers are asked in the same way: sent once, and told apart what was refused from what nobody knows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.providers.counterpart import KEY, Heard, Said, asked, counterpart, film, nobody, speaking
from tests.gateway.providers.wires import SPOKEN, Spoken

from picturelock.compiler.model import TARGETS
from picturelock.gateway.adapters.providers import PROVIDERS
from picturelock.gateway.ports import AnswerLost, Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient

OPTIONS = ("settings", "video", "input", "parameters", "response_format")
"""Where a wire has what may be chosen, if not beside everything else."""


@pytest.fixture(params=sorted(SPOKEN))
def spoken(request: pytest.FixtureRequest) -> Spoken:
    return SPOKEN[request.param]


def order(spoken: Spoken) -> Asked:
    return asked(spoken.engine, parameters=spoken.parameters)


def words() -> Iterator[Any]:
    for name, spoken in sorted(SPOKEN.items()):
        for word, state in spoken.states.items():
            yield pytest.param(spoken, word, state, id=f"{name}-{word}")


async def test_an_accepted_job_is_known_by_its_id_and_was_asked_for_once(spoken: Spoken) -> None:
    async with counterpart(lambda _: Said(spoken.accepted)) as there, speaking(spoken.kind, there.base) as provider:
        job = await provider.submit(order(spoken))
    assert job.id == "j1"
    assert job.state in (JobState.QUEUED, JobState.RUNNING)
    (heard,) = there.heard
    assert heard.method == "POST"
    assert any(KEY in value for value in heard.headers.values())
    assert heard.headers["connection"] == "close"


async def test_an_answer_that_names_the_job_and_no_more_is_enough(spoken: Spoken) -> None:
    """A job that is known is never parked for want of a date or a word."""
    bodies: list[dict[str, Any]] = [
        {"id": "j1"},
        {"task_id": "j1"},
        {"request_id": "j1"},
        {"name": "j1"},
        {"code": 0, "data": {"id": "j1"}},
    ]
    (bare,) = (body for body in bodies if body.keys() <= spoken.accepted.keys())
    async with counterpart(lambda _: Said(bare)) as there, speaking(spoken.kind, there.base) as provider:
        assert (await provider.submit(order(spoken))).id == "j1"


async def test_an_answer_that_is_lost_is_not_asked_for_again(spoken: Spoken) -> None:
    async with counterpart(lambda _: None) as there, speaking(spoken.kind, there.base) as provider:
        with pytest.raises(AnswerLost) as lost:
            await provider.submit(order(spoken))
    assert len(there.heard) == 1
    assert KEY not in str(lost.value)


async def test_where_nobody_listens_nothing_was_sent(spoken: Spoken) -> None:
    async with speaking(spoken.kind, await nobody()) as provider:
        with pytest.raises(Declined) as declined:
            await provider.submit(order(spoken))
    assert declined.value.failure is Failure.NOT_SENT


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (400, Failure.INVALID_REQUEST),
        (401, Failure.AUTH),
        (402, Failure.BALANCE),
        (403, Failure.AUTH),
        (413, Failure.INVALID_REQUEST),
        (422, Failure.INVALID_REQUEST),
        (429, Failure.RATE_LIMIT),
    ],
)
async def test_a_refusal_says_why_and_never_tells_the_key(spoken: Spoken, status: int, failure: Failure) -> None:
    body = spoken.refused(f"that key, {KEY}, will not do")
    said = Said(body, status, {"retry-after": "7"})
    async with counterpart(lambda _: said) as there, speaking(spoken.kind, there.base) as provider:
        with pytest.raises(Declined) as declined:
            await provider.submit(order(spoken))
    assert declined.value.failure is failure
    assert declined.value.after == 7.0
    assert "will not do" in str(declined.value)
    assert KEY not in str(declined.value)
    assert len(there.heard) == 1


@pytest.mark.parametrize("status", [302, 408, 409, 418, 500, 502, 503, 504, 522])
async def test_a_status_that_proves_nothing_leaves_it_open(spoken: Spoken, status: int) -> None:
    said = Said({"error": "trouble", "message": "trouble"}, status, {"location": "/elsewhere", "retry-after": "1"})
    async with counterpart(lambda _: said) as there, speaking(spoken.kind, there.base) as provider:
        with pytest.raises(AnswerLost):
            await provider.submit(order(spoken))
    assert len(there.heard) == 1


@pytest.mark.parametrize("body", [b"", b"<html>ok</html>", b"[]", b"null", b'"j1"', b"{}", b'{"id": ""}'])
async def test_an_answer_that_cant_be_read_leaves_it_open(spoken: Spoken, body: bytes) -> None:
    async with counterpart(lambda _: Said(body)) as there, speaking(spoken.kind, there.base) as provider:
        with pytest.raises(AnswerLost):
            await provider.submit(order(spoken))
    assert len(there.heard) == 1


@pytest.mark.parametrize("said", [None, Said(b"<html>"), Said({}, 500), Said({}, 502), Said({}, 429), Said([], 200)])
async def test_a_look_that_fails_is_made_again_another_time(spoken: Spoken, said: Said | None) -> None:
    async with counterpart(lambda _: said) as there, speaking(spoken.kind, there.base) as provider:
        with pytest.raises(Transient):
            await provider.look("j1", spoken.handle)


async def test_who_cant_be_reached_is_looked_at_another_time(spoken: Spoken) -> None:
    async with speaking(spoken.kind, await nobody()) as provider:
        with pytest.raises(Transient):
            await provider.look("j1", spoken.handle)


@pytest.mark.parametrize(("spoken", "word", "state"), list(words()))
async def test_every_state_has_its_word(spoken: Spoken, word: str, state: JobState) -> None:
    async with counterpart(lambda _: Said(spoken.word(word))) as there, speaking(spoken.kind, there.base) as provider:
        job = await provider.look("j1", spoken.handle)
    assert (job.id, job.state) == ("j1", state)
    assert (job.failure is not None) == (state is JobState.FAILED)


async def test_a_word_that_nobody_knows_is_strange_and_no_failure(spoken: Spoken) -> None:
    said = Said(spoken.word("RETICULATING"))
    async with counterpart(lambda _: said) as there, speaking(spoken.kind, there.base) as provider:
        job = await provider.look("j1", spoken.handle)
    assert (job.state, job.failure) == (JobState.STRANGE, None)


async def test_a_film_is_brought_home_and_the_key_stays_here(spoken: Spoken, tmp_path: Path) -> None:
    async with counterpart(lambda _: Said(film())) as there, speaking(spoken.kind, there.base) as provider:
        job = Job("j1", JobState.SUCCEEDED, outputs=(f"{there.base}/x.mp4?signature=s",))
        delivered = await provider.collect(job, tmp_path)
    assert delivered.video.read_bytes() == film()
    assert not any(KEY in value for value in there.heard[0].headers.values())


async def test_a_film_that_breaks_off_is_fetched_another_time(spoken: Spoken, tmp_path: Path) -> None:
    job = Job("j1", JobState.SUCCEEDED, outputs=("/x.mp4",))

    async def collected(said: Said) -> None:
        async with counterpart(lambda _: said) as there, speaking(spoken.kind, there.base) as provider:
            await provider.collect(Job(job.id, job.state, outputs=(f"{there.base}/x.mp4",)), tmp_path)

    with pytest.raises(Transient):
        await collected(Said(film()[:1000], length=len(film())))
    with pytest.raises(Transient, match="breaks off"):
        await collected(Said(film()[:1000]))
    with pytest.raises(Transient):
        await collected(Said(b"busy", 503))


async def test_a_film_with_nothing_in_it_is_bad_output(spoken: Spoken, tmp_path: Path) -> None:
    async with counterpart(lambda _: Said(b"")) as there, speaking(spoken.kind, there.base) as provider:
        for outputs in ((f"{there.base}/x.mp4",), ()):
            with pytest.raises(Declined) as declined:
                await provider.collect(Job("j1", JobState.SUCCEEDED, outputs=outputs), tmp_path)
            assert declined.value.failure is Failure.BAD_OUTPUT


@pytest.mark.parametrize("status", [403, 404, 410])
async def test_a_link_that_has_ended_is_told_so(spoken: Spoken, status: int, tmp_path: Path) -> None:
    async with counterpart(lambda _: Said(b"gone", status)) as there, speaking(spoken.kind, there.base) as provider:
        with pytest.raises(Declined) as declined:
            await provider.collect(Job("j1", JobState.SUCCEEDED, outputs=(f"{there.base}/x?sig=s",)), tmp_path)
    assert declined.value.failure is Failure.EXPIRED
    assert "sig=s" not in str(declined.value)


@pytest.mark.parametrize("name", ["fal", "gemini", "luma", "replicate", "runway", "synthesia", "veo"])
async def test_a_job_that_is_not_known_any_more_has_expired(name: str) -> None:
    spoken = SPOKEN[name]
    said = Said({"detail": "no"}, 404)
    async with counterpart(lambda _: said) as there, speaking(spoken.kind, there.base) as provider:
        with pytest.raises(Declined) as declined:
            await provider.look("j1", spoken.handle)
    assert declined.value.failure is Failure.EXPIRED


@pytest.mark.parametrize("name", ["fal", "kling", "luma", "replicate"])
async def test_a_picture_that_is_too_big_and_can_not_be_made_smaller_is_not_sent(name: str, tmp_path: Path) -> None:
    picture, spoken = tmp_path / "first.png", SPOKEN[name]
    picture.write_bytes(bytes(11 << 20))
    async with counterpart(lambda _: Said(spoken.accepted)) as there, speaking(spoken.kind, there.base) as provider:
        with pytest.raises(Declined, match=r"first\.png: 11,534,336 bytes"):
            await provider.submit(asked(spoken.engine, first_frame=picture))
    assert there.heard == []


@pytest.mark.parametrize("name", ["fal", "gemini", "kling", "luma", "veo"])
async def test_a_length_that_is_none_is_not_sent(name: str) -> None:
    spoken = SPOKEN[name]
    async with counterpart(lambda _: Said(spoken.accepted)) as there, speaking(spoken.kind, there.base) as provider:
        with pytest.raises(Declined) as declined:
            await provider.submit(asked(spoken.engine, parameters={"duration": "five"}))
    assert (there.heard, declined.value.failure) == ([], Failure.INVALID_REQUEST)


@pytest.mark.parametrize("name", ["fal", "gemini", "kling", "luma", "replicate", "veo"])
async def test_what_a_target_says_more_is_sent_as_what_it_looks_like(name: str) -> None:
    spoken = SPOKEN[name]
    said = {"model": "its own", "loud": "true", "still": "false", "steps": "30", "scale": "0.5", "look": "film, 35"}
    async with counterpart(lambda _: Said(spoken.accepted)) as there, speaking(spoken.kind, there.base) as provider:
        await provider.submit(asked(spoken.engine, parameters=said))
    body = there.heard[0].body
    options = next((body[name] for name in OPTIONS if isinstance(body.get(name), dict)), body)
    sent = {option: options.get(option) for option in said if option != "model"}
    assert sent == {"loud": True, "still": False, "steps": 30, "scale": 0.5, "look": "film, 35"}
    assert "its own" not in str(body)


async def test_a_submission_has_a_connection_of_its_own(spoken: Spoken) -> None:
    """One that was kept may be closed at the other end just then, and nobody would know whether it arrived."""

    def answers(heard: Heard) -> Said:
        return Said(spoken.word(next(iter(spoken.states))) if heard.is_look else spoken.accepted)

    async with counterpart(answers) as there, speaking(spoken.kind, there.base) as provider:
        await provider.look("j1", spoken.handle)
        await provider.submit(order(spoken))
        await provider.submit(order(spoken))
        await provider.look("j1", spoken.handle)
    looks = {heard.connection for heard in there.heard if heard.is_look}
    posts = [heard.connection for heard in there.heard if not heard.is_look]
    assert len(set(posts)) == len(posts) == 2
    assert not looks & set(posts)


def test_every_engine_that_is_rented_is_its_providers() -> None:
    for name, kind in PROVIDERS.items():
        assert kind.engines, name
        assert all(engine.startswith(f"{name}/") for engine in kind.engines)


def test_every_target_that_is_rented_can_be_bought() -> None:
    rented = {engine for kind in PROVIDERS.values() for engine in kind.engines}
    theirs = {name for name in TARGETS if name.partition("/")[0] in PROVIDERS}
    assert theirs <= rented
