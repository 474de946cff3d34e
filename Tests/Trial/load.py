"""Step 5: a thousand requests a second, while no scrape is lost."""

import re
import subprocess
import time

from processes import Failure

REQUESTS, SECONDS, CLIENTS = 1000, 60, 20
# A shared machine may be a little late.
LEAST = 0.95


def check(trial, seconds=SECONDS):
    start = time.time()
    done = subprocess.run(
        ["hey", "-z", f"{seconds}s", "-c", str(CLIENTS), "-q", str(REQUESTS // CLIENTS), f"http://{trial.world.address('nginx')}/v1/items/7"],
        capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])
    failed = [line.strip() for line in done.splitlines() if re.match(r"\s+\[(?!2)\d+\]", line)]
    if failed or "Error distribution" in done:
        raise Failure(f"requests failed under load: {failed or done[done.index('Error distribution'):]}")
    time.sleep(3)
    window = f"{int(time.time() - start)}s"
    lost = trial.prometheus.query(f"min_over_time(up[{window}]) == 0")
    if lost:
        raise Failure(f"scrapes lost under load: {', '.join(labels['job'] for labels, _ in lost)}")
    seen = trial.prometheus.value(f'sum(rate(http_requests_total{{service="api",endpoint="/v1/items/{{item_id}}"}}[{seconds - 5}s]))')
    if rate < LEAST * REQUESTS:
        raise Failure(f"only {rate:.0f} of {REQUESTS} requests a second were answered")
    if abs(seen - rate) > 0.1 * rate:
        raise Failure(f"{rate:.0f} requests a second were answered, and Prometheus saw {seen:.0f}")
    return f"{rate:.0f} requests a second for {seconds}s, Prometheus saw {seen:.0f}; no scrape lost"


def series(trial):
    """The application's series, and how many pharos said there can be."""
    guide = (trial.world.stack / "docs/monitoring.md").read_text()
    most = int(re.search(r"the services expose at most ([\d,]+) series", guide)[1].replace(",", ""))
    real = int(trial.prometheus.value('sum(scrape_samples_scraped{service="api",job!="probe"})'))
    if real > most:
        raise Failure(f"the application exposes {real} series, and pharos said at most {most}")
    if most > 2 * real:
        raise Failure(f"pharos said at most {most} series, more than twice the {real} that there are")
    return f"{real} series, at most {most} by the spec"
