"""The deployed store: any server that speaks S3."""

from picturelock.platform.s3.place import Place
from picturelock.platform.s3.store import S3Store

__all__ = ["Place", "S3Store"]
