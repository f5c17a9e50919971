"""Buyers as they are commonly written, to show that the market would find them out."""

from collections.abc import Sequence

from tests.money.street import PRICES, Making

from picturelock.gateway import wiring as gateway
from picturelock.gateway.handlers import Buyer
from picturelock.gateway.handlers.errand import Errand
from picturelock.gateway.model import Move, Purchase
from picturelock.gateway.ports import Ware
from picturelock.gateway.settings import GatewaySettings
from picturelock.kernel.service import Kit, Service


class Resends(Buyer):
    """No answer came, so it is sent again: what most clients do."""

    async def _recalled(self, purchase: Purchase, errand: Errand) -> Purchase:  # noqa: ARG002
        return await self._moved(purchase, Move.MISS, "no answer, so it was not accepted")


class Impatient(Buyer):
    """Looks for the job once, and believes what it does not see."""

    async def _looked_for(self, purchase: Purchase, errand: Errand) -> Purchase:
        jobs = await errand.provider.find(errand.asked(purchase.provider_key), purchase.intended)
        if jobs:
            return await self.accepted(purchase, jobs[0])
        return await self._moved(purchase, Move.MISS, "it is not in the list")


def naively(buyer: type[Buyer]) -> Making:
    def making(kit: Kit, settings: GatewaySettings, wares: Sequence[Ware]) -> Service:
        return gateway.assembled(kit, settings, [], wares=wares, prices=PRICES, buyer=buyer)

    return making
