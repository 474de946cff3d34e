"""Runs a stack's Python instrumentation as a service would, and prints what it exposes.

Usage: instrumentation.py FOLDER MODULE

Uses every metric of the module once with odd label values, then prints the exposition of each registry. Checks logging, health
and real-user monitoring on the way; an assertion that fails ends it.
"""

import asyncio
import contextlib
import importlib
import io
import json
import logging
import sys

sys.path.insert(0, sys.argv[1])
metrics = importlib.import_module(sys.argv[2])
import pharos_health
import pharos_http
import pharos_logging
import pharos_metrics

# What scrapes and health checks ask for is no traffic.
calls = []


async def application(scope, receive, send):
    calls.append(scope["path"])


middleware = pharos_http.PharosMiddleware(application, metrics)
for path in ["/", "/metrics", "/health", "/health/deep"]:
    asyncio.run(middleware({"type": "http", "method": "GET", "path": path}, None, None))
requests = pharos_metrics.expose(metrics.MAIN)[0].decode()
assert len(calls) == 4 and 'http_requests_total{endpoint="unmatched"' in requests, requests
assert sum(float(line.split()[-1]) for line in requests.splitlines() if line.startswith("http_requests_total{")) == 1

# However many codes and endpoints came first, a server error and what objectives match are counted as what they are.
bound = {label: domain.bound for label, domain in metrics.http_requests_total._domains.items()}
for i in range(100, 160):
    bound["status"](i), bound["endpoint"](f"/{i}")
assert bound["status"](503) == "5xx" and bound["status"]("odd") == "other", bound["status"](503)
assert bound["endpoint"]("/api/checkout") == "/api/checkout" and bound["endpoint"]("/more") == "other"

for name, metric in list(vars(metrics).items()):
    if name.isupper() or not hasattr(metric, "_name") and not hasattr(metric, "_domains"):
        continue
    domains = getattr(metric, "_domains", {})
    # Far more values than any domain has: they must end up as "other".
    for i in range(300 if domains else 1):
        child = metric.labels(**{label: f"value-{i}" for label in domains}) if domains else metric
        if hasattr(child, "observe"):
            child.observe(0.1)
        elif hasattr(child, "inc"):
            child.inc()
        else:
            child.info({"version": "1"})

out = io.StringIO()
with contextlib.redirect_stdout(out):
    pharos_logging.configure("api", "test")
    pharos_logging.configure("api", "test")
    pharos_logging.request_id.set("r-1")
    try:
        raise ValueError("no")
    except ValueError:
        logging.getLogger("shop").exception("failed %s", "once", extra={"order": 7})
lines = out.getvalue().splitlines()
assert len(lines) == 1, lines
entry = json.loads(lines[0])
assert entry["level"] == "ERROR" and entry["message"] == "failed once" and entry["order"] == 7, entry
assert entry["request_id"] == "r-1" and entry["timestamp"].endswith("+00:00") and "ValueError" in entry["exception"], entry


async def good():
    return True


async def slow():
    await asyncio.sleep(60)


status, body = asyncio.run(pharos_health.health({"a": good}))
assert status == 200 and body["status"] == "healthy", body
status, body = asyncio.run(pharos_health.health({"a": good, "b": slow}, timeout=0.05))
assert status == 503 and body["checks"] == {"a": True, "b": False}, body
assert asyncio.run(pharos_health.deep_health({"b": slow}, "1", timeout=0.05))["status"] == "degraded"

for registry in [value for name, value in vars(metrics).items() if name.isupper() and name != "UNCOUNTED_PATHS"]:
    sys.stdout.write(pharos_metrics.expose(registry)[0].decode())
