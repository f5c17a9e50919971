"""Three steps of a shot as Celery tasks. Runs in the peer's own environment: as its worker, and as its client.

Each step takes a document of about 1 kB and hands on another, as the line's events do; none of them costs anything.
"""

import json
import os
import sys
import time
from typing import Any

from celery import Celery, chain  # type: ignore[import-not-found]

app = Celery("shots", broker=os.environ["SHOTS_REDIS"], backend=os.environ["SHOTS_REDIS"])
app.conf.update(
    task_serializer="json", result_serializer="json", accept_content=["json"], worker_prefetch_multiplier=16,
    worker_send_task_events=False, result_expires=600, broker_connection_retry_on_startup=True,
)  # fmt: skip

Document = dict[str, Any]
WORDS = "a wide shot of the harbour at dusk, the lamp in the keeper's window, rain on the glass, "
PATIENCE = 60.0
"""Seconds that a result may take."""


def compile_brief(brief: Document) -> Document:
    return {**brief, "prompt": brief["text"][:400], "seed": brief["shot"] * 7919}


def render(prompt: Document) -> Document:
    return {**prompt, "video": f"{prompt['seed']:064x}", "frames": 96}


def qc(take: Document) -> Document:
    return {**take, "verdict": "pass", "findings": []}


STEPS = [app.task(name=f"shots.{step.__name__}")(step) for step in (compile_brief, render, qc)]


def send(shot: int) -> Any:
    first, *rest = STEPS
    return chain(first.s({"shot": shot, "text": (WORDS * 8)[:600]}), *(step.s() for step in rest)).apply_async()


def many_in_flight(shots: int) -> float:
    """Shots a second."""
    began = time.perf_counter()
    sent = [send(shot) for shot in range(shots)]
    for result in sent:
        result.get(timeout=PATIENCE)
    return shots / (time.perf_counter() - began)


def one_at_a_time(shots: int) -> list[float]:
    """Milliseconds each."""
    took = []
    for shot in range(shots):
        began = time.perf_counter()
        send(shot).get(timeout=PATIENCE)
        took.append(1000 * (time.perf_counter() - began))
        time.sleep(0.02)
    return took


def client(shots: int, alone: int, times: int) -> None:
    one_at_a_time(10)
    rates = [many_in_flight(shots) for _ in range(times)]
    json.dump({"rates": rates, "alone": one_at_a_time(alone)}, sys.stdout)


if __name__ == "__main__":
    client(*map(int, sys.argv[1:]))
