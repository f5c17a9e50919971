"""Projects are made, their scripts and bibles are put, and read together."""

from collections.abc import Sequence

from picturelock.kernel.bus import Bus, current_cause
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Invalid, NotFound, Refused, Stale
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.ledger import Project
from picturelock.registry.model.pages import MOST_BYTES, Pages, Put
from picturelock.registry.model.reading import Page, Reading, read, tried
from picturelock.registry.model.references import Named, Pictures, known_pictures, named_in
from picturelock.registry.ports import Viewer


class Projects:
    def __init__(self, records: Records, store: Store, bus: Bus, clock: Clock, viewer: Viewer) -> None:
        self._records = records
        self._store = store
        self._bus = bus
        self._clock = clock
        self._viewer = viewer

    async def create(self, key: str) -> Pages:
        """Raises Refused with the reason EXISTS."""
        found = await self._records.find(Pages, key)
        if found is None:
            pages = Pages(created=self._clock.now(), born=await self._bus.end(), made_by=current_cause().id)
            return await self._records.save(key, pages)
        if current_cause().id == found.made_by:
            return found
        raise Refused(f"project: {key.rpartition('/')[2]} is there already; choose another name", reason="EXISTS")

    async def pages(self, key: str) -> Pages:
        """Raises NotFound."""
        found = await self._records.find(Pages, key)
        if found is None:
            raise NotFound(f"project: there is no project {key.rpartition('/')[2]!r}; list them, or make it first")
        return found

    async def all(self, tenant: str, after: str, limit: int) -> Sequence[tuple[str, Pages]]:
        return await self._records.select(Pages, prefix=f"{tenant}/", after=after, limit=limit)

    async def film(self, key: str) -> Project | None:
        """What was made of it; None before it was made once."""
        return await self._records.find(Project, key)

    async def put_script(self, key: str, page: Page, etag: str) -> tuple[Pages, Sequence[str]]:
        """Keep a script that can be read; with it what is odd about it. Raises Invalid, Stale, NotFound."""
        pages, warnings = await self.pages(key), read_script(_checked(page).data, page.name).warnings
        return await self._put(key, pages, "script", page, etag), warnings

    async def put_bible(self, key: str, page: Page, etag: str, references: Pictures) -> Pages:
        """Keep a bible that can be read, and whose pictures can be used. Raises Invalid, Stale, NotFound."""
        pages = await self.pages(key)
        named = named_in(read_bible(_checked(page).data, page.name))
        known = known_pictures(named, references)
        found = [await self._wrong(key, each, known.get(each.name, "")) for each in named]
        if problems := [problem for problem in found if problem]:
            raise Invalid(problems)
        return await self._put(key, pages, "bible", page, etag, {each.name: known[each.name] for each in named})

    async def _wrong(self, key: str, named: Named, digest: str) -> str:
        """What is wrong with a picture; empty when nothing is."""
        if not digest:
            return named.unknown()
        if not await self._store.claimed(key.partition("/")[0], digest):
            return named.problem(f"nothing was uploaded as {digest}; upload '{named.name}' first")
        async with self._store.fetch(digest) as picture:
            found = await self._viewer.problem(picture, named.name)
        return named.problem(found) if found else ""

    async def _put(
        self, key: str, pages: Pages, what: str, page: Page, etag: str, references: Pictures | None = None
    ) -> Pages:
        if current_cause().id in pages.applied:
            return pages
        if etag not in ("", str(pages.version)):
            raise Stale("etag: a page was put by somebody else since; get the project again, and put yours then")
        stored = await self._store.put(page.data)
        put = Put(name=page.name, digest=stored.digest, size=stored.size, references=dict(references or {}))
        return await self._records.save(key, pages.with_page(what, put))

    async def page(self, key: str, what: str) -> Page:
        """A page as it was put; the bible, where none was, as it is drafted. Raises NotFound."""
        pages = await self.pages(key)
        if what == "bible" and pages.bible is None:
            reading = await self.reading(key)
            return Page(name=reading.bible.file, data=reading.drafted.encode())
        put = pages.script if what == "script" else pages.bible
        if put is None:
            raise NotFound(f"{what}: none was put yet; put it first")
        return await self._fetched(put)

    async def reading(
        self, key: str, script: bytes = b"", bible: bytes = b"", references: Pictures | None = None
    ) -> Reading:
        """The project's pages, or those given instead, read together. Raises Invalid, NotFound."""
        return read(*await self._given_pages(key, script, bible, references or {}))

    async def validated(
        self, key: str, script: bytes, bible: bytes, references: Pictures
    ) -> tuple[Reading | None, Sequence[str]]:
        """The pages read together, or all that is wrong with them. Raises NotFound."""
        return tried(*await self._given_pages(key, script, bible, references))

    async def _given_pages(
        self, key: str, script: bytes, bible: bytes, references: Pictures
    ) -> tuple[Page, Page | None, Pictures]:
        """A bible that is given comes with its reference images, the project's own with those it was put with."""
        pages = await self.pages(key)
        if not script and pages.script is None:
            raise NotFound("script: none was put yet; put it first")
        written = await self._given(script, "script", pages.script)
        if not bible and pages.bible is None:
            return written, None, {}
        known = references if bible or pages.bible is None else pages.bible.references
        return written, await self._given(bible, "bible", pages.bible), known

    async def _given(self, data: bytes, what: str, put: Put | None) -> Page:
        if data or put is None:
            return _checked(Page(name=put.name if put else what, data=data))
        return await self._fetched(put)

    async def _fetched(self, put: Put) -> Page:
        return Page(name=put.name, data=b"".join([chunk async for chunk in self._store.open(put.digest)]))


def _checked(page: Page) -> Page:
    if len(page.data) > MOST_BYTES:
        raise Invalid(f"data: has {len(page.data):,} bytes, which is no script and no bible; put the right file")
    if not page.name or "/" in page.name or len(page.name) > 200:  # noqa: PLR2004 more than any file system takes
        raise Invalid(f"name: {page.name!r} is no file's name; say it without folders, e.g. lamp.fountain")
    return page
