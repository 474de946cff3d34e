"""Health and deep health.

Health answers 200 while the service can work and 503 while it cannot. Deep health answers 200 in any case, with `"status": "healthy"` or
`"degraded"`: what it depends on may be broken without the service being of no use. A check is a coroutine function that raises, or returns
False, when something is broken; what it raised is logged, and not told to whoever asks.

    async def database() -> None:
        await pool.execute("SELECT 1")

    api_metrics.setup(app, checks={"database": database})
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timezone

from .asgi import Application, Receive, Scope, Send, answer_json

Checks = Mapping[str, Callable[[], Awaitable[object]]]

TIMEOUT_SECONDS = 2.0
DEEP_TIMEOUT_SECONDS = 5.0

log = logging.getLogger("pharos.health")


async def run(checks: Checks, timeout: float = TIMEOUT_SECONDS) -> dict[str, bool]:
    """The outcome of each check; all run at once, none longer than the timeout."""
    results = await asyncio.gather(*(_run(name, check, timeout) for name, check in checks.items()))
    return dict(zip(checks, results))


async def _run(name: str, check: Callable[[], Awaitable[object]], timeout: float) -> bool:
    try:
        return await asyncio.wait_for(check(), timeout) is not False
    except Exception as error:
        log.warning("health check %s failed: %s", name, str(error) or type(error).__name__)
        return False


async def health(checks: Checks, timeout: float = TIMEOUT_SECONDS) -> tuple[int, dict[str, object]]:
    results = await run(checks, timeout)
    is_healthy = all(results.values())
    body: dict[str, object] = {
        "status": "healthy" if is_healthy else "unhealthy",
        "timestamp": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "checks": results,
    }
    return (200 if is_healthy else 503), body


async def deep_health(checks: Checks, version: str, timeout: float = DEEP_TIMEOUT_SECONDS) -> dict[str, object]:
    results = await run(checks, timeout)
    return {"status": "healthy" if all(results.values()) else "degraded", "checks": results, "version": version}


def endpoint(checks: Checks) -> Application:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await answer_json(send, *await health(checks))

    return answer


def deep_endpoint(checks: Checks, version: str) -> Application:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await answer_json(send, 200, await deep_health(checks, version))

    return answer
