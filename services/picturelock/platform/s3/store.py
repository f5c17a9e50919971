"""The store in a bucket: `sha256/ab/abcd...` for what is stored, `staging/` for what was delivered.

The client is a blocking one, so every act is a job for a thread of our own; streams are pulled from there.
"""

import asyncio
import hashlib
import io
import os
import tempfile
import uuid
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from minio.commonconfig import ENABLED, CopySource, Filter
from minio.error import S3Error
from minio.lifecycleconfig import Expiration, LifecycleConfig, Rule
from urllib3 import BaseHTTPResponse

from picturelock.kernel.errors import NotFound, Refused
from picturelock.kernel.store import Stored
from picturelock.platform.names import claim_name, content_name, is_digest, staging_name
from picturelock.platform.s3.place import Place, translated
from picturelock.platform.s3.sources import Hashed, Pulled, Read

T = TypeVar("T")

CHUNK = 1 << 20
PART = 8 << 20
"""Bytes of a part; what is smaller goes in one request. 10,000 parts are the most, so 80 GB for one object."""
LINK_LASTS = timedelta(hours=1)
PARTIAL_LASTS_DAYS = 2


class S3Store:
    """One bucket. `scratch` is a folder for files that `fetch` lends."""

    def __init__(self, place: Place, scratch: Path, *, threads: int = 16) -> None:
        self._place = place
        self._scratch = scratch
        self._client = place.client(threads)
        self._signer = place.as_seen_by_others().client(1)
        self._delivery_signer = place.as_seen_by_workers().client(1)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="s3")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def prepare(self) -> None:
        """Make the bucket when there is none; what a broken upload left behind expires."""
        await self._do("bucket", self._make_bucket)

    async def check(self) -> None:
        """Raises Transient when it does not answer, Refused when the bucket is not there or not ours."""
        if not await self._do("bucket", lambda: self._client.bucket_exists(self._place.bucket)):
            raise Refused(f"{self._place.endpoint}: no bucket {self._place.bucket}; make it first", reason="STORE")

    async def stage(self, key: str, data: AsyncIterable[bytes] | bytes | Path) -> Stored:
        return await self._upload(data, staging_name(key))

    async def staged(self, key: str) -> Stored | None:
        try:
            found, _ = await self._do("staged bytes", lambda: self._hash_staged(key, staging_name(key)))
        except NotFound:
            return None
        return found

    async def adopt(self, key: str, digest: str) -> Stored:
        return await self._do("staged bytes", lambda: self._adopt(key, digest))

    async def put(self, data: AsyncIterable[bytes] | bytes | Path) -> Stored:
        return await self._upload(data, None)

    async def open(self, digest: str, *, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        name, what = content_name(digest), f"bytes {digest}"
        whole, seen = start == 0 and length is None, hashlib.sha256()
        if length is not None and length <= 0:
            await self._stat(content_name(digest))
            return
        response = await self._do(what, lambda: self._get(name, start, length))
        try:
            while response and (chunk := await self._do(what, lambda: response.read(CHUNK))):
                seen.update(chunk)
                yield chunk
        finally:
            _let_go(response)
        if whole and seen.hexdigest() != digest:
            raise _changed(digest)

    @asynccontextmanager
    async def fetch(self, digest: str) -> AsyncIterator[Path]:
        name = content_name(digest)
        self._scratch.mkdir(parents=True, exist_ok=True)
        handle, lent = tempfile.mkstemp(prefix="fetched-", dir=self._scratch)
        path = Path(lent)
        try:
            await self._do(f"bytes {digest}", lambda: self._download(name, digest, handle))
            path.chmod(0o444)
            yield path
        finally:
            path.unlink(missing_ok=True)

    async def link(self, digest: str) -> str:
        await self._stat(content_name(digest))
        return self._signer.presigned_get_object(self._place.bucket, content_name(digest), LINK_LASTS)

    async def delivery_link(self, key: str) -> str:
        """An address to which one may PUT what `adopt` will find staged under `key`."""
        return self._delivery_signer.presigned_put_object(self._place.bucket, staging_name(key), LINK_LASTS)

    async def has(self, digest: str) -> bool:
        return is_digest(digest) and await self._is_there(content_name(digest))

    async def claim(self, tenant: str, digest: str) -> None:
        bucket, name = self._place.bucket, claim_name(tenant, digest)
        await self._do(f"the claim to {digest}", lambda: self._client.put_object(bucket, name, io.BytesIO(), 0))

    async def claimed(self, tenant: str, digest: str) -> bool:
        return is_digest(digest) and await self._is_there(claim_name(tenant, digest))

    async def _is_there(self, name: str) -> bool:
        try:
            await self._stat(name)
        except NotFound:
            return False
        return True

    async def _stat(self, name: str) -> None:
        """Raises NotFound."""
        await self._do(name, lambda: self._client.stat_object(self._place.bucket, name))

    async def _do(self, what: str, job: Callable[[], T]) -> T:
        with translated(self._place, what):
            return await asyncio.get_running_loop().run_in_executor(self._threads, job)

    async def _upload(self, data: AsyncIterable[bytes] | bytes | Path, name: str | None) -> Stored:
        """`name` None is the content-addressed one."""
        if isinstance(data, bytes):
            return await self._do("upload", lambda: self._send(io.BytesIO(data).read, name))
        if isinstance(data, Path):
            return await self._do("upload", lambda: self._send_file(data, name))
        pulled = Pulled(data)
        try:
            return await self._do("upload", lambda: self._send(pulled.read, name))
        finally:
            pulled.abandon()

    def _send_file(self, path: Path, name: str | None) -> Stored:
        with path.open("rb") as file:
            return self._send(file.read, name)

    def _send(self, read: Read, name: str | None) -> Stored:
        source = Hashed(read)
        first = source.peek(PART)
        if len(first) < PART:
            stored = source.seen()
            self._write(name or content_name(stored.digest), source, stored.size)
        elif name is not None:
            self._write(name, source)
        else:
            self._write_aside(source)
        return source.seen()

    def _write(self, name: str, source: Hashed, size: int = -1) -> None:
        self._client.put_object(
            self._place.bucket, name, cast("BinaryIO", source), size, part_size=PART, num_parallel_uploads=1
        )

    def _write_aside(self, source: Hashed) -> None:
        """Its name is known only at the end: store it under another, copy it on the server, forget the other."""
        aside = f"partial/{uuid.uuid4().hex}"
        self._write(aside, source)
        self._client.copy_object(
            self._place.bucket, content_name(source.seen().digest), CopySource(self._place.bucket, aside)
        )
        self._client.remove_object(self._place.bucket, aside)

    def _adopt(self, key: str, digest: str) -> Stored:
        bucket, staged, kept = self._place.bucket, staging_name(key), content_name(digest)
        try:
            found, etag = self._hash_staged(key, staged)
            if found.digest == digest:
                with _absent(key):  # another copy of the service may adopt it at the same time
                    self._client.copy_object(bucket, kept, CopySource(bucket, staged, match_etag=etag))
        except NotFound:
            return self._adopted(key, digest)
        if found.digest != digest:
            found = self._adopted(key, digest, found)
        self._client.remove_object(bucket, staged)
        return found

    def _adopted(self, key: str, digest: str, instead: Stored | None = None) -> Stored:
        """What was stored under this digest before, as it is not what is staged."""
        try:
            there = self._client.stat_object(self._place.bucket, content_name(digest))
        except S3Error as error:
            if error.code != "NoSuchKey":
                raise
        else:
            return Stored(digest, there.size or 0)
        if instead is None:
            raise NotFound(f"{key}: nothing is staged under this key")
        raise Refused(f"{key}: staged as {digest} but holds {instead.digest}; make the take again", reason="CORRUPT")

    def _get(self, name: str, start: int = 0, length: int | None = None) -> BaseHTTPResponse | None:
        """None when the range begins after the end."""
        try:
            return self._client.get_object(self._place.bucket, name, offset=start, length=length or 0)
        except S3Error as error:
            if error.code != "InvalidRange":
                raise
            return None

    def _hash_staged(self, key: str, staged: str) -> tuple[Stored, str]:
        """What is staged, and the mark by which the copy is of these very bytes."""
        with _absent(key):
            response = self._client.get_object(self._place.bucket, staged)
        try:
            source = Hashed(response.read)
            while source.read(CHUNK):
                pass
            return source.seen(), response.headers["ETag"].strip('"')
        finally:
            _let_go(response)

    def _download(self, name: str, digest: str, handle: int) -> None:
        seen = hashlib.sha256()
        with os.fdopen(handle, "wb") as file:
            response = self._client.get_object(self._place.bucket, name)
            try:
                while chunk := response.read(CHUNK):
                    seen.update(chunk)
                    file.write(chunk)
            finally:
                _let_go(response)
        if seen.hexdigest() != digest:
            raise _changed(digest)

    def _make_bucket(self) -> None:
        bucket = self._place.bucket
        try:
            self._client.make_bucket(bucket)
        except S3Error as error:
            if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
                raise
        expiry = Rule(
            ENABLED,
            rule_filter=Filter(prefix="partial/"),
            rule_id="broken-uploads",
            expiration=Expiration(days=PARTIAL_LASTS_DAYS),
        )
        with suppress(S3Error):  # some stores have no life cycles, and do without
            self._client.set_bucket_lifecycle(bucket, LifecycleConfig([expiry]))


@contextmanager
def _absent(key: str) -> Iterator[None]:
    """Raises NotFound where what is staged under `key` is not there, or not any more."""
    try:
        yield
    except S3Error as error:
        if error.code != "NoSuchKey":
            raise
        raise NotFound(f"{key}: nothing is staged under this key") from error


def _let_go(response: BaseHTTPResponse | None) -> None:
    if response is not None:
        response.close()
        response.release_conn()


def _changed(digest: str) -> Refused:
    return Refused(
        f"{digest}: the bytes have changed since they were stored; restore or make them again", reason="CORRUPT"
    )
