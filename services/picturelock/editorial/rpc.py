"""Editorial's doors: the cut, and what is handed out of it."""

from picturelock.editorial.handlers import Editorial, Progress
from picturelock.kernel.caller import current_caller
from picturelock.kernel.codec import encode
from picturelock_api.editorial.v1 import service_pb2 as api
from picturelock_api.film.v1.cut_pb2 import Cut as CutMessage


class CutRpc:
    def __init__(self, editorial: Editorial) -> None:
        self._editorial = editorial

    async def get_cut(self, request: api.GetCutRequest) -> api.GetCutResponse:
        key = current_caller().project_key(request.project)
        reel, current = await self._editorial.reel(key)
        progress = Progress() if current else await self._editorial.progress(key)
        return api.GetCutResponse(
            cut=encode(reel.cut, CutMessage) if reel.cut else None,
            current=current,
            progress=api.Progress(ready=progress.ready, segments=progress.segments),
        )

    async def list_exports(self, request: api.ListExportsRequest) -> api.ListExportsResponse:
        key = current_caller().project_key(request.project)
        version, exports = await self._editorial.exports(key, request.name)
        told = [
            api.Export(
                name=each.name, digest=each.digest, size=each.size, media_type=each.media_type, link=link
            )
            for each, link in exports
        ]  # fmt: skip
        return api.ListExportsResponse(version=version, exports=told)
