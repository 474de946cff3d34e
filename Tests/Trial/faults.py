"""What is broken, and what the stack has to say of it: which alerts, with which labels, to whom, and who stays silent."""

import signal
import subprocess
from dataclasses import dataclass, field
from typing import Callable

import redis

from servers import REDIS_BYTES

PAGED = frozenset({"pagerduty", "slack"})
TOLD = frozenset({"slack"})
SECURITY = frozenset({"email"})


@dataclass(frozen=True, eq=False)
class Expected:
    """An alert, with all of its labels, and who is notified."""

    alert: str
    severity: str
    category: str
    receivers: frozenset
    labels: dict = field(default_factory=dict)
    # Fires in Prometheus and is held back in Alertmanager: another alert says the same.
    is_inhibited: bool = False
    within: float = 60

    @property
    def all_labels(self):
        return {"alertname": self.alert, "severity": self.severity, "category": self.category, "team": "platform", **self.labels}

    @property
    def owner(self):
        return self.labels.get("service") or self.labels.get("component")

    def __str__(self):
        return f"{self.alert} ({self.severity}) of {self.owner}"


@dataclass(frozen=True, eq=False)
class Fault:
    name: str
    breaks: Callable
    mends: Callable
    expected: tuple
    # Nobody is notified before the fault is mended.
    cuts_off_messages: bool = False


def of_api(alert, severity, category, receivers, is_inhibited=False, within=60, **labels):
    return Expected(alert, severity, category, receivers, {"service": "api", **labels}, is_inhibited, within)


def of(component, alert, severity, category, receivers, is_inhibited=False, within=60, **labels):
    return Expected(alert, severity, category, receivers, {"component": component, **labels}, is_inhibited, within)


def both(make, alert, category, warned=frozenset(), **labels):
    """A critical alert, and the warning of the same that it holds back."""
    return (
        make(alert, "critical", category, PAGED | warned, **labels),
        make(alert, "warning", category, TOLD | warned, is_inhibited=True, **labels))


