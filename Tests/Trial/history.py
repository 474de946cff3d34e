"""Days and weeks before the trial: samples in blocks, which Prometheus takes for its own.

https://prometheus.io/docs/prometheus/latest/storage/#backfilling-from-openmetrics-format
"""

import subprocess
import time

from processes import Server, Failure
from servers import listens
from world import free_ports

HOUR, DAY, STEP = 3600, 86_400, 60

# What users did each second, a week ago, yesterday and in the last hours.
USUAL = {
    'http_requests_total{method="GET",endpoint="/v1/items/{item_id}",status="200"}': 200,
    'http_request_duration_seconds_bucket{endpoint="/v1/items/{item_id}",le="0.2"}': 199,
    'http_request_duration_seconds_bucket{endpoint="/v1/items/{item_id}",le="+Inf"}': 200,
    'http_request_duration_seconds_count{endpoint="/v1/items/{item_id}"}': 200,
    "user_registrations_total": 0.5,
    'orders_total{status="completed"}': 2,
    'feature_uses_total{feature="chat"}': 2,
    'feature_uses_total{feature="search"}': 3,
    'page_loads_total{page="/shop"}': 1,
    'model_tokens_total{model="gpt-4o",direction="input"}': 800,
    'model_tokens_total{model="gpt-4o",direction="output"}': 240,
}
GAUGES = {"active_users": 120}
# What a rule had recorded that panels compare with.
RECORDED = {'service:http_requests_client_errors:ratio_rate5m{service="api",team="platform"}': 0.01}


def with_target(series):
    """As an instance before the present one exposed it, so that no counter of today goes on from it."""
    name, _, labels = series.rstrip("}").partition("{")
    target = 'job="api",instance="127.0.0.1:1",service="api",team="platform"'
    return f"{name}{{{labels + ',' if labels else ''}{target}}}"


def counted(rates, start, end):
    """Samples of counters; a rate is a number, or a function of the time."""
    for series, rate in rates.items():
        name, total = with_target(series), 0.0
        for moment in range(start, end + 1, STEP):
            total += STEP * (rate(moment) if callable(rate) else rate)
            yield name, total, moment


def usual(now):
    for start, end in [(now - 7 * DAY - 7 * HOUR, now - 7 * DAY + HOUR), (now - DAY - 2 * HOUR, now - DAY + HOUR), (now - 7 * HOUR, now)]:
        yield from counted(USUAL, start, end)
        for name, value in GAUGES.items():
            yield from ((with_target(name), value, moment) for moment in range(start, end + 1, STEP))
        for series, value in RECORDED.items():
            yield from ((series, value, moment) for moment in range(start, end + 1, STEP))


def requests(now, days, errors=lambda age: 0.0, slow=lambda age: 0.0):
    """Requests of so many days; shares of errors and of slow ones by their age in seconds."""
    a_second = 100
    yield from counted({
        'http_requests_total{method="GET",endpoint="/v1/search",status="200"}': lambda moment: a_second * (1 - errors(now - moment)),
        'http_requests_total{method="GET",endpoint="/v1/search",status="500"}': lambda moment: a_second * errors(now - moment),
        'http_request_duration_seconds_bucket{endpoint="/v1/search",le="0.2"}': lambda moment: a_second * (1 - slow(now - moment)),
        'http_request_duration_seconds_bucket{endpoint="/v1/search",le="+Inf"}': a_second,
        'http_request_duration_seconds_count{endpoint="/v1/search"}': a_second,
    }, now - days * DAY, now)


def write_blocks(samples, folder):
    folder.mkdir(parents=True, exist_ok=True)
    text = folder.parent / f"{folder.name}.openmetrics"
    # promtool asks that the samples of a metric stand together.
    by_name = {}
    for series, value, moment in samples:
        by_name.setdefault(series.partition("{")[0], []).append(f"{series} {value:.10g} {moment}")
    text.write_text("\n".join(line for lines in by_name.values() for line in lines) + "\n# EOF\n")
    _run("promtool", "tsdb", "create-blocks-from", "openmetrics", "--quiet", text, folder)
    text.unlink()


def write_records(folder, rules, start, end):
    """What the rules would have recorded."""
    port = free_ports(1)[0]
    empty = folder.parent / "empty.yml"
    empty.write_text("{}\n")
    command = ["prometheus", f"--config.file={empty}", f"--storage.tsdb.path={folder}", "--storage.tsdb.retention.time=30d",
               f"--web.listen-address=127.0.0.1:{port}"]
    server = Server("history", command, folder.parent, listens(port))
    server.start()
    try:
        time.sleep(1)
        _run("promtool", "tsdb", "create-blocks-from", "rules", f"--url=http://127.0.0.1:{port}", f"--start={start}", f"--end={end}",
             f"--eval-interval={STEP}s", f"--output-dir={folder}", *rules)
    finally:
        server.stop()


def _run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        raise Failure(f"{' '.join(map(str, command[:4]))}: {done.stdout[-500:]}{done.stderr[-500:]}")


def write_usual(stack):
    now = int(time.time()) // STEP * STEP
    folder = stack.data / "prometheus-data"
    rules = stack.world.stack / "prometheus/rules"
    write_blocks(usual(now), folder)
    recorded = [*rules.glob("objective-*.yml"), *rules.glob("service-api-cost*.yml"), rules / "cost.yml"]
    write_records(folder, recorded, now - 6 * HOUR, now)
