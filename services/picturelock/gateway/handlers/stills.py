"""Stills: pictures of a bible's subjects. Each is an order in the queue, bought and paid for as takes are.

They are asked for at a door and not by the line: a still is planned, compiled and looked at by whoever wants it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from picturelock.gateway.handlers.gateway import Gateway
from picturelock.gateway.model import Order, OrderState, Want, order_key
from picturelock.gateway.ports import Ware
from picturelock.kernel.bus import current_cause
from picturelock.kernel.errors import Conflict, Invalid
from picturelock.kernel.nouns import Brief, Prompt, StillName


class Stills:
    def __init__(self, gateway: Gateway, wares: Mapping[str, Ware]) -> None:
        self._gateway = gateway
        self._engines = sorted(ware.engine for ware in wares.values() if ware.stills)

    async def order(self, project: str, asked: Sequence[tuple[Brief, Prompt]]) -> Sequence[Order | None]:
        """How each stands then. `project` is `tenant/project`.

        Raises Invalid, before anything is ordered, for what is no still and for an engine that makes none.
        """
        wants = [self._want(project, brief, prompt) for brief, prompt in asked]
        for want, (_, prompt) in zip(wants, asked, strict=True):
            await self._ask(prompt, want)
        return [await self._found(project, prompt.engine, prompt.digest) for _, prompt in asked]

    async def look(self, project: str, engine: str, digests: Sequence[str]) -> Sequence[Order | None]:
        """By the digests of their prompts; None for one that nobody asked for. Raises Invalid as `order` does."""
        self._must_make_stills(engine)
        return [await self._found(project, engine, digest) for digest in digests]

    def _want(self, project: str, brief: Brief, prompt: Prompt) -> Want:
        self._must_make_stills(prompt.engine)
        name = StillName.read(brief.shot)
        if name is None or prompt.shot != brief.shot:
            raise Invalid(f"stills.brief.shot: {brief.shot!r} is no still's name; use one like references_prop.lamp.1")
        return Want(
            shot_key=f"{project}/{name}", revision=0, number=name.number,
            brief=brief.model_copy(update={"project": project}), brief_digest=brief.digest,
            traceparent=current_cause().traceparent,
        )  # fmt: skip

    async def _ask(self, prompt: Prompt, want: Want) -> None:
        await self._gateway.ready()
        while True:
            with suppress(Conflict):
                await self._gateway.intake.ask(prompt, prompt.digest, want)
                self._gateway.ring()
                return

    async def _found(self, project: str, engine: str, digest: str) -> Order | None:
        tenant = project.partition("/")[0]
        version = await self._gateway.catalogue.version(tenant, engine)
        return await self._gateway.book.find(order_key(tenant, digest, version))

    def why(self, project: str, order: Order) -> str:
        """Why there is no picture, or it is not bought just now; empty for one that only waits for its turn."""
        if order.state is OrderState.QUEUED:
            return self._gateway.held_up(project.partition("/")[0], order.engine) or ""
        return "" if order.state in (OrderState.LEASED, OrderState.MADE) else order.failure

    def _must_make_stills(self, engine: str) -> None:
        if engine not in self._engines:
            known = ", ".join(self._engines) or "none; give a provider's key in PICTURELOCK_GATEWAY_PROVIDERS"
            raise Invalid(f"engine: {engine!r} makes no stills here; there are {known}", reason="NO_ENGINE")
