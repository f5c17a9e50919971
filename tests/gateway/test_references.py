"""Pictures on their way to an engine: from the store, by link, to a command, and when they are gone."""

import hashlib
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from tests.gateway.gateway_stage import EmbeddedCounter, Rooms, behind_doors, remote_desk
from tests.gateway.shop_stage import House
from tests.gateway.test_exec_engine import described
from tests.gateway.test_worker import has_said, hired, until

from picturelock.gateway.adapters.exec_engine import exec_engine
from picturelock.gateway.adapters.linked_staging import LinkedStaging
from picturelock.gateway.adapters.references import StoreDock
from picturelock.gateway.handlers import BuyersDesk
from picturelock.gateway.model import Lease, OrderState, PurchaseState
from picturelock.gateway.ports import REFERENCES, Asked, Job, Progress, first_frame_in, references_in
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Prompt
from picturelock.testing.instant import InstantDelivery, InstantEngine
from picturelock.testing.pictures import picture
from picturelock.testing.provider import InstantProvider
from picturelock.testing.samples import compiled, small_prompt
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated

MARA, TOM, PIER = picture(shade=1), picture("JPEG", shade=2), picture("WEBP", shade=3)
NOWHERE = "0" * 64


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


ALL = (digest(MARA), digest(TOM), digest(PIER))


class Looking(InstantEngine):
    """Remembers what it was shown."""

    def __init__(self) -> None:
        super().__init__(version="1")
        self.shown: list[tuple[str, bytes]] = []

    async def make(self, prompt: Prompt, workspace: Path, progress: Progress) -> InstantDelivery:
        first = first_frame_in(workspace)
        files = [*([first] if first else []), *references_in(workspace)]
        self.shown = [(file.name, file.read_bytes()) for file in files]
        return await super().make(prompt, workspace, progress)


class Shown(InstantProvider):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[list[bytes]] = []
        self.begins: list[bytes] = []

    async def submit(self, asked: Asked) -> Job:
        self.pictures.append([file.read_bytes() for file in asked.references])
        self.begins.append(asked.first_frame.read_bytes() if asked.first_frame else b"")
        return await super().submit(asked)


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    opened = Rooms(tmp_path / "store")
    yield opened
    opened.database.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path, Shown())
    yield house
    house.database.close()


async def put(rooms: Rooms) -> None:
    for data in (MARA, TOM, PIER):
        await rooms.store.put(data)


async def test_a_worker_elsewhere_is_shown_them_in_their_order_though_it_has_no_key_to_the_store(rooms: Rooms) -> None:
    await put(rooms)
    counter, engine = EmbeddedCounter(rooms), Looking()
    await counter.queue(compiled(references=ALL))
    async with (
        behind_doors(rooms, counter.gateway) as address,
        remote_desk(rooms, address, "studio") as desk,
        hired(desk, engine),
    ):
        await until(has_said(rooms, 1))
    (event,) = await rooms.said()
    assert isinstance(event, TakeGenerated)
    assert engine.shown == [("01.png", MARA), ("02.jpg", TOM), ("03.webp", PIER)]


async def test_a_first_frame_lies_apart_from_references(rooms: Rooms) -> None:
    await put(rooms)
    counter, engine = EmbeddedCounter(rooms), Looking()
    await counter.queue(compiled(references=(digest(MARA),), first_frame=digest(TOM)))
    async with (
        behind_doors(rooms, counter.gateway) as address,
        remote_desk(rooms, address, "studio") as desk,
        hired(desk, engine),
    ):
        await until(has_said(rooms, 1))
    assert engine.shown == [("first_frame.jpg", TOM), ("01.png", MARA)]


async def test_a_first_frame_that_is_gone_is_named_as_one(rooms: Rooms, tmp_path: Path) -> None:
    lease = Lease(key="k", token=1, prompt=small_prompt().model_copy(update={"first_frame": NOWHERE}), seconds=30)
    with pytest.raises(Refused, match=f"sc010_sh0010: its first frame {NOWHERE} is not in the store any more"):
        await StoreDock(rooms.store).bring(lease, tmp_path)


async def test_a_take_whose_picture_is_gone_is_not_made_without_it(rooms: Rooms) -> None:
    counter, engine = EmbeddedCounter(rooms), Looking()
    await counter.queue(compiled(references=(NOWHERE,)))
    async with (
        behind_doors(rooms, counter.gateway) as address,
        remote_desk(rooms, address, "studio") as desk,
        hired(desk, engine),
    ):
        await until(has_said(rooms, 1))
    (event,) = await rooms.said()
    assert isinstance(event, TakeFailed)
    assert event.message == (
        f"sc010_sh0010: its reference image {NOWHERE} is not in the store any more; hand it in again with the bible"
    )
    assert engine.made == []


