"""Voices of ElevenLabs under previz: who speaks, where in the take, what it costs, and what is found again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import av
import numpy as np
import pytest
from tests.gateway.providers.counterpart import KEY, PURCHASE, Said, counterpart, speaking

from picturelock.compiler.model import compile_for
from picturelock.gateway.adapters.price_book import shipped_prices
from picturelock.gateway.adapters.providers.elevenlabs import ElevenLabs, said_in
from picturelock.gateway.model import PriceBook
from picturelock.gateway.ports import AnswerLost, Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient
from picturelock.kernel.nouns import Line, Physique, Presence
from picturelock.media.previz.scene import Scene
from picturelock.media.probe import probe
from picturelock.media.signal import SAMPLE_RATE, Samples, decibels_of, rms
from picturelock.testing.samples import small_brief
from picturelock.twin.running import running_twin

MARA = Presence(character="mara", name="Mara", words="a woman", physique=Physique(age=34))
OTTO = Presence(character="otto", name="Otto", words="an old man", physique=Physique(age=71))
PIP = Presence(character="pip", name="Pip", words="a boy", physique=Physique(age=9))
FIRST = Line(character="mara", cue="MARA", text="You said the light was dead.", start=24, frames=48)
SECOND = Line(character="otto", cue="OTTO", text="I said it.", parenthetical="(quietly)", start=96, frames=36)
FRAMES, EDGE = 144, 4


def asked(lines: Sequence[Line], key: str = PURCHASE) -> Asked:
    brief = small_brief().model_copy(update={"lines": tuple(lines), "cast": (MARA, OTTO), "frames": FRAMES})
    prompt = compile_for("elevenlabs/eleven_v3", brief, revision=0).prompt
    assert prompt is not None
    return Asked(key=key, prompt=prompt)


def heard_in(film: Path) -> Samples:
    with av.open(str(film)) as container:
        pieces = [frame.to_ndarray() for frame in container.decode(audio=0)]
    heard: Samples = np.concatenate(pieces, axis=1).mean(axis=0).astype(np.float32)
    return heard


def level(heard: Samples, first: int, last: int) -> float:
    """Of the frames, in dBFS; at 24 frames a second."""
    at = SAMPLE_RATE // 24
    return decibels_of(rms(heard[first * at : last * at]))


async def told(provider: ElevenLabs, job: Job) -> Job:
    return await provider.look(job.id, job.handle)


def spoken_where_it_should_be(film: Path) -> bool:
    """Both lines are heard from their first frame on, and before, between and after them there is only the quay."""
    heard = heard_in(film)
    loud = [level(heard, line.start, line.start + 12) for line in (FIRST, SECOND)]
    between = [(0, FIRST.start - EDGE), (FIRST.start + FIRST.frames + EDGE, SECOND.start - EDGE),
               (SECOND.start + SECOND.frames + EDGE, FRAMES)]  # fmt: skip
    return min(loud) > max(level(heard, *span) for span in between) + 8


async def test_lines_bought_at_once_are_heard_each_at_its_frame(tmp_path: Path) -> None:
    order = asked([FIRST, SECOND])
    async with running_twin(tmp_path) as twin, speaking(ElevenLabs, twin.url("elevenlabs")) as provider:
        done = await told(provider, await provider.submit(order))
        take = await provider.complete(done, order.prompt, tmp_path)
        (line,) = twin.bill("elevenlabs")
    facts = probe(take.video)
    assert (facts.width, facts.height, facts.frames) == (160, 90, FRAMES)
    assert take.report is not None
    assert spoken_where_it_should_be(take.video)
    assert (line.job, line.units) == (done.id, done.units)


async def test_the_quote_is_what_is_billed(tmp_path: Path) -> None:
    order = asked([FIRST, SECOND])
    quote = PriceBook(shipped_prices()).quote(order.prompt, datetime.now(UTC).date())
    async with running_twin(tmp_path) as twin, speaking(ElevenLabs, twin.url("elevenlabs")) as provider:
        await provider.submit(order)
        (line,) = twin.bill("elevenlabs")
    assert quote.units == line.units == len("You said the light was dead.[quietly] I said it.")
    assert quote.price.amount == line.amount


async def test_lines_whose_answer_was_lost_are_found_and_told_apart_by_their_pauses(tmp_path: Path) -> None:
    order = asked([FIRST, SECOND])
    faults = "lost_answer=#1"
    async with running_twin(tmp_path, faults) as twin, speaking(ElevenLabs, twin.url("elevenlabs")) as provider:
        with pytest.raises(AnswerLost):
            await provider.submit(order)
        hour = datetime.now(UTC) - timedelta(hours=1)
        assert list(await provider.find(asked([FIRST]), hour)) == []
        (found,) = await provider.find(order, hour)
        assert "cuts" not in found.handle
        take = await provider.complete(found, order.prompt, tmp_path)
        assert len(twin.bill("elevenlabs")) == 1
    assert spoken_where_it_should_be(take.video)


async def test_a_take_in_which_nobody_speaks_is_not_sent_and_costs_nothing(tmp_path: Path) -> None:
    order = asked([])
    async with counterpart(lambda _: None) as there, speaking(ElevenLabs, there.base) as provider:
        job = await provider.submit(order)
        done = await told(provider, job)
        take = await provider.complete(done, order.prompt, tmp_path)
    assert there.heard == []
    assert (done.state, done.units) == (JobState.SUCCEEDED, Decimal(0))
    assert probe(take.video).frames == FRAMES
    assert PriceBook(shipped_prices()).quote(order.prompt, datetime.now(UTC).date()).price.amount == 0


async def test_what_is_not_in_the_history_yet_is_waited_for(tmp_path: Path) -> None:
    faults = "list_lag=600"
    async with running_twin(tmp_path, faults) as twin, speaking(ElevenLabs, twin.url("elevenlabs")) as provider:
        job = await provider.submit(asked([FIRST]))
        with pytest.raises(Transient, match="does not show"):
            await told(provider, job)
        with pytest.raises(Declined, match="is it kept") as declined:
            await provider.look(job.id, {"sent": "1000"})
    assert declined.value.failure is Failure.EXPIRED


async def test_the_history_is_read_page_after_page() -> None:
    def item(number: int) -> dict[str, object]:
        return {
            "history_item_id": f"h{number}", "request_id": f"r{number}", "date_unix": 1_000 + number,
            "model_id": "eleven_v3", "state": "created", "character_count_change_from": 0,
            "character_count_change_to": number,
        }  # fmt: skip

    pages = {
        "": {"history": [item(3), item(2)], "has_more": True, "last_history_item_id": "h2"},
        "h2": {"history": [item(1)], "has_more": False, "last_history_item_id": "h1"},
    }
    async with (
        counterpart(lambda heard: Said(pages[heard.path.partition("item_id=")[2]])) as there,
        speaking(ElevenLabs, there.base) as provider,
    ):
        found = await provider.look("r1", {"sent": "1000"})
    assert (found.outputs, found.units) == (("/v1/history/h1/audio",), Decimal(1))
    assert len(there.heard) == 2


@pytest.mark.parametrize(
    ("faults", "balance", "failure"),
    [
        ("moderated=1", "1", Failure.SAFETY_INPUT),
        ("", "0", Failure.BALANCE),
        ("rate_limited=1", "1", Failure.RATE_LIMIT),
    ],
)
async def test_a_refusal_is_told_by_its_word(tmp_path: Path, faults: str, balance: str, failure: Failure) -> None:
    async with running_twin(tmp_path, faults) as twin, speaking(ElevenLabs, twin.url("elevenlabs")) as provider:
        twin.set_balance("elevenlabs", Decimal(balance))
        with pytest.raises(Declined) as declined:
            await provider.submit(asked([FIRST]))
        assert sum(line.amount for line in twin.bill("elevenlabs")) == 0
    assert declined.value.failure is failure
    assert KEY not in str(declined.value)


async def test_more_than_can_be_said_at_once_is_not_sent() -> None:
    long = FIRST.model_copy(update={"text": "word " * 1_001})
    crowd = [FIRST.model_copy(update={"character": f"c{n}", "speaker": Presence(character=f"c{n}", name=who)})
             for n in range(60) for who in ("a woman", "an old man", "a girl", "a boy")]  # fmt: skip
    async with counterpart(lambda _: None) as there, speaking(ElevenLabs, there.base) as provider:
        for lines in ([long], crowd):
            with pytest.raises(Declined, match="split the shot"):
                await provider.submit(asked(lines))
    assert there.heard == []


async def test_sound_that_breaks_off_or_is_none_is_no_take(tmp_path: Path) -> None:
    order = asked([FIRST])
    async with counterpart(lambda _: Said(b"not music")) as there, speaking(ElevenLabs, there.base) as provider:
        with pytest.raises(Declined, match="no MP3") as declined:
            await provider.complete(Job("r1", JobState.SUCCEEDED, outputs=("/a",)), order.prompt, tmp_path)
    assert declined.value.failure is Failure.BAD_OUTPUT


def test_everybody_keeps_a_voice_of_their_kind() -> None:
    def voices(*cast: Presence) -> list[str]:
        lines = [Line(character=who.character, cue="", text="Hm.", start=0, frames=9) for who in cast]
        scene = Scene.model_validate_json(asked([]).prompt.text).model_copy(
            update={"cast": cast, "lines": tuple(lines)}
        )
        return [each["voice_id"] for each in said_in(scene)]

    assert voices(MARA, OTTO, PIP) == [voices(MARA)[0], voices(OTTO)[0], voices(PIP)[0]]
    assert len(set(voices(MARA, OTTO, PIP))) == 3
