"""A production in this process, on a directory."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from picturelock.assets.handlers import Assets, Uploads
from picturelock.assets.model import Upload
from picturelock.cli.pictures import chunks_of, uploaded
from picturelock.cli.production import Begun, Pages, SetAside, Setting
from picturelock.editorial.handlers import Editorial
from picturelock.gateway.handlers import Queue, Shop
from picturelock.house import Choices, House, embedded
from picturelock.kernel.bus import Envelope, Parked
from picturelock.kernel.errors import Invalid
from picturelock.registry.handlers import Registry
from picturelock.registry.model.headings import slug
from picturelock.registry.model.outlook import Outlook

STATE = ".picturelock"
"""Folder inside the output in which the house keeps everything it must not forget."""
TENANT = "local"


def project_name(script: Path) -> str:
    return slug(script.stem)


def project_key(script: Path) -> str:
    return f"{TENANT}/{project_name(script)}"


class Here:
    def __init__(self, house: House, key: str) -> None:
        self.house = house
        self.key = key

    async def plan(self, pages: Pages, engine: str, retired: Mapping[str, str] | None = None) -> Outlook:
        return await self.house.desk(Registry).plan(self.key, pages.reading, engine, retired)

    async def retire(self, engine: str, instead: str, *, undo: bool) -> None:
        with self.house.request():
            await self.house.desk(Registry).retire(self.key, engine, instead, undo=undo)

    async def make(self, pages: Pages, engine: str, *, retry_held: bool) -> Begun:
        registry = self.house.desk(Registry)
        with self.house.request():
            await self._hand_in(pages)
            ahead = await registry.make(self.key, pages.reading, engine, retry_held=retry_held)
        return Begun(ahead, (await registry.project(self.key)).revision)

    async def _hand_in(self, pages: Pages) -> None:
        """Raises Invalid for what the bible says was uploaded, and was not."""
        has, uploads = self.house.store.has, self.house.desk(Uploads)
        for picture in pages.pictures.values():
            if not await has(picture.digest):
                upload = Upload(name=picture.file.name, size=picture.size, digest=picture.digest)
                await uploads.upload(TENANT, upload, chunks_of(picture.file))
        absent = [each for each in uploaded(pages) if not await has(each.digest)]
        if absent:
            raise Invalid(each.problem("there is no such picture here; name its file") for each in absent)

    async def said(self, after: str = "", *, follow: bool = False) -> AsyncIterator[tuple[str, Envelope | None]]:
        async for position, envelope in self.house.bus.history(after, follow=follow):
            yield position, envelope

    async def standing(self) -> Setting:
        editorial = self.house.desk(Editorial)
        return Setting(await editorial.current(self.key), await editorial.progress(self.key))

    async def parked(self) -> Sequence[SetAside]:
        parked = await self.house.bus.parked()
        return [set_aside(each) for each in parked if is_about(each.envelope.key, self.key)]

    async def waits(self) -> Mapping[str, int]:
        return await self.house.desk(Queue).waiting(self.key)

    async def doubtful(self) -> Collection[str]:
        shop = self.house.desk(Shop)
        return {each.shot for each in await shop.parked(self.key) if await shop.again_at(each) is None}

    def fetch(self, digest: str) -> AbstractAsyncContextManager[Path]:
        return self.house.store.fetch(digest)

    async def find(self, digest: str) -> None:
        await self.house.desk(Assets).asset(TENANT, digest)

    async def learn(self) -> None:
        """Everything is here."""


@asynccontextmanager
async def opened_here(directory: Path, key: str, choices: Choices) -> AsyncIterator[Here]:
    async with embedded(directory, choices) as house:
        yield Here(house, key)


def set_aside(parked: Parked) -> SetAside:
    e = parked.envelope
    return SetAside(
        e.id, parked.group, e.topic, e.key, parked.why, parked.attempts, e.time.isoformat(), e.cause, len(e.data)
    )


def is_about(key: str, project_key: str) -> bool:
    return key == project_key or key.startswith(f"{project_key}/")
