"""What every `Records` promises."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar, Protocol, TypeVar
from uuid import uuid4

import pytest
from google.protobuf.message import Message

from picturelock.kernel.bus import Bus, Cause, caused_by, derived_id
from picturelock.kernel.errors import Conflict
from picturelock.kernel.nouns import Rate
from picturelock.kernel.records import APPLIED_KEPT, Record, Records
from picturelock.testing.heard import all_said, said
from picturelock_api.editorial.v1.events_pb2 import CutAssembled
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

R = TypeVar("R", bound=Record)

TOPIC = "registry.shot_planned.v1"


class Mood(StrEnum):
    QUEUED = "queued"
    TAKEN = "taken"


class Card(Record):
    """A document of every kind of field."""

    indexes: ClassVar = (("mood", "row"), ("row",))

    mood: Mood = Mood.QUEUED
    row: int = 0
    words: str = ""
    share: float = 0.5
    rate: Rate | None = None
    at: datetime | None = None
    names: tuple[str, ...] = ()


class Box(Record):
    """A second kind."""

    words: str = ""


class Kept(Protocol):
    """One place where records are kept, and the bus on which what they say is heard."""

    @property
    def bus(self) -> Bus: ...

    def records(self, service: str) -> Records:
        """A client of its own, as another process would have."""


class RecordsContract:
    """Override `kept`."""

    @pytest.fixture
    def kept(self) -> Kept:
        raise NotImplementedError("override the fixture `kept`")

    @pytest.fixture
    def records(self, kept: Kept) -> Records:
        return kept.records("registry")

    async def test_what_was_saved_is_found_by_every_client(self, kept: Kept) -> None:
        card = Card(
            words="Ω 李雷 🎬 'quoted' \\ %_ \n",
            share=0.1 + 0.2,
            rate=Rate(numerator=24000, denominator=1001),
            at=datetime(2026, 11, 21, 3, 4, 5, 678901, UTC),
            names=("a", ""),
        )
        saved = await _save(kept.records("registry"), "t/p/1", card)
        assert saved == card.but(version=1, applied=saved.applied)
        assert await kept.records("registry").find(Card, "t/p/1") == saved

    async def test_what_was_never_saved_is_not_found(self, records: Records) -> None:
        await _save(records, "t/p/1", Card())
        assert await records.find(Card, "t/p/2") is None
        assert await records.find(Box, "t/p/1") is None
        assert list(await records.select(Box)) == []

    async def test_services_do_not_see_each_others_records(self, kept: Kept) -> None:
        await _save(kept.records("registry"), "t/p/1", Card())
        assert await kept.records("gateway").find(Card, "t/p/1") is None
        assert list(await kept.records("gateway").select(Card)) == []

    async def test_versions_count_up(self, records: Records) -> None:
        first = await _save(records, "t/p/1", Card())
        second = await _save(records, "t/p/1", first.but(words="again"))
        assert (first.version, second.version) == (1, 2)

    async def test_a_stale_version_is_refused_and_changes_nothing(self, kept: Kept, records: Records) -> None:
        first = await _save(records, "t/p/1", Card())
        second = await _save(records, "t/p/1", first.but(words="first to come"))
        with pytest.raises(Conflict):
            await _save(records, "t/p/1", first.but(words="too late"), _planned("t/p/1"))
        assert await records.find(Card, "t/p/1") == second
        assert list(await all_said(kept.bus)) == []

    async def test_a_key_is_new_only_once(self, records: Records) -> None:
        await _save(records, "t/p/1", Card(words="mine"))
        with pytest.raises(Conflict):
            await _save(records, "t/p/1", Card(words="mine too"))

    async def test_a_version_of_a_key_that_is_gone_is_refused(self, records: Records) -> None:
        saved = await _save(records, "t/p/1", Card())
        await _delete(records, "t/p/1", saved)
        with pytest.raises(Conflict):
            await _save(records, "t/p/1", saved.but(words="from beyond"))

    async def test_of_fifty_writers_on_one_version_exactly_one_wins(self, kept: Kept) -> None:
        before = await _save(kept.records("registry"), "t/p/1", Card())
        clients = [kept.records("registry") for _ in range(50)]
        outcomes = await asyncio.gather(
            *(
                _save(client, "t/p/1", before.but(words=f"writer {n}"), _planned("t/p/1", n))
                for n, client in enumerate(clients)
            ),
            return_exceptions=True,
        )
        winners = [outcome for outcome in outcomes if isinstance(outcome, Card)]
        assert len(winners) == 1
        assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 49
        assert await kept.records("registry").find(Card, "t/p/1") == winners[0]
        (event,) = await said(kept.bus, 1)
        assert winners[0].words == f"writer {ShotPlanned.FromString(event.data).revision}"

    async def test_sixty_takers_of_sixty_queued_records_take_sixty_different_ones(self, kept: Kept) -> None:
        clients = [kept.records("gateway") for _ in range(60)]
        for n, client in enumerate(clients):
            await _save(client, f"t/p/{n:02d}", Card())
        taken = await asyncio.gather(*(_take_one(client) for client in clients))
        assert len(set(taken)) == 60
        assert not await clients[0].select(Card, where={"mood": Mood.QUEUED, "row": 0})

    async def test_saving_and_saying_are_one_act(self, kept: Kept, records: Records) -> None:
        with caused_by(Cause("why", source="registry", traceparent="00-a-b-01")):
            await records.save("t/p/1", Card(), _planned("t/p/1", 7), CutAssembled(project_key="t/p"))
        first, second = sorted(await said(kept.bus, 2), key=lambda event: event.topic, reverse=True)
        assert (first.topic, first.key, first.cause, first.source) == (TOPIC, "t/p/1", "why", "registry")
        assert (first.type, first.traceparent) == ("picturelock_api.registry.v1.ShotPlanned", "00-a-b-01")
        assert ShotPlanned.FromString(first.data) == _planned("t/p/1", 7)
        assert (second.topic, second.key) == ("editorial.cut_assembled.v1", "t/p")

    async def test_the_ids_of_events_derive_from_their_cause(self, kept: Kept, records: Records) -> None:
        with caused_by(Cause("why", source="registry")):
            await records.save("t/p/1", Card(), _planned("t/p/1"), _planned("t/p/1"))
        ids = [event.id for event in await said(kept.bus, 2)]
        assert ids == [derived_id("why", TOPIC, "t/p/1", 0), derived_id("why", TOPIC, "t/p/1", 1)]

    async def test_what_one_record_says_for_a_key_is_heard_in_the_order_it_was_said(
        self, kept: Kept, records: Records
    ) -> None:
        card = Card()
        for n in range(20):
            card = await _save(records, "t/p/1", card.but(row=n), _planned("t/p/1", n))
        heard = await said(kept.bus, 20)
        assert [ShotPlanned.FromString(event.data).revision for event in heard] == list(range(20))

    async def test_a_cause_that_was_applied_changes_nothing_and_says_nothing(
        self, kept: Kept, records: Records
    ) -> None:
        with caused_by(Cause("why", source="registry")):
            saved = await records.save("t/p/1", Card(words="once"), _planned("t/p/1"))
            again = await records.save("t/p/1", saved.but(words="twice"), _planned("t/p/1"), _planned("t/p/1"))
        assert again.version == saved.version
        assert await kept.records("registry").find(Card, "t/p/1") == saved
        await _save(records, "t/p/2", Card(), _planned("t/p/2"))
        assert [event.key for event in await said(kept.bus, 2)] == ["t/p/1", "t/p/2"]

    async def test_one_cause_may_change_several_records(self, records: Records) -> None:
        with caused_by(Cause("why", source="registry")):
            await records.save("t/p/1", Card())
            await records.save("t/p/2", Card())
            await records.save("t/p/1", Box())
        assert [key for key, _ in await records.select(Card)] == ["t/p/1", "t/p/2"]
        assert await records.find(Box, "t/p/1") is not None

    async def test_the_last_causes_are_remembered(self, records: Records) -> None:
        card = Card()
        for n in range(APPLIED_KEPT + 5):
            with caused_by(Cause(f"cause {n}", source="registry")):
                card = await records.save("t/p/1", card)
        found = await records.find(Card, "t/p/1")
        assert found is not None
        assert found.applied == tuple(f"cause {n}" for n in range(5, APPLIED_KEPT + 5))

    async def test_nothing_is_saved_outside_of_a_cause(self, kept: Kept, records: Records) -> None:
        with pytest.raises(RuntimeError, match="caused_by"):
            await records.save("t/p/1", Card(), _planned("t/p/1"))
        assert await records.find(Card, "t/p/1") is None
        assert list(await all_said(kept.bus)) == []

    async def test_a_message_that_is_no_event_is_not_said_and_nothing_is_saved(self, records: Records) -> None:
        with pytest.raises(TypeError, match="no event"):
            await _save(records, "t/p/1", Card(), _planned("t/p/1").brief)
        assert await records.find(Card, "t/p/1") is None

    async def test_only_the_present_version_is_deleted(self, records: Records) -> None:
        first = await _save(records, "t/p/1", Card())
        second = await _save(records, "t/p/1", first)
        with pytest.raises(Conflict):
            await _delete(records, "t/p/1", first)
        assert await records.find(Card, "t/p/1") == second
        await _delete(records, "t/p/1", second)
        assert await records.find(Card, "t/p/1") is None
        with pytest.raises(Conflict):
            await _delete(records, "t/p/1", second)

    async def test_what_a_record_said_is_heard_although_it_was_deleted(self, kept: Kept, records: Records) -> None:
        await _delete(records, "t/p/1", await _save(records, "t/p/1", Card(), _planned("t/p/1", 3)))
        (event,) = await said(kept.bus, 1)
        assert ShotPlanned.FromString(event.data).revision == 3

    async def test_a_key_that_was_deleted_can_be_used_again(self, records: Records) -> None:
        await _delete(records, "t/p/1", await _save(records, "t/p/1", Card(words="old")))
        await _save(records, "t/p/1", Card(words="new"))
        found = await records.find(Card, "t/p/1")
        assert found is not None
        assert found.words == "new"

    async def test_records_are_selected_in_order_of_key(self, records: Records) -> None:
        for key in ("t/p/10", "t/p/2", "t/a", "t/p/1", "T/p/1"):
            await _save(records, key, Card())
        assert await _keys(records) == sorted(["t/p/10", "t/p/2", "t/a", "t/p/1", "T/p/1"])

    async def test_a_prefix_is_taken_literally(self, records: Records) -> None:
        keys = ["t/50%/1", "t/50_/1", "t/500/1", "t/50.*/1", "T/50%/1", "t/50"]
        for key in keys:
            await _save(records, key, Card())
        assert await _keys(records, prefix="t/50%/") == ["t/50%/1"]
        assert await _keys(records, prefix="t/50_/") == ["t/50_/1"]
        assert await _keys(records, prefix="t/50.*/") == ["t/50.*/1"]
        assert await _keys(records, prefix="t/50") == sorted(key for key in keys if key.startswith("t/50"))

    async def test_pages_of_a_selection_put_together_are_the_whole(self, records: Records) -> None:
        keys = [f"t/p/{n:02d}" for n in range(7)]
        for key in keys:
            await _save(records, key, Card())
        seen: list[str] = []
        while page := await _keys(records, prefix="t/p/", after=seen[-1] if seen else "", limit=3):
            assert len(page) <= 3
            seen += page
        assert seen == keys

    async def test_records_are_selected_by_what_they_say(self, records: Records) -> None:
        for n in range(6):
            await _save(records, f"t/p/{n}", Card(mood=Mood.TAKEN if n % 2 else Mood.QUEUED, row=n // 4))
        assert await _keys(records, where={"mood": Mood.TAKEN, "row": 0}) == ["t/p/1", "t/p/3"]
        assert await _keys(records, where={"row": 1}) == ["t/p/4", "t/p/5"]
        assert await _keys(records, where={"row": 9}) == []
        assert await _keys(records, where={"row": 0}, prefix="t/p/", after="t/p/1", limit=1) == ["t/p/2"]

    async def test_a_selection_sees_what_was_changed(self, records: Records) -> None:
        saved = await _save(records, "t/p/1", Card(row=1))
        assert [key for key, _ in await records.select(Card, where={"row": 1})] == ["t/p/1"]
        await _save(records, "t/p/1", saved.but(row=2))
        assert not await records.select(Card, where={"row": 1})
        ((_, found),) = await records.select(Card, where={"row": 2})
        assert found.version == 2

    async def test_only_declared_fields_select(self, records: Records) -> None:
        with pytest.raises(TypeError, match="words"):
            await records.select(Card, where={"words": "x"})


async def _save(records: Records, key: str, record: R, *emits: Message) -> R:
    """Save for a reason of its own."""
    with caused_by(Cause(uuid4().hex, source="registry")):
        return await records.save(key, record, *emits)


async def _delete(records: Records, key: str, record: Record) -> None:
    with caused_by(Cause(uuid4().hex, source="registry")):
        await records.delete(key, record)


async def _take_one(records: Records) -> str:
    """Look for a queued record until one could be taken, as a worker does."""
    while True:
        for key, card in await records.select(Card, where={"mood": Mood.QUEUED, "row": 0}, limit=3):
            try:
                await _save(records, key, card.but(mood=Mood.TAKEN))
            except Conflict:
                continue
            return key
        await asyncio.sleep(0)


async def _keys(
    records: Records,
    *,
    prefix: str = "",
    where: Mapping[str, str | int] | None = None,
    after: str = "",
    limit: int | None = None,
) -> Sequence[str]:
    return [key for key, _ in await records.select(Card, prefix=prefix, where=where, after=after, limit=limit)]


def _planned(key: str, revision: int = 0) -> ShotPlanned:
    return ShotPlanned(shot_key=key, revision=revision)
