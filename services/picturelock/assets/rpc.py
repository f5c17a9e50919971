"""The door of assets: references come in, and everything stored is shown and traced."""

from collections.abc import AsyncIterator

from google.protobuf.timestamp_pb2 import Timestamp

from picturelock.assets.handlers import Assets, Uploads
from picturelock.assets.model import AssetRecord, Upload
from picturelock.kernel.caller import current_caller
from picturelock.kernel.codec import encode
from picturelock.kernel.errors import Invalid
from picturelock.kernel.paging import after, page_of, size_of
from picturelock_api.assets.v1 import service_pb2 as api
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage

MOST_CHUNK = 1 << 20
MOST_NAME = 200


class AssetRpc:
    def __init__(self, assets: Assets, uploads: Uploads) -> None:
        self._assets = assets
        self._uploads = uploads

    async def upload_asset(self, requests: AsyncIterator[api.UploadAssetRequest]) -> api.UploadAssetResponse:
        first = await anext(requests, api.UploadAssetRequest())
        if first.WhichOneof("part") != "metadata":
            raise Invalid("metadata: it must come first; say what the file is called")
        kept = await self._uploads.upload(current_caller().tenant, _upload(first.metadata), _chunks(requests))
        return api.UploadAssetResponse(asset=_kept(kept))

    async def get_asset(self, request: api.GetAssetRequest) -> api.GetAssetResponse:
        return api.GetAssetResponse(asset=_kept(await self._assets.record(current_caller().tenant, request.digest)))

    async def link_asset(self, request: api.LinkAssetRequest) -> api.LinkAssetResponse:
        (url, strip, poster), until = await self._assets.links(current_caller().tenant, request.digest)
        expires = Timestamp()
        expires.FromDatetime(until)
        return api.LinkAssetResponse(url=url, strip=strip, poster=poster, expires=expires)

    async def get_lineage(self, request: api.GetLineageRequest) -> api.GetLineageResponse:
        tenant, size = current_caller().tenant, size_of(request.page_size)
        record = await self._assets.record(tenant, request.digest)
        parents = await self._assets.parents(tenant, record.asset)
        found = await self._assets.children(tenant, record.asset, after(request.page_token), size + 1)
        children, token = page_of(found, size)
        return api.GetLineageResponse(
            asset=_kept(record),
            parents=[_kept(parent) for parent in parents],
            children=[_kept(child) for _, child in children],
            next_page_token=token,
        )


def _upload(told: api.UploadMetadata) -> Upload:
    if not 0 < len(told.name) <= MOST_NAME or "/" in told.name:
        raise Invalid(f"metadata.name: {told.name!r} is no file's name; say it without folders, e.g. coat.png")
    if told.size < 0:
        raise Invalid("metadata.size: is less than nothing; use 0 when it is not known")
    return Upload(name=told.name, size=told.size, digest=told.digest.lower())


async def _chunks(requests: AsyncIterator[api.UploadAssetRequest]) -> AsyncIterator[bytes]:
    async for request in requests:
        if request.WhichOneof("part") == "metadata":
            raise Invalid("metadata: came twice; make one call for each file")
        if len(request.chunk) > MOST_CHUNK:
            raise Invalid(f"chunk: has {len(request.chunk):,} bytes; send at most {MOST_CHUNK:,} at once")
        yield request.chunk


def _kept(record: AssetRecord) -> api.KeptAsset:
    return api.KeptAsset(
        asset=encode(record.asset, AssetMessage), kind=f"ASSET_KIND_{record.kind.name}", name=record.name
    )
