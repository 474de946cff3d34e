"""Health and deep health.

Health answers 200 while the service can work and 503 while it cannot. Deep health answers 200 in any case, with `"status": "healthy"` or
`"degraded"`: what it depends on may be broken without the service being of no use.

    checks = {"database": check_database, "redis": check_redis}      # coroutines that raise, or return False, when broken
    status, body = await health(checks)
    body = await deep_health(checks, version="1.2.3")
"""

import asyncio
from datetime import datetime, timezone

TIMEOUT_SECONDS = 2.0


async def _run(check, timeout):
    try:
        return await asyncio.wait_for(check(), timeout) is not False
    except Exception:
        return False


async def run(checks, timeout=TIMEOUT_SECONDS):
    """The outcome of each check; all run at once, none longer than the timeout."""
    results = await asyncio.gather(*(_run(check, timeout) for check in checks.values()))
    return dict(zip(checks, results))


async def health(checks, timeout=TIMEOUT_SECONDS):
    results = await run(checks, timeout)
    is_healthy = all(results.values())
    body = {
        "status": "healthy" if is_healthy else "unhealthy",
        "timestamp": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "checks": results,
    }
    return (200 if is_healthy else 503), body


async def deep_health(checks, version, timeout=5.0):
    results = await run(checks, timeout)
    return {"status": "healthy" if all(results.values()) else "degraded", "checks": results, "version": version}
