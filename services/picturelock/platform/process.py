"""A process that runs until it is asked to stop."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)


@contextmanager
def stop_asked() -> Iterator[asyncio.Event]:
    """Set by SIGTERM and by Ctrl-C. The second one of either ends the process at once, as it would have anyway."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()

    def ask(number: signal.Signals) -> None:
        log.info("asked to stop (%s); what was begun is finished first", number.name)
        asked.set()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(each)

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, ask, each)
    try:
        yield asked
    finally:
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(each)
