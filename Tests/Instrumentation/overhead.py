"""CPU time that the instrumentation adds to a request: the same application bare, measured, and measured and traced.

Rounds of the three are interleaved, so that what else the machine does meets them alike; medians count. With an argument, exits with 1 if
measuring takes more microseconds than that.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from typing import Any

sys.path.insert(0, os.environ["INSTRUMENTATION"])

from fastapi import FastAPI
from pharos_instrumentation import api_metrics, http, tracing

REQUESTS, ROUNDS = 1_000, 21


def application() -> FastAPI:
    app = FastAPI()

    @app.get("/items/{item_id}")
    async def item(item_id: str) -> dict[str, str]:
        return {"item": item_id}

    return app


def measured(trace: Any = None) -> FastAPI:
    app = application()
    metrics = http.HTTPMetrics(
        api_metrics.http_requests_total, api_metrics.http_request_duration_seconds,
        api_metrics.http_requests_in_progress, api_metrics.http_response_size_bytes,
    )  # fmt: skip
    app.add_middleware(http.Middleware, metrics=metrics, answers={}, trace=trace)
    return app


def scope() -> dict[str, Any]:
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "path": "/items/7", "raw_path": b"/items/7",
        "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "scheme": "http",
        "headers": [(b"host", b"shop"), (b"accept", b"*/*"), (b"user-agent", b"bench"), (b"accept-encoding", b"gzip")],
    }  # fmt: skip


async def burst(app: FastAPI) -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        pass

    for _ in range(REQUESTS):
        await app(scope(), receive, send)


def rounds(apps: dict[str, FastAPI]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in apps}
    for _ in range(ROUNDS):
        for name, app in apps.items():
            start = time.process_time()
            asyncio.run(burst(app))
            times[name].append((time.process_time() - start) / REQUESTS * 1e6)
    # The first round warms up.
    return {name: statistics.median(values[1:]) for name, values in times.items()}


class Nowhere:
    def export(self, spans: Any) -> Any:
        from opentelemetry.sdk.trace.export import SpanExportResult

        return SpanExportResult.SUCCESS

    def shutdown(self) -> None:
        pass


result = rounds({"bare": application(), "measured": measured()})
added = result["measured"] - result["bare"]
print(f"bare {result['bare']:.1f} µs, measured {result['measured']:.1f} µs: {added:.1f} µs a request")
tracing.configure("api", "bench", 1.0, "nowhere", exporter=Nowhere())  # type: ignore[arg-type]
traced = rounds({"traced": measured(tracing.server_span)})
print(f"traced as well, all of them: {traced['traced'] - result['bare']:.1f} µs more than bare")
sys.exit(len(sys.argv) > 1 and added > float(sys.argv[1]))
