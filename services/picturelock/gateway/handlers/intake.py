"""What comes into the queue: takes that are wanted, in place of those that are wanted no more."""

from picturelock.gateway.handlers.book import Book
from picturelock.gateway.handlers.catalogue import Catalogue
from picturelock.gateway.handlers.head import Head
from picturelock.gateway.handlers.says import as_sent, generated
from picturelock.gateway.model import Lane, Order, OrderState, Want, order_key
from picturelock.kernel.bus import current_cause
from picturelock.kernel.codec import decode
from picturelock.kernel.nouns import Brief, Prompt
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled


class Intake:
    def __init__(self, book: Book, catalogue: Catalogue) -> None:
        self._book = book
        self._catalogue = catalogue

    async def take_in(self, event: PromptCompiled) -> None:
        """A take that was made of the same prompt before is told of again, and not made again."""
        want = Want(
            shot_key=event.shot_key,
            revision=event.revision,
            number=event.take_number,
            brief=decode(Brief, event.brief),
            brief_digest=event.prompt.brief_digest,
            traceparent=current_cause().traceparent,
        )
        await self.ask(as_sent(event.prompt), event.prompt_digest, want)

    async def ask(self, prompt: Prompt, digest: str, want: Want) -> None:
        """Raises Refused when nobody runs the engine, Conflict when somebody else saved the order meanwhile."""
        tenant = want.shot_key.partition("/")[0]
        version = await self._catalogue.version(tenant, prompt.engine)
        key = order_key(tenant, digest, version)
        order = await self._book.find(key) or Order(
            project=want.shot_key.rpartition("/")[0], prompt=prompt, prompt_digest=digest, engine=prompt.engine,
            engine_version=version,
        )  # fmt: skip
        if current_cause().id not in order.applied:
            await self._want(key, order.wanted_by(want), want)
        await self._open_lane(order.project)
        await self._withdraw_others(key, want)

    async def _want(self, key: str, order: Order, want: Want) -> None:
        if order.state is OrderState.MADE:
            await self._book.save(key, order, generated(order, want, reused=True))
        else:
            await self._book.save(key, order.taken_up(self._book.now))

    async def _withdraw_others(self, key: str, want: Want) -> None:
        """Takes of the shot that this one replaces."""
        self._book.board.note(want.shot_key, want.number)
        for head in self._book.board.replaced(want.shot_key):
            if head.key != key:
                await self._book.withdraw(head.key, want.shot_key, want.number - 1)

    async def _open_lane(self, project: str) -> None:
        if project in self._book.board.turns.lanes:
            return
        if (lane := await self._book.records.find(Lane, project)) is None:
            lane = await self._book.records.save(project, Lane(project=project))
        self._book.board.turns.weigh(lane, self._book.now.timestamp())

    async def move_stale(self) -> None:
        """What is queued for a version of an engine that is not today's is queued for today's.

        What may be bought already stays what it is: its purchase is of that version.
        """
        for head in [head for head in self._book.board if not (head.is_leased or head.is_begun)]:
            version = await self._catalogue.known(head.project.partition("/")[0], head.engine)
            if version not in ("", head.engine_version):
                await self._move(head, version)

    async def _move(self, head: Head, version: str) -> None:
        old = await self._book.find(head.key)
        if old is None or old.state is not OrderState.QUEUED or old.bought:
            return
        key = order_key(head.project.partition("/")[0], old.prompt_digest, version)
        new = await self._book.find(key) or old.but(version=0, applied=(), engine_version=version, wants=())
        for want in old.wants:
            new = new.wanted_by(want)
        says = [generated(new, want, reused=True) for want in old.wants] if new.state is OrderState.MADE else []
        await self._book.move(head.key, old, key, new.taken_up(self._book.now), says)
