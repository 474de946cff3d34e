"""One JSON object a line on standard output.

    configure(service="api", environment="production")

Fields: timestamp (UTC, ISO 8601), level, logger, message, service, environment, module, function, line; request_id where one is set, trace_id
and span_id inside a span, exception where there is one; and whatever is passed by `extra=`.
"""

import contextvars
import json
import logging
import sys
from datetime import datetime, timezone

request_id = contextvars.ContextVar("request_id", default=None)

_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JSONFormatter(logging.Formatter):
    def __init__(self, service, environment):
        super().__init__()
        self._fixed = {"service": service, "environment": environment}

    def format(self, record):
        entry = {
            "timestamp": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **self._fixed,
            "module": record.module,
            "function": record.funcName,
            "line": record.lineno,
        }
        if request_id.get():
            entry["request_id"] = request_id.get()
        entry.update(_span())
        entry.update({key: value for key, value in vars(record).items() if key not in _STANDARD and key not in entry})
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str, ensure_ascii=False)


def _span():
    """The current span, where OpenTelemetry is in use."""
    try:
        from opentelemetry import trace
    except ImportError:
        return {}
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return {}
    return {"trace_id": format(context.trace_id, "032x"), "span_id": format(context.span_id, "016x")}


def configure(service, environment, level=logging.INFO):
    """Gives the root logger this one handler; calling it again changes nothing twice."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JSONFormatter(service, environment))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
