"""Somebody who takes webhooks, over the wire, and keeps them as they came."""

import base64
import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Came:
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    def is_signed_with(self, secret: str) -> bool:
        """As Standard Webhooks has it; `secret` begins with `whsec_`."""
        said = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        key = base64.b64decode(secret.removeprefix("whsec_"))
        right = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
        return self.headers["webhook-signature"] == f"v1,{right}"


@dataclass
class Hooked:
    url: str
    came: list[Came] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    """Statuses to answer with, one after the other; 200 when none is left."""


@contextmanager
def hooked() -> Iterator[Hooked]:
    """`url` ends without a slash; any path below it is taken."""
    taken = Hooked("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            taken.came.append(Came(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(taken.answers.pop(0) if taken.answers else 200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 named so by its base
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        taken.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield taken
        finally:
            server.shutdown()
            thread.join()
