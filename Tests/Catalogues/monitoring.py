"""Prometheus and what else watches: exporters of a host and of runtimes, probes, pushes."""

import json
import sys
from pathlib import Path

from exposed import Exposed, exposed
from exposition import fetch
from processes import wait_until
from run import ask, version_of
from servers import listens


def prometheus_and_alertmanager(run):
    """Prometheus scrapes Alertmanager and has an alert that fires; Alertmanager notifies the site."""
    folder = run.place("alertmanager")
    (folder / "alertmanager.yml").write_text(json.dumps({
        "route": {"receiver": "site", "group_wait": "0s"},
        "receivers": [{"name": "site", "webhook_configs": [{"url": f"http://{run.site}/"}]}],
        "inhibit_rules": [{"source_matchers": ["severity=page"], "target_matchers": ["severity=ticket"], "equal": ["job"]}]}))
    alertmanager = run.exporter("alertmanager", folder=folder)
    folder = run.place("prometheus")
    # It fires after Prometheus has found Alertmanager, which takes five seconds: another try is a minute away.
    (folder / "rules.yml").write_text(json.dumps({
        "groups": [{"name": "rules", "interval": "1s", "rules": [{"alert": "Fires", "expr": "vector(1)", "for": "8s"}]}]}))
    (folder / "prometheus.yml").write_text(json.dumps({
        "global": {"scrape_interval": "1s"}, "rule_files": ["rules.yml"],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": [alertmanager[0].removeprefix("http://")]}]}]},
        "scrape_configs": [{"job_name": "self", "static_configs": [{"targets": [alertmanager[0].removeprefix("http://")]}]}],
        "remote_write": [{"url": f"http://{run.site}/write"}]}))
    prometheus = run.exporter("prometheus", folder=folder)

    def has(address, line):
        return any(each.startswith(line) and not each.endswith(" 0") for each in fetch(address + "/metrics").splitlines())

    wait_until(lambda: ask(prometheus[0] + "/-/ready") == 200, 60, "Prometheus is ready")
    ask(prometheus[0] + "/api/v1/query?query=up")
    wait_until(lambda: has(prometheus[0], "prometheus_target_interval_length_seconds_count"), 30, "Prometheus scrapes")
    wait_until(lambda: has(prometheus[0], "prometheus_notifications_sent_total"), 100, "Prometheus sends an alert")
    wait_until(lambda: has(alertmanager[0], 'alertmanager_notifications_total{integration="webhook"'), 30, "Alertmanager notifies")
    yield exposed("prometheus", *prometheus)
    yield exposed("alertmanager", *alertmanager)


def pushgateway(run):
    folder, port = run.place("pushgateway"), run.port()
    run.start(
        "pushgateway", ["/usr/bin/prometheus-pushgateway", f"--web.listen-address=127.0.0.1:{port}", f"--persistence.file={folder}/data"],
        listens(port), folder)
    group = f"http://127.0.0.1:{port}/metrics/job/backup/instance/db1"
    ask(group, "PUT", "# TYPE backup_seconds gauge\nbackup_seconds 3\n")
    # A name of the gateway's own with another type is refused.
    ask(group, "POST", "# TYPE process_open_fds counter\nprocess_open_fds 1\n")
    yield exposed("pushgateway", f"http://127.0.0.1:{port}", "prometheus-pushgateway", version_of("prometheus-pushgateway"))


def blackbox(run):
    folder = run.place("blackbox")
    (folder / "blackbox.yml").write_text("modules: { http: { prober: http }, tcp: { prober: tcp } }\n")
    probes = [f"/probe?module=http&target=http://{run.site}/", f"/probe?module=tcp&target={run.site}"]
    yield exposed("blackbox", *run.exporter("blackbox", folder=folder), paths=["/metrics", *probes])


def process(run):
    own = Path("/proc/self/comm").read_text().strip()
    started = run.exporter("process", processes=own)
    # A group has rates from the second reading on.
    fetch(started[0] + "/metrics")
    yield exposed("process", *started)


def node_and_go(run):
    started = run.exporter("node")
    seen = exposed("node", *started)
    yield seen
    # Any exporter in Go shows what the runtime exposes by itself.
    yield Exposed("go", None, f"{started[1]} {started[2]}", seen.pages)


def python(run):
    port = run.port()
    serve = f"import prometheus_client, threading; prometheus_client.start_http_server({port}, '127.0.0.1'); threading.Event().wait()"
    run.start("python", [sys.executable, "-c", serve], listens(port))
    seen = exposed("python", f"http://127.0.0.1:{port}", "python3-prometheus-client", version_of("python3-prometheus-client"))
    seen.version = None
    yield seen
