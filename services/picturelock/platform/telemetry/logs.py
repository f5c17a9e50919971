"""Log lines: as text for people, or one JSON object each for machines, with the trace they belong to."""

import json
import logging
import re
from datetime import UTC, datetime

from opentelemetry import trace

SECRETS = re.compile(r"(?i)(bearer\s+|://[^/\s:@]*:|X-Amz-Signature=|signature=)([^\s@&\"']+)")


def configure_logs(style: str, level: int) -> None:
    """`style` is `json` or `text`. What clients of ours say of every request is left out: it would tell links."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if style == "json" else Lines("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "uvicorn.error"):
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


class Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class JsonLines(logging.Formatter):
    """`time`, `level`, `logger`, `message`, and where there are any `trace_id`, `span_id`, `error`."""

    def format(self, record: logging.LogRecord) -> str:
        context = trace.get_current_span().get_span_context()
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if context.is_valid:
            said |= {"trace_id": f"{context.trace_id:032x}", "span_id": f"{context.span_id:016x}"}
        if record.exc_info:
            said["error"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


def without_secrets(said: str) -> str:
    """Tokens, passwords in addresses, and the signatures of links are struck out."""
    return SECRETS.sub(r"\1***", said)
