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
import pharos_logging
import pharos_metrics

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

for registry in [value for name, value in vars(metrics).items() if name.isupper()]:
    sys.stdout.write(pharos_metrics.expose(registry)[0].decode())