async def test_other_bytes_than_the_picture_are_not_taken_for_it(tmp_path: Path) -> None:
    prompt = small_prompt().model_copy(update={"references": (digest(MARA),)})
    lease = Lease(key="k", token=1, prompt=prompt, seconds=30, links={digest(MARA): "http://store.invalid/x"})
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=TOM))
    async with httpx.AsyncClient(transport=transport) as client:
        with pytest.raises(Transient, match="other bytes came"):
            await LinkedStaging(None, client, patience=0.0).bring(lease, tmp_path)  # type: ignore[arg-type] # no desk is asked
    assert references_in(tmp_path) == []


async def test_what_is_no_picture_is_shown_to_no_engine(rooms: Rooms, tmp_path: Path) -> None:
    stored = await rooms.store.put(b"a take, perhaps")
    prompt = small_prompt().model_copy(update={"references": (stored.digest,)})
    with pytest.raises(Refused, match="is no PNG, JPEG or WebP"):
        await StoreDock(rooms.store).bring(Lease(key="k", token=1, prompt=prompt, seconds=30), tmp_path)


async def test_a_command_is_told_where_they_lie(tmp_path: Path) -> None:
    workspace, told = tmp_path / "w", tmp_path / "told"
    (workspace / REFERENCES).mkdir(parents=True)
    (workspace / REFERENCES / "01.png").write_bytes(MARA)
    listing = f"import os, sys; open({str(told)!r}, 'w').write(' '.join(os.listdir(sys.argv[1]))); sys.exit(2)"
    file = described(
        tmp_path, listing, command=[sys.executable, str(tmp_path / "program.py"), "{references}", "{output}"]
    )
    with pytest.raises(Refused):
        await exec_engine(file).make(small_prompt("exec/farm"), workspace, lambda _: None)
    assert told.read_text() == "01.png"
    shutil.rmtree(workspace / REFERENCES)
    with pytest.raises(Refused):
        await exec_engine(file).make(small_prompt("exec/farm"), workspace, lambda _: None)
    assert told.read_text() == ""


async def test_a_command_is_told_which_picture_its_take_begins_with(tmp_path: Path) -> None:
    told = tmp_path / "told"
    listing = f"import sys; open({str(told)!r}, 'w').write(sys.argv[1]); sys.exit(2)"
    words = [sys.executable, str(tmp_path / "program.py"), "{first_frame}", "{output}"]
    engine = exec_engine(described(tmp_path, listing, command=words))
    workspace = _workspace(tmp_path)
    with pytest.raises(Refused):
        await engine.make(small_prompt("exec/farm"), workspace, lambda _: None)
    assert told.read_text() == ""
    (workspace / "first_frame.png").write_bytes(MARA)
    with pytest.raises(Refused):
        await engine.make(small_prompt("exec/farm"), workspace, lambda _: None)
    assert told.read_text() == str(workspace / "first_frame.png")


async def test_a_provider_is_given_the_first_frame_as_one(house: House, tmp_path: Path) -> None:
    await house.store.put(TOM)
    lease = await house.leased(first_frame=digest(TOM))
    await house.shop.buy(lease, _workspace(tmp_path), lambda _: None)
    assert isinstance(house.provider, Shown)
    assert (house.provider.pictures, house.provider.begins) == ([[]], [TOM])


async def test_a_provider_is_shown_what_is_in_the_store(house: House, tmp_path: Path) -> None:
    await house.store.put(MARA)
    lease = await house.leased(references=(digest(MARA),))
    await house.shop.buy(lease, _workspace(tmp_path), lambda _: None)
    assert isinstance(house.provider, Shown)
    assert house.provider.pictures == [[MARA]]


async def test_what_can_not_be_shown_is_not_bought_and_holds_no_money(house: House, tmp_path: Path) -> None:
    lease = await house.leased(references=(NOWHERE,))
    with pytest.raises(Refused, match="is not in the store any more") as refused:
        await house.shop.buy(lease, _workspace(tmp_path), lambda _: None)
    assert refused.value.reason == "NO_REFERENCE"
    purchase = await house.last(lease)
    assert (purchase.state, purchase.reason) == (PurchaseState.REFUSED, "NO_REFERENCE")
    accounts = await house.spending.accounts("studio", "", 10)
    assert [sum(account.held.values()) for _, account in accounts] == [0]
    assert not house.provider.jobs
    await BuyersDesk(house.shop).fail(lease.key, lease.token, str(refused.value), again=False)
    assert await house.state_of(purchase) is OrderState.FAILED


async def test_a_take_that_is_paid_is_fetched_though_its_picture_is_gone(house: House, tmp_path: Path) -> None:
    await house.store.put(MARA)
    lease = await house.leased(references=(digest(MARA),))
    await house.shop.buy(lease, _workspace(tmp_path), lambda _: None)
    house.forget(digest(MARA))
    delivered = await house.shop.buy(lease, _workspace(tmp_path, "again"), lambda _: None)
    assert delivered.video.exists()
    assert len(house.provider.jobs) == 1


def _workspace(folder: Path, name: str = "workspace") -> Path:
    workspace = folder / name
    workspace.mkdir()
    return workspace
