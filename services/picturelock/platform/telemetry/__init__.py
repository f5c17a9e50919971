"""Traces, metrics and logs. Without an endpoint nothing is exported, and spans cost next to nothing."""

from picturelock.platform.telemetry.logs import configure_logs
from picturelock.platform.telemetry.meters import Meters
from picturelock.platform.telemetry.providers import telemetry_on
from picturelock.platform.telemetry.spans import entered, serving, traceparent_now, working

__all__ = ["Meters", "configure_logs", "entered", "serving", "telemetry_on", "traceparent_now", "working"]
