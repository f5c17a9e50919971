"""Spans: one for each event that is handled, each call that is answered, each take that is made.

The W3C trace context comes in with an event, a call or a lease, and goes out with all that is said meanwhile.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from picturelock.kernel.bus import Envelope

_context = TraceContextTextMapPropagator()
_tracer = trace.get_tracer("picturelock")


def traceparent_now(otherwise: str = "") -> str:
    """That of the span we are in; `otherwise` where nothing is traced, so that what came in goes out again."""
    carrier: dict[str, str] = {}
    _context.inject(carrier)
    return carrier.get("traceparent", otherwise)


@contextmanager
def entered(name: str, kind: SpanKind, parent: str, attributes: Mapping[str, str | int]) -> Iterator[Span]:
    """A span under `parent`, a traceparent or empty. What is raised inside is recorded and goes on."""
    with _tracer.start_as_current_span(name, _read(parent), kind, attributes, record_exception=False) as span:
        try:
            yield span
        except Exception as error:
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            span.record_exception(error)
            raise


@contextmanager
def working(service: str, envelope: Envelope, attempt: int) -> Iterator[Span]:
    """An event is being handled. Attributes follow OpenTelemetry's conventions for messaging."""
    attributes: Mapping[str, str | int] = {
        "messaging.system": "kafka",
        "messaging.operation.type": "process",
        "messaging.destination.name": envelope.topic,
        "messaging.message.id": envelope.id,
        "messaging.consumer.group.name": service,
        "picturelock.about": envelope.key,
        "picturelock.attempt": attempt,
    }
    with entered(f"{service} {envelope.topic}", SpanKind.CONSUMER, envelope.traceparent, attributes) as span:
        yield span


@contextmanager
def serving(service: str, method: str, parent: str) -> Iterator[Span]:
    """A call is being answered."""
    attributes = {"rpc.system": "grpc", "rpc.service": service, "rpc.method": method}
    with entered(f"{service}/{method}", SpanKind.SERVER, parent, attributes) as span:
        yield span


def _read(traceparent: str) -> Context:
    """An unreadable one begins a new trace."""
    return _context.extract({"traceparent": traceparent}, Context())
