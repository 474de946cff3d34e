"""What a request carries along, for logs and exemplars."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

# Of the request that is being answered; None outside of one.
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


# Trace and span of the current span; `tracing` says how to find them.
_find_span: Callable[[], tuple[str, str] | None] | None = None


def find_spans_by(ids: Callable[[], tuple[str, str] | None]) -> None:
    global _find_span
    _find_span = ids


def span_ids() -> tuple[str, str] | None:
    """Trace and span that is being recorded; None without tracing, outside of a span, and where sampling left it out."""
    return _find_span() if _find_span else None


def exemplar() -> dict[str, str] | None:
    """What leads from a sample to a trace that has it."""
    ids = span_ids()
    return {"trace_id": ids[0], "span_id": ids[1]} if ids else None
