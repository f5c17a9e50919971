"""What is counted and measured, under the meter `picturelock`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from opentelemetry import metrics
from opentelemetry.metrics import CallbackOptions, Observation

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Edges of the histograms' buckets."""

Labels = tuple[tuple[str, str], ...]


@dataclass
class Gauges:
    """Values that somebody else keeps up to date, by metric and labels."""

    values: dict[str, dict[Labels, float]] = field(default_factory=dict)

    def put(self, name: str, values: Mapping[Labels, float]) -> None:
        """What is not in `values` is not told any more."""
        self.values[name] = dict(values)

    def told(self, name: str) -> Iterable[Observation]:
        return [Observation(value, dict(labels)) for labels, value in self.values.get(name, {}).items()]


GAUGES = {
    "picturelock.queue.depth": ("{take}", "Takes in the queue."),
    "picturelock.queue.oldest": ("s", "For how long the oldest take in the queue has been there."),
    "picturelock.leases.running": ("{lease}", "Takes in the making."),
    "picturelock.bus.lag": ("{event}", "Events that a service has not settled."),
    "picturelock.outbox.unsent": ("{event}", "Events that are saved and not said yet."),
    "picturelock.parked": ("{event}", "Events that are parked."),
}


class Meters:
    """Made once in a process, after the providers are set; where none are, nothing is measured."""

    def __init__(self) -> None:
        meter = metrics.get_meter("picturelock")
        self.gauges = Gauges()
        self._handled = meter.create_counter("picturelock.events.handled", "{event}", "Events by what came of them.")
        self._seconds = meter.create_histogram(
            "picturelock.handler.duration", "s", "How long a handler took.", explicit_bucket_boundaries_advisory=SECONDS
        )
        self._stages = meter.create_histogram(
            "picturelock.stage.duration", "s", "From when an event was said until it was handled.",
            explicit_bucket_boundaries_advisory=SECONDS,
        )  # fmt: skip
        self._takes = meter.create_counter("picturelock.takes", "{take}", "Takes by engine and outcome.")
        self._calls = meter.create_histogram(
            "picturelock.rpc.duration", "s", "How long a call took, by method and status.",
            explicit_bucket_boundaries_advisory=SECONDS,
        )  # fmt: skip
        for name, (unit, about) in GAUGES.items():
            meter.create_observable_gauge(name, [self._observing(name)], unit, about)
        self._told: dict[tuple[str, str], int] = {}

    def _observing(self, name: str) -> Any:
        def observe(_: CallbackOptions) -> Iterable[Observation]:
            return self.gauges.told(name)

        return observe

    def handled(self, service: str, topic: str, outcome: str, seconds: float, waited: float) -> None:
        labels = {"service": service, "topic": topic}
        self._handled.add(1, {**labels, "outcome": outcome})
        self._seconds.record(seconds, labels)
        if outcome == "done":
            self._stages.record(waited, labels)

    def called(self, method: str, code: str, seconds: float) -> None:
        self._calls.record(seconds, {"method": method, "code": code})

    def takes(self, outcomes: Mapping[tuple[str, str], int]) -> None:
        """`outcomes` count up since the process started, by engine and outcome."""
        for (engine, outcome), count in outcomes.items():
            before = self._told.get((engine, outcome), 0)
            if count > before:
                self._takes.add(count - before, {"engine": engine, "outcome": outcome})
                self._told[engine, outcome] = count
