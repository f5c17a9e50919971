"""A collector of traces and metrics."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import grpc
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2, metrics_service_pb2_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc


class Collector:
    """Takes what is exported over OTLP; `heard` are the messages as they came."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.spans: dict[tuple[str, str], list[Any]] = {}
        self.metrics: set[str] = set()

    async def Export(self, request: Any, _: Any) -> Any:  # noqa: N802 the protocol's name
        self.heard.append(request.SerializeToString())
        if isinstance(request, metrics_service_pb2.ExportMetricsServiceRequest):
            for resource in request.resource_metrics:
                self.metrics |= {metric.name for scope in resource.scope_metrics for metric in scope.metrics}
            return metrics_service_pb2.ExportMetricsServiceResponse()
        for resource in request.resource_spans:
            named = {each.key: each.value.string_value for each in resource.resource.attributes}
            for span in (span for scope in resource.scope_spans for span in scope.spans):
                self.spans.setdefault((named["service.name"], span.name), []).append(span)
        return trace_service_pb2.ExportTraceServiceResponse()


@asynccontextmanager
async def collecting() -> AsyncIterator[tuple[Collector, str]]:
    collector, server = Collector(), grpc.aio.server()
    taking: Any = trace_service_pb2_grpc
    taking.add_TraceServiceServicer_to_server(collector, server)
    measuring: Any = metrics_service_pb2_grpc
    measuring.add_MetricsServiceServicer_to_server(collector, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    try:
        yield collector, f"http://127.0.0.1:{port}"
    finally:
        await server.stop(1)
