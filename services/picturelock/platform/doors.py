"""What stands behind every door, gRPC or HTTP: the methods there are, who may call them, and how one is called."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Protocol

from google.protobuf import descriptor_pool, message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import DecodeError, Message

from picturelock.kernel.bus import Cause, caused_by, derived_id
from picturelock.kernel.caller import Caller, Role, called_by
from picturelock.kernel.errors import Conflict, Denied, Invalid, Transient
from picturelock.kernel.service import Door
from picturelock.platform.telemetry import serving, traceparent_now
from picturelock_api.door.v1 import door_pb2

_DOOR: Any = door_pb2.door

RACES = 20
"""How often a call that lost a race is made again at once."""
MOST_REQUEST_ID = 128


@dataclass(frozen=True, slots=True)
class Method:
    """One RPC. `call` takes the request, or the stream of them, and gives the response, or an async generator."""

    service: str
    name: str
    request: type[Message]
    response: type[Message]
    takes_stream: bool
    gives_stream: bool
    role: Role
    http: str
    call: Callable[[Any], Any]

    @property
    def path(self) -> str:
        return f"/{self.service}/{self.name}"


def methods_of(door: Door) -> Sequence[Method]:
    """Raises TypeError when the object does not answer a method, or a method does not say who may call."""
    described = descriptor_pool.Default().FindServiceByName(door.service)
    return [_method(door, method) for method in described.methods]


def _method(door: Door, described: MethodDescriptor) -> Method:
    call = getattr(door.answers, snake(described.name), None)
    if call is None:
        raise TypeError(f"{type(door.answers).__name__} does not answer {described.full_name}")
    options: Any = described.GetOptions()
    said = options.Extensions[_DOOR]
    if not said.role:
        raise TypeError(f"{described.full_name} does not say who may call it")
    return Method(
        service=door.service,
        name=described.name,
        request=message_factory.GetMessageClass(described.input_type),
        response=message_factory.GetMessageClass(described.output_type),
        takes_stream=bool(described.client_streaming),
        gives_stream=bool(described.server_streaming),
        role=Role(said.role),
        http=said.http,
        call=call,
    )


def snake(name: str) -> str:
    """`PutScript` is answered by `put_script`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def parsed(method: Method, data: bytes) -> Message:
    """Raises Invalid when the bytes are no such request."""
    try:
        return method.request.FromString(data)
    except DecodeError as error:
        raise Invalid(
            f"these bytes are no {method.request.DESCRIPTOR.full_name}: {error}", reason="BAD_MESSAGE"
        ) from error


class Known(Protocol):
    """Who knows callers by what they show."""

    async def caller(self, shown: str) -> Caller:
        """`shown` is the authorization header, or empty. Raises Denied with the reason UNAUTHENTICATED."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came along with a request."""

    authorization: str = ""
    traceparent: str = ""


_asked: ContextVar[Asked] = ContextVar("asked")


def now_asked() -> Asked:
    """What came along with the request that is being answered."""
    return _asked.get(Asked())


class Doorman:
    """Lets callers in and hands their requests to the handlers, each as the cause of what follows."""

    def __init__(self, known: Known) -> None:
        self._known = known

    async def ask(self, method: Method, request: Any, asked: Asked) -> Message:
        """Call a method that gives one response; `request` is a message or an async iterator of them."""
        with serving(method.service, method.name, asked.traceparent):
            asked = replace(asked, traceparent=traceparent_now(asked.traceparent))
            caller = await self._let_in(method, asked)
            cause = _cause(caller, method, request, asked)
            for _ in range(1 if method.takes_stream else RACES):
                with _inside(caller, cause, asked), suppress(Conflict):
                    answer: Awaitable[Message] = method.call(request)
                    return await answer
                await asyncio.sleep(0)
            raise Transient(f"{method.name}: others change the same thing all the time; try again", reason="CONTENDED")

    async def listen(self, method: Method, request: Any, asked: Asked) -> AsyncIterator[Message]:
        """Call a method that gives a stream. Only what is asked for is pulled: a slow listener holds nobody up."""
        caller = await self._let_in(method, asked)
        with _inside(caller, _cause(caller, method, request, asked), asked):
            async with aclosing(method.call(request)) as answers:
                async for answer in answers:
                    yield answer

    async def _let_in(self, method: Method, asked: Asked) -> Caller:
        caller = await self._known.caller(asked.authorization)
        if not caller.role.may(method.role):
            needs, has = method.role.name.lower(), caller.role.name.lower()
            raise Denied(f"{method.name} needs the role {needs}, and this token has {has}", reason="ROLE")
        return caller


@contextmanager
def _inside(caller: Caller, cause: Cause, asked: Asked) -> Iterator[None]:
    token = _asked.set(asked)
    try:
        with called_by(caller), caused_by(cause):
            yield
    finally:
        _asked.reset(token)


def _cause(caller: Caller, method: Method, request: Any, asked: Asked) -> Cause:
    """The same request id, of the same tenant to the same method, is the same cause."""
    given = getattr(request, "request_id", "")
    if len(given) > MOST_REQUEST_ID:
        raise Invalid(f"request_id: has {len(given)} characters; use at most {MOST_REQUEST_ID}")
    named = derived_id("request", caller.tenant, method.path, given) if given else secrets.token_hex(16)
    return Cause(id=named, source="request", traceparent=asked.traceparent)
