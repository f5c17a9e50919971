"""The HTTP door: a mirror of the gRPC methods, the probes, letterboxes, and the links of an embedded store."""

from picturelock.platform.http.app import Health, http_app
from picturelock.platform.http.letters import add_letterboxes
from picturelock.platform.http.serving import serving_http

__all__ = ["Health", "add_letterboxes", "http_app", "serving_http"]
