"""One JSON object a line on standard output, for the application, uvicorn and FastAPI alike.

Fields: timestamp (UTC, ISO 8601), level, logger, message, service, environment, module, function, line; request_id where one is set, trace_id
and span_id inside a span, exception where there is one; and whatever is passed by `extra=`. Secrets are hidden by the name of a field and by
their look, in messages and exceptions too.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import datetime, timezone

from .context import request_id, span_ids

REDACTED = "<redacted>"

_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
_SECRET_NAME = re.compile(
    r"pass(word|wd|phrase)|secret|token|authorization|api[_-]?key|private[_-]?key|cookie|credential|session[_-]?id", re.I
)
# Names that have such a word in them and count or name things: tokens of a model, the type of a token.
_HARMLESS_NAME = re.compile(r"tokens$|_tokens_|token_(type|count|usage)|^(max|total|prompt|completion|input|output)_tokens?", re.I)
_SECRET_TEXT = re.compile(
    r"""
    (?P<before>\b(?:bearer|basic)\s+
      | \b[\w.-]*(?:password|passwd|secret|token|api[_-]?key|authorization)["']?\s*[=:]\s*["']?(?:bearer\s+|basic\s+)?
      | ://[^/\s:@]*:(?=[^/\s@]+@))
    (?P<value>[^\s"'&,;}\])@]+)
    | \beyJ[\w-]+\.[\w-]+\.[\w-]+                   # a signed web token
    | \b(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[abprs])[-_][\w-]{12,}
    | \bAKIA[0-9A-Z]{16}\b
    """,
    re.I | re.X,
)


def redacted(value: object) -> object:
    """A value of a field without the secrets in it."""
    if isinstance(value, str):
        return _SECRET_TEXT.sub(lambda match: (match["before"] or "") + REDACTED, value)
    if isinstance(value, Mapping):
        return {key: REDACTED if _is_secret(str(key)) else redacted(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [redacted(inner) for inner in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return redacted(str(value))


def _is_secret(name: str) -> bool:
    return _SECRET_NAME.search(name) is not None and _HARMLESS_NAME.search(name) is None


class JSONFormatter(logging.Formatter):
    def __init__(self, service: str, environment: str) -> None:
        super().__init__()
        self._fixed = {"service": service, "environment": environment}

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "timestamp": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
            **self._fixed,
            "module": record.module,
            "function": record.funcName,
            "line": record.lineno,
        }
        request = request_id.get()
        if request:
            entry["request_id"] = request
        span = span_ids()
        if span:
            entry["trace_id"], entry["span_id"] = span
        for key, value in vars(record).items():
            if key not in _STANDARD and key not in entry:
                entry[key] = REDACTED if _is_secret(key) else redacted(value)
        if record.exc_info:
            entry["exception"] = redacted(self.formatException(record.exc_info))
        return json.dumps(entry, default=str, ensure_ascii=False)


def configure(service: str, environment: str, level: int = logging.INFO) -> None:
    """Gives the root logger this one handler, and takes from uvicorn and FastAPI the ones of their own."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JSONFormatter(service, environment))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ["uvicorn", "uvicorn.error", "uvicorn.access", "gunicorn", "gunicorn.error", "gunicorn.access", "fastapi"]:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