class Faults:
    def __init__(self, trial):
        self.trial = trial
        world, app, stack = trial.world, trial.application, trial.stack
        self.connections = []
        address = {name: world.address(name) for name in world.port}
        health = dict(job="probe", probe="health", instance=f"http://{address['app']}/health")
        deep = dict(job="probe", probe="deep-health", instance=f"http://{address['app']}/health/deep")
        site = dict(job="probe", probe="site", instance=f"https://{address['tls']}/shop")
        of_db = lambda alert, *facts, **labels: of("db", alert, *facts, instance=address["postgres"], **labels)
        of_cache = lambda alert, *facts, **labels: of("cache", alert, *facts, job="cache", instance=address["redis"], **labels)
        of_machine = lambda alert, *facts, **labels: of("machine", alert, *facts, job="machine", instance=address["machine"], **labels)
        of_prometheus = lambda alert, *facts, **labels: of(
            "prometheus", alert, *facts, job="prometheus", instance=stack.addresses["prometheus"].removeprefix("http://"), **labels)
        edge = dict(job="edge", instance=stack.addresses["edge-exporter"].removeprefix("http://"))
        disk = dict(device="/dev/fake", fstype="ext4", mountpoint="/data")
        degraded = of_api("DeepHealthCheckFailing", "warning", "availability", TOLD, **deep)

        self.errors = Fault(
            "requests end in errors", lambda: self.app(items=True), lambda: self.app(items=False), both(of_api, "HighErrorRate", "errors"))
        self.slow = Fault(
            "requests take long", lambda: self.app(search=1.5), lambda: self.app(search=0.0),
            (of_api("HighResponseTime", "warning", "latency", TOLD),))
        self.logins = Fault(
            "passwords are guessed", lambda: self.guess(12), lambda: self.guess(0),
            (of_api("FailedLoginBurst", "critical", "security", PAGED | SECURITY),
             of_api("HighFailedLogins", "warning", "security", TOLD | SECURITY)))
        self.model = Fault(
            "the model fails", lambda: self.app(model=True), lambda: self.app(model=False),
            both(of_api, "ModelInferenceFailures", "errors", model="gpt-4o"))
        self.agents = Fault(
            "agents are stuck", lambda: self.app(agents=True), lambda: self.app(agents=False),
            (of_api("AgentTasksStalled", "critical", "availability", PAGED, agent_type="researcher"),))
        self.mail = Fault(
            "deep health is degraded while health is well", lambda: self.app(mail=True), lambda: self.app(mail=False), (degraded,))
        self.disk = Fault(
            "a disk is nearly full", lambda: self.fill_disk(0.02), lambda: self.fill_disk(0.6),
            both(of_machine, "NodeFilesystemAlmostFull", "saturation", **disk))
        self.clock = Fault(
            "a clock is off", lambda: self.shift_clock(0.4), lambda: self.shift_clock(0.0),
            (of_machine("NodeClockSkew", "warning", "monitoring", TOLD),))
        self.certificate = Fault(
            "a certificate is about to expire", lambda: app.certify(days=2), lambda: app.certify(days=365),
            both(of_api, "CertificateExpiringSoon", "security", warned=SECURITY, **site))
        self.cache_full = Fault("Redis is full", self.fill_cache, self.empty_cache, both(of_cache, "RedisMemoryHigh", "saturation"))
        self.connections_used = Fault(
            "PostgreSQL's connections are used up", self.take_connections, self.give_connections,
            (*both(of_db, "PostgresConnectionsHigh", "saturation"), degraded))
        self.cache_stopped = Fault(
            "Redis is stopped", app.redis.stop, app.redis.start,
            (of_cache("RedisDown", "critical", "availability", PAGED), degraded))
        self.database_stopped = Fault(
            "PostgreSQL is stopped", app.postgres.stop, app.postgres.start,
            (of_db("PostgresDown", "critical", "availability", PAGED, job="db"), degraded))
        self.proxy_stopped = Fault(
            "nginx is stopped", app.nginx.stop, app.nginx.start,
            (of("edge", "NginxDown", "critical", "availability", PAGED, **edge),
             of_api("HealthCheckFailing", "critical", "availability", PAGED, **site)))
        self.app_stopped = Fault(
            "the application is stopped", app.app.stop, app.app.start,
            (of_api("ServiceDown", "critical", "availability", PAGED),
             of_api("HealthCheckFailing", "critical", "availability", PAGED, is_inhibited=True, **health),
             of_api("HealthCheckFailing", "critical", "availability", PAGED, is_inhibited=True, **site)))
        sending = dict(alertmanager=f"{stack.addresses['alertmanager']}/api/v2/alerts")
        self.alertmanager_lost = Fault(
            "Prometheus loses Alertmanager", lambda: stack.signal("alertmanager", signal.SIGSTOP),
            lambda: stack.signal("alertmanager", signal.SIGCONT),
            tuple(both(of_prometheus, "PrometheusErrorSendingAlerts", "monitoring", within=150, **sending)),
            cuts_off_messages=True)
        self.bad_reload = Fault(
            "a reload is refused", self.break_rules, self.mend_rules,
            (of_prometheus("PrometheusBadConfig", "warning", "monitoring", TOLD, within=400),))

        self.signals = [
            self.errors, self.slow, self.logins, self.model, self.agents, self.mail, self.disk, self.clock, self.certificate]

    def app(self, **broken):
        self.trial.break_application(broken)

    def guess(self, rate):
        self.trial.traffic.guesses = rate

    def fill_disk(self, free):
        labels, size = '{device="/dev/fake",fstype="ext4",mountpoint="/data"}', 1e11
        for name, value in {
            "node_filesystem_size_bytes": size, "node_filesystem_avail_bytes": size * free, "node_filesystem_free_bytes": size * free,
            "node_filesystem_readonly": 0, "node_filesystem_files": 1e6, "node_filesystem_files_free": 9e5,
            "node_filesystem_device_error": 0,
        }.items():
            self.trial.recorders.overrides[name] = [f"{name}{labels} {value}"]

    def shift_clock(self, seconds):
        for name, value in {"node_timex_offset_seconds": seconds, "node_timex_sync_status": 1, "node_timex_maxerror_seconds": 0.01}.items():
            self.trial.recorders.overrides[name] = [f"{name} {value}"]

    def make_host_well(self):
        self.fill_disk(0.6)
        self.shift_clock(0.0)
        memory = 16e9
        for name, value in {"node_memory_MemTotal_bytes": memory, "node_memory_MemAvailable_bytes": memory / 2}.items():
            self.trial.recorders.overrides[name] = [f"{name} {value}"]

    def fill_cache(self):
        """Until the server refuses; a script may go on beyond the limit, single commands may not."""
        client = redis.Redis(port=self.trial.world.port["redis"])
        for number in range(2 * REDIS_BYTES // 1000):
            try:
                client.set(f"fill{number}", b"x" * 1000)
            except redis.exceptions.OutOfMemoryError:
                return

    def empty_cache(self):
        self.trial.application.cache("flushall")

    def take_connections(self):
        app = self.trial.application
        for _ in range(40):
            process = subprocess.Popen(
                [str(app.postgres_programs / "psql"), "-h", "127.0.0.1", "-p", str(self.trial.world.port["postgres"]), "-U", "app", "-d", "studio",
                 "-Atc", "select pg_sleep(600)"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.connections.append(process)

    def give_connections(self):
        self.trial.application.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'")
        for process in self.connections:
            process.kill()
            process.wait()
        self.connections.clear()

    def break_rules(self):
        folder = self.trial.stack.configuration("prometheus") / "rules"
        (folder / "broken.yml").write_text("groups: [{ name: broken, rules: [{ record: broken, expr: 'sum(' }] }]\n")
        self.trial.stack.reload("prometheus")

    def mend_rules(self):
        (self.trial.stack.configuration("prometheus") / "rules/broken.yml").unlink()
        self.trial.stack.reload("prometheus")
