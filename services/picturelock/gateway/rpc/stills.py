"""The door for stills."""

from collections.abc import Sequence

from picturelock.gateway.handlers import Stills
from picturelock.gateway.handlers.says import as_sent
from picturelock.gateway.model import Order
from picturelock.kernel.caller import current_caller
from picturelock.kernel.codec import decode
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Brief
from picturelock_api.gateway.v1 import service_pb2 as api

MOST = 100
ABSENT = "absent"


class StillRpc:
    def __init__(self, stills: Stills) -> None:
        self._stills = stills

    async def order_stills(self, request: api.OrderStillsRequest) -> api.OrderStillsResponse:
        key = current_caller().project_key(request.project)
        if not 0 < len(request.stills) <= MOST:
            raise Invalid(f"stills: are {len(request.stills)}; order 1 to {MOST} at once")
        asked = [(decode(Brief, each.brief), as_sent(each.prompt)) for each in request.stills]
        orders = await self._stills.order(key, asked)
        return api.OrderStillsResponse(stills=self._told(key, [prompt.digest for _, prompt in asked], orders))

    async def get_stills(self, request: api.GetStillsRequest) -> api.GetStillsResponse:
        key, digests = current_caller().project_key(request.project), list(request.prompt_digests)
        if len(digests) > MOST:
            raise Invalid(f"prompt_digests: are {len(digests)}; ask for at most {MOST} at once")
        orders = await self._stills.look(key, request.engine, digests)
        return api.GetStillsResponse(stills=self._told(key, digests, orders))

    def _told(self, project: str, digests: Sequence[str], orders: Sequence[Order | None]) -> Sequence[api.Still]:
        return [self._still(project, *pair) for pair in zip(digests, orders, strict=True)]

    def _still(self, project: str, digest: str, order: Order | None) -> api.Still:
        if order is None:
            return api.Still(prompt_digest=digest, state=ABSENT)
        return api.Still(
            prompt_digest=digest, state=order.state, picture=order.made.video.digest if order.made else "",
            reason=order.reason, message=self._stills.why(project, order),
        )  # fmt: skip
