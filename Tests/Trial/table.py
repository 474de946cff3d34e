"""What was tried, in the order of the steps."""

import subprocess
import sys
import time
import traceback
from datetime import datetime, timezone

from processes import Failure

PACKAGES = [
    "prometheus", "prometheus-alertmanager", "prometheus-node-exporter", "prometheus-postgres-exporter", "prometheus-redis-exporter",
    "prometheus-nginx-exporter", "prometheus-blackbox-exporter", "postgresql-15", "redis-server", "nginx-light", "chromium",
]


class Table:
    def __init__(self):
        self.rows = []
        self.start = time.monotonic()

    def step(self, name, act):
        """Runs a step and notes what it says; whether it passed."""
        began = time.monotonic()
        print(f"… {name}", file=sys.stderr, flush=True)
        try:
            said, passed = act(), True
        except Failure as failure:
            said, passed = str(failure), False
        except Exception:
            # A defect of the trial itself: the other steps go on.
            said, passed = traceback.format_exc(), False
        self.rows.append((name, "ok" if passed else "FAILED", f"{time.monotonic() - began:.0f}s", str(said)))
        print(f"  {'ok' if passed else 'FAILED'} after {time.monotonic() - began:.0f}s: {said}", file=sys.stderr, flush=True)
        return passed

    @property
    def failures(self):
        return [(name, said) for name, result, _, said in self.rows if result != "ok"]

    def markdown(self):
        lines = ["| step | result | took | seen |", "|---|---|---|---|"]
        lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in self.rows]
        took = time.monotonic() - self.start
        lines += ["", f"{datetime.now(timezone.utc):%Y-%m-%d %H:%M} UTC, {took / 60:.1f} minutes.", "", versions()]
        return "\n".join(lines) + "\n"


def versions():
    """Of what ran, as Debian calls it."""
    found = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", *PACKAGES], capture_output=True, text=True).stdout
    return ", ".join(found.splitlines())
