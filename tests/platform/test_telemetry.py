"""Metrics, logs and traces without any engine: names, secrets, and what a span says."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opentelemetry import metrics
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.trace import SpanKind
from ruamel.yaml import YAML

from picturelock.platform.telemetry import Meters, entered, traceparent_now
from picturelock.platform.telemetry.logs import JsonLines, without_secrets
from picturelock.platform.telemetry.meters import GAUGES

TELEMETRY = Path(__file__).parents[2] / "infra" / "telemetry"
UNITS = {"s": "_seconds"}


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Everything that is measured, once each, as a reader sees it."""
    reader = InMemoryMetricReader()
    provider = MeterProvider([reader], shutdown_on_exit=False)
    monkeypatch.setattr(metrics, "get_meter", provider.get_meter)
    measured = Meters()
    measured.handled("gateway", "compiler.prompt_compiled.v1", "done", 0.01, 0.5)
    measured.called("/a.B/C", "OK", 0.02)
    measured.takes({("previz", "made"): 3})
    measured.takes({("previz", "made"): 5})
    for name in GAUGES:
        measured.gauges.put(name, {(("service", "gateway"),): 7.0})
    data = reader.get_metrics_data()
    assert data is not None
    scopes = [scope for resource in data.resource_metrics for scope in resource.scope_metrics]
    yield {metric.name: metric for scope in scopes for metric in scope.metrics}
    provider.shutdown()


def in_prometheus(metric: Any) -> set[str]:
    """The names that the collector's Prometheus exporter gives a metric."""
    name = metric.name.replace(".", "_") + UNITS.get(metric.unit, "")
    kind = type(metric.data).__name__
    if kind == "Histogram":
        return {f"{name}_bucket", f"{name}_count", f"{name}_sum"}
    return {f"{name}_total"} if kind == "Sum" else {name}


def test_counters_count_what_was_done_since(exported: dict[str, Any]) -> None:
    (point,) = exported["picturelock.takes"].data.data_points
    assert (point.value, dict(point.attributes)) == (5, {"engine": "previz", "outcome": "made"})


def test_every_metric_on_the_dashboard_and_in_the_alerts_is_exported(exported: dict[str, Any]) -> None:
    names = set().union(*map(in_prometheus, exported.values()))
    dashboard = json.loads((TELEMETRY / "dashboard.json").read_text())
    rules = YAML(typ="safe").load(TELEMETRY / "alerts.yaml")["groups"][0]["rules"]
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    asked += [rule["expr"] for rule in rules]
    used = {name for expression in asked for name in re.findall(r"picturelock_\w+", expression)}
    assert used <= names, used - names
    assert len(used) > 8
    assert {each.replace(".", "_") for each in GAUGES} <= {name.removesuffix("_seconds") for name in used}


def test_the_collectors_configuration_takes_what_we_send() -> None:
    told = YAML(typ="safe").load(TELEMETRY / "collector.yaml")
    for pipeline in told["service"]["pipelines"].values():
        for part in ("receivers", "processors", "exporters"):
            assert set(pipeline[part]) <= told[part].keys()
    assert told["receivers"]["otlp"]["protocols"]["grpc"]["endpoint"].endswith(":4317")


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("authorization: Bearer pl_1234_abcdef", "pl_1234_abcdef"),
        ("at mongodb://user:hunter2@host:27017/db", "hunter2"),
        ("PUT http://s3/b/k?X-Amz-Signature=deadbeef&x=1", "deadbeef"),
        ("GET /store/ab?until=1&signature=cafe", "cafe"),
    ],
)
def test_secrets_are_struck_out_of_logs(said: str, secret: str) -> None:
    assert secret in said
    assert secret not in without_secrets(said)
    record = logging.LogRecord("x", logging.INFO, "f", 1, "%s", (said,), None)
    assert secret not in JsonLines().format(record)


def test_a_json_line_has_what_machines_look_for() -> None:
    record = logging.LogRecord("picturelock.x", logging.WARNING, "f", 1, "held %s", ("sc010",), None)
    said = json.loads(JsonLines().format(record))
    assert (said["level"], said["logger"], said["message"]) == ("WARNING", "picturelock.x", "held sc010")
    assert said["time"].endswith("+00:00")


def test_where_nothing_is_traced_what_came_in_goes_out_again() -> None:
    came = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    assert traceparent_now(came) == came
    with entered("x", SpanKind.CONSUMER, came, {}):
        assert traceparent_now(came).split("-")[1] == came.split("-")[1]
