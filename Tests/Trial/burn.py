"""Step 4: error budgets that burn over hours and days, by history instead of patience."""

import time

import history
from faults import PAGED, TOLD, of_api
from processes import Failure, Server, wait_until
from engine import Prometheus, QueryError
from servers import listens
from world import free_ports

HOUR = history.HOUR

# Shares of errors and of slow requests by age, and what the alert says of the one that pages: 99.9% and 95% are promised.
CASES = {
    "6h and 30m, 1d and 2h": (lambda age: 0.008 * (age < 6.2 * HOUR), lambda age: 0.25 * (age < 16 * HOUR), 0.008),
    "1h and 5m, 3d and 6h": (lambda age: 0.02 * (age < 50 * 60), lambda age: 0.07 * (age < 60 * HOUR), 0.0167),
}
EXPECTED = (
    of_api("ErrorBudgetBurn", "critical", "objective", PAGED, objective="availability"),
    of_api("ErrorBudgetBurn", "warning", "objective", TOLD, objective="latency"),
)


def check(trial):
    for number, (name, (errors, slow, share)) in enumerate(CASES.items()):
        _burn(trial, trial.world.folder / f"burn-{number}", name, errors, slow, share)
    return f"{', '.join(CASES)}: critical of availability, warning of latency, no others"


def _burn(trial, folder, name, errors, slow, share):
    now = int(time.time()) // history.STEP * history.STEP
    folder.mkdir()
    data = folder / "data"
    configuration = trial.stack.configuration("prometheus")
    history.write_blocks(history.requests(now, 4, errors, slow), data)
    history.write_records(data, list((configuration / "rules").glob("objective-*.yml")), now - 4 * history.DAY, now)
    port = free_ports(1)[0]
    # The generated configuration, as it runs beside this one. What fires before it has found Alertmanager is sent again, and soon.
    command = ["prometheus", f"--config.file={configuration}/prometheus.yml", f"--storage.tsdb.path={data}",
               "--storage.tsdb.retention.time=30d", f"--web.listen-address=127.0.0.1:{port}", "--rules.alert.resend-delay=2s"]
    server = Server("prometheus", command, folder, listens(port))
    server.start()
    try:
        prometheus = Prometheus(f"http://127.0.0.1:{port}")
        wanted = {(each.severity, each.labels["objective"]) for each in EXPECTED}

        def burning():
            try:
                alerts = [each for each in prometheus.alerts() if each["labels"]["alertname"] == "ErrorBudgetBurn"]
            except (OSError, QueryError):
                return None
            return alerts if {(each["labels"]["severity"], each["labels"]["objective"]) for each in alerts} >= wanted else None

        alerts = wait_until(burning, 40, f"the budgets burn over {name}")
        for expected in EXPECTED:
            if expected.all_labels not in [each["labels"] for each in alerts]:
                raise Failure(f"{expected} over {name} has other labels: {[each['labels'] for each in alerts]}")
        others = [each["labels"] for each in alerts if each["labels"] not in [each.all_labels for each in EXPECTED]]
        if others:
            raise Failure(f"over {name} a budget burns that should not: {others}")
        value = next(float(each["value"]) for each in alerts if each["labels"]["severity"] == "critical")
        if abs(value - share) > 0.1 * share:
            raise Failure(f"over {name} the alert says {value:.3%} of the requests failed, and {share:.3%} did")
        _check_messages(trial)
    finally:
        server.stop()


def _check_messages(trial):
    for expected in EXPECTED:
        wait_until(
            lambda: expected.receivers <= {
                message.receiver for message in trial.recorders.messages
                if message.alert == expected.alert and message.state == expected.severity},
            40, f"{', '.join(sorted(expected.receivers))} hear of {expected}")
