"""Runs in a Python that has FastAPI and the rest; `INSTRUMENTATION` is the folder of the package that was generated for the reference
project."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

FOLDER = os.environ["INSTRUMENTATION"]
sys.path[:0] = [FOLDER, os.path.dirname(__file__)]

from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pharos_instrumentation import tracing

EXPORTER = InMemorySpanExporter()
tracing._exporter = lambda host: EXPORTER

import shop


class Service:
    """The service in this process, asked by HTTP."""

    def ask(self, method: str, path: str, app: Any = shop.app, **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://shop.example") as client:
                return await client.request(method, path, **options)

        return asyncio.run(ask())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("GET", path, **options)

    def value(self, series: str) -> float:
        """The value of a series, by name and labels as they are exposed; 0 where it is missing."""
        for line in self.get("/metrics").text.splitlines():
            if line.rsplit(" ", 1)[0] == series:
                return float(line.rsplit(" ", 1)[1])
        return 0.0

    def rise(self, series: str, act: Callable[[], Any]) -> float:
        before = self.value(series)
        act()
        return self.value(series) - before


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def spans() -> Iterator[Callable[[], list[Any]]]:
    """Spans of requests that ended since the test began."""

    def ended() -> list[Any]:
        from opentelemetry import trace

        trace.get_tracer_provider().force_flush()  # type: ignore[attr-defined]
        return [span for span in EXPORTER.get_finished_spans() if span.kind == trace.SpanKind.SERVER]

    ended()
    EXPORTER.clear()
    yield ended
