"""The HTTP door: a mirror of the gRPC methods, the probes, and the links of an embedded store."""

from picturelock.platform.http.app import Health, http_app
from picturelock.platform.http.serving import serving_http

__all__ = ["Health", "http_app", "serving_http"]
