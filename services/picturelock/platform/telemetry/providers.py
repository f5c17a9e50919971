"""Where traces and metrics go: to an OTLP endpoint, or nowhere."""

import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version

from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

EXPORT_SECONDS = 10.0


@contextmanager
def telemetry_on(
    name: str,
    endpoint: str,
    ratio: float = 1.0,
    processors: Sequence[SpanProcessor] = (),
    readers: Sequence[MetricReader] = (),
) -> Iterator[None]:
    """Export as `picturelock-<name>` while the block runs, and flush at its end. With nowhere to export to, do nothing.

    Once in a process: OpenTelemetry's providers are the process's own.
    """
    if not endpoint and not processors and not readers:
        yield
        return
    resource = Resource.create(
        {
            "service.name": f"picturelock-{name}",
            "service.version": version("picturelock"),
            "service.instance.id": f"{socket.gethostname()}-{os.getpid()}",
        }
    )
    spans = TracerProvider(resource=resource, sampler=ParentBased(TraceIdRatioBased(ratio)), shutdown_on_exit=False)
    for processor in (*processors, *_span_exports(endpoint)):
        spans.add_span_processor(processor)
    meters = MeterProvider([*readers, *_metric_exports(endpoint)], resource, shutdown_on_exit=False)
    trace.set_tracer_provider(spans)
    metrics.set_meter_provider(meters)
    try:
        yield
    finally:
        spans.shutdown()
        meters.shutdown()


def _span_exports(endpoint: str) -> Sequence[SpanProcessor]:
    if not endpoint:
        return ()
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    exporter = OTLPSpanExporter(endpoint=endpoint, insecure=endpoint.startswith("http://"))
    return (BatchSpanProcessor(exporter, schedule_delay_millis=1000),)


def _metric_exports(endpoint: str) -> Sequence[MetricReader]:
    if not endpoint:
        return ()
    from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter  # noqa: PLC0415
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader  # noqa: PLC0415

    exporter = OTLPMetricExporter(endpoint=endpoint, insecure=endpoint.startswith("http://"))
    return (PeriodicExportingMetricReader(exporter, EXPORT_SECONDS * 1000),)
