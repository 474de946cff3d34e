"""What Debian has of what the packs watch: each started as its manual says, with as much traffic as its catalogue needs."""

import contextlib
import json
import signal
import socket
import struct
import sys
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

import catalogue
from exposition import fetch
from processes import wait_until
from run import ask, version_of
from servers import listens


@dataclass
class Exposed:
    pack: str
    # Of the software whose metrics are catalogued; None where the catalogue has no versions.
    version: str
    # What ran, for the reader.
    ran: str
    pages: list


def exposed(pack, address, package, release, *besides, paths=("/metrics",)):
    ran = ", ".join([f"{package} {release}", *(f"{each} {version_of(each)}" for each in besides)])
    return Exposed(pack, release, ran, [fetch(address + path) for path in paths])


def mysql(run):
    folder, port = run.place("mariadb", "mysql"), run.port()
    user, path = run.as_user("mysql"), folder / "socket"
    run.do(*user, "mariadb-install-db", "--no-defaults", f"--datadir={folder}/data", "--auth-root-authentication-method=normal", "--skip-test-db")
    client = ["mariadb", "--no-defaults", f"--socket={path}", "--user=root", "--batch"]

    def answers():
        return path.exists() and run.do("mariadb-admin", *client[1:4], "ping") if listens(port)() else False

    # With the binary log, whose size is a metric.
    run.start("mariadb", [
        *user, "mariadbd", "--no-defaults", f"--datadir={folder}/data", f"--port={port}", "--bind-address=127.0.0.1", f"--socket={path}",
        f"--pid-file={folder}/pid", "--log-bin=log", "--server-id=1", "--innodb-flush-log-at-trx-commit=0"], answers, folder)
    # As `setup` of the pack says.
    run.do(*client, "-e", """
        CREATE USER 'exporter'@'127.0.0.1' IDENTIFIED BY 'secret' WITH MAX_USER_CONNECTIONS 4;
        GRANT PROCESS, BINLOG MONITOR, SLAVE MONITOR ON *.* TO 'exporter'@'127.0.0.1';
        GRANT REFERENCES ON *.* TO 'exporter'@'127.0.0.1';
        CREATE DATABASE shop; CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY); INSERT INTO shop.orders VALUES (), ()""")
    account = folder / "exporter.cnf"
    account.write_text(f"[client]\nuser = exporter\npassword = secret\nhost = 127.0.0.1\nport = {port}\n")
    started = run.exporter("mysql", f"127.0.0.1:{port}", config_file=account, auto_increment="true")
    yield exposed("mysql", *started, "mariadb-server")


def postgres(run):
    folder, port = run.place("postgres", "postgres"), run.port()
    user = run.as_user("postgres")
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    run.do(*user, programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres", "--no-sync")

    def run_sql(statement):
        return listens(port)() and run.do(programs / "psql", "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-Atc", statement)

    # A fast shutdown, which waits for nobody.
    run.start("postgres", [
        *user, programs / "postgres", "-D", folder / "data", "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}",
        "-c", "fsync=off"], lambda: run_sql("select 1"), folder, stop_signal=signal.SIGINT)

    run_sql("create role exporter login")
    run_sql("grant pg_monitor to exporter")
    run_sql("create table items as select 1 as id")
    run_sql("select pg_create_physical_replication_slot('standby', true)")
    secret = folder / "password"
    secret.write_text("unused")
    started = run.exporter("postgres", f"127.0.0.1:{port}", user="exporter", password_file=secret)
    yield exposed("postgres", *started, f"postgresql-{programs.parent.name}")


def redis(run):
    primary, replica = run.port(), run.port()
    for name, port, more in [("redis", primary, []), ("redis-replica", replica, ["--replicaof", f"127.0.0.1 {primary}"])]:
        run.start(name, ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--repl-diskless-sync-delay", 0, *more], listens(port))

    def says(port, *command):
        return run.do("redis-cli", "-p", port, *command)

    says(primary, "set", "key", "value")
    says(primary, "get", "key")
    wait_until(lambda: "slave0:" in says(primary, "info", "replication") and "state=online" in says(primary, "info", "replication"), 30, "a replica of Redis")
    wait_until(lambda: "master_link_status:up" in says(replica, "info", "replication"), 30, "the link of Redis' replica")
    pages = []
    for name, port in [("redis-exporter", primary), ("redis-replica-exporter", replica)]:
        started = run.exporter("redis", f"127.0.0.1:{port}", name)
        pages.append(fetch(started[0] + "/metrics"))
    seen = exposed("redis", *started, "redis-server")
    seen.pages = pages
    yield seen


def nginx(run):
    folder, port = run.place("nginx"), run.port()
    (folder / "nginx.conf").write_text(f"""
        daemon off; pid pid; error_log error.log;
        events {{ }}
        http {{
          access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          server {{ listen 127.0.0.1:{port}; location = /stub_status {{ stub_status; }} }}
        }}""")
    run.start("nginx", ["/usr/sbin/nginx", "-p", folder, "-c", "nginx.conf", "-e", "error.log"], listens(port), folder)
    yield exposed("nginx", *run.exporter("nginx", stub_status=f"http://127.0.0.1:{port}/stub_status"), "nginx-light")


def apache(run):
    folder, port = run.place("apache"), run.port()
    modules = ["mpm_event", "authz_core", "authz_host", "status", "slotmem_shm", "proxy", "proxy_http", "proxy_balancer", "lbmethod_byrequests"]
    (folder / "apache.conf").write_text("\n".join([
        f"ServerRoot {folder}", "ServerName localhost", "PidFile pid", "ErrorLog error.log", f"Listen 127.0.0.1:{port}", "User nobody", "Group nogroup",
        f"DefaultRuntimeDir {folder}",
        *(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in modules),
        "ExtendedStatus On", "ProxyStatus On", f"<Proxy balancer://app>\n  BalancerMember http://{run.site}\n</Proxy>", "ProxyPass /app balancer://app",
        "<Location /server-status>\n  SetHandler server-status\n  Require local\n</Location>"]) + "\n")
    run.start("apache", ["/usr/sbin/apache2", "-d", folder, "-f", folder / "apache.conf", "-DFOREGROUND"], listens(port), folder)
    ask(f"http://127.0.0.1:{port}/app")
    seen = exposed("apache", *run.exporter("apache", status_url=f"http://127.0.0.1:{port}/server-status?auto"), "apache2-bin")
    # Failures are counted from the first one on.
    address, _, _ = run.exporter("apache", name="apache-exporter-of-nobody", status_url=f"http://127.0.0.1:{run.port()}/server-status?auto")
    fetch(address + "/metrics")
    seen.pages.append(fetch(address + "/metrics"))
    yield seen


def haproxy(run):
    folder, web, tcp, page = run.place("haproxy"), run.port(), run.port(), run.port()
    (folder / "haproxy.cfg").write_text(f"""
global
  maxconn 200
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
resolvers dns
  nameserver local 127.0.0.1:{run.port()}
frontend web
  bind 127.0.0.1:{web}
  stick-table type ip size 1k expire 10m store http_req_rate(10s)
  http-request track-sc0 src
  default_backend app
frontend prometheus
  bind 127.0.0.1:{page}
  http-request use-service prometheus-exporter if {{ path /metrics }}
backend app
  option httpchk GET /
  server a {run.site} check inter 200ms
  server b 127.0.0.1:{run.port()} check inter 200ms
listen tcp
  mode tcp
  bind 127.0.0.1:{tcp}
  server a {run.site}
""")
    run.start("haproxy", ["/usr/sbin/haproxy", "-db", "-f", folder / "haproxy.cfg"], listens(page), folder)
    for path in ["/", "/missing", "/broken"]:
        ask(f"http://127.0.0.1:{web}{path}")
    address = f"http://127.0.0.1:{page}"
    # A server has no result of a check before the first one is over.
    wait_until(lambda: 'haproxy_server_check_status{proxy="app",server="b",state="L4CON"} 1' in fetch(address + "/metrics"), 20, "HAProxy's checks")
    yield exposed("haproxy", address, "haproxy", version_of("haproxy"))


def caddy(run):
    folder, admin, port = run.place("caddy"), run.port(), run.port()
    (folder / "Caddyfile").write_text(f"""{{
	admin 127.0.0.1:{admin}
	auto_https off
	servers {{
		metrics
	}}
}}
http://127.0.0.1:{port} {{
	metrics /metrics
	handle /files/* {{
		root * {folder}
		file_server
	}}
	reverse_proxy /app {run.site}
}}
""")
    run.start(
        "caddy", ["caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile"], listens(port), folder,
        {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)})
    address = f"http://127.0.0.1:{port}"
    ask(address + "/app")
    ask(address + "/files/missing")
    ask(f"http://127.0.0.1:{admin}/config/")
    ask(f"http://127.0.0.1:{admin}/load", "POST", "no configuration")
    yield exposed("caddy", address, "caddy", version_of("caddy"))


def be_refused(port):
    """Logs in with a wrong password by AMQP 0-9-1: its header, and the method Connection.StartOk. https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf"""
    with socket.create_connection(("127.0.0.1", port), 10) as client:
        # The server takes three seconds to refuse.
        client.settimeout(20)
        client.sendall(b"AMQP\0\0\x09\x01")
        client.recv(4096)
        answer = b"\0nobody\0wrong"
        arguments = struct.pack(">I", 0) + b"\x05PLAIN" + struct.pack(">I", len(answer)) + answer + b"\x05en_US"
        client.sendall(struct.pack(">BHIHH", 1, 0, len(arguments) + 4, 10, 11) + arguments + b"\xce")
        with contextlib.suppress(ConnectionError):
            client.recv(4096)


def rabbitmq(run):
    folder, client, inner, names, page = run.place("rabbitmq"), run.port(), run.port(), run.port(), run.port()
    queues = [{"name": kind, "vhost": "/", "durable": True, "auto_delete": False, "arguments": {"x-queue-type": kind}} for kind in ["classic", "quorum"]]
    (folder / "definitions.json").write_text(json.dumps({"vhosts": [{"name": "/"}], "queues": queues}))
    (folder / "rabbitmq.conf").write_text(
        f"listeners.tcp.default = 127.0.0.1:{client}\nprometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = {page}\n"
        f"load_definitions = {folder}/definitions.json\nlog.file = false\nlog.console = true\n")
    (folder / "plugins").write_text("[rabbitmq_prometheus].\n")
    environment = {
        "HOME": str(folder), "ERL_EPMD_PORT": str(names), "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"pharos{client}@localhost", "RABBITMQ_DIST_PORT": str(inner), "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq"), "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "data"), "RABBITMQ_LOG_BASE": str(folder / "log"), "RABBITMQ_PID_FILE": str(folder / "pid"),
        # One scheduler, which does not spin while it has nothing to do.
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none",
        # Then its script becomes the server, which ends by its id.
        "RUNNING_UNDER_SYSTEMD": "true",
    }
    # Erlang would start one for the whole machine and leave it.
    run.start("epmd", ["epmd"], listens(names), folder, environment)
    address = f"http://127.0.0.1:{page}"

    def answers():
        return listens(page)() and listens(client)() and ask(address + "/metrics/detailed?family=queue_coarse_metrics") == 200

    run.start("rabbitmq", ["/usr/lib/rabbitmq/bin/rabbitmq-server"], answers, folder, environment, wait=180)
    # Attempts are counted from the first one on.
    be_refused(client)
    wait_until(lambda: "rabbitmq_auth_attempts_failed_total" in fetch(address + "/metrics"), 30, "RabbitMQ refuses a password")
    release = version_of("rabbitmq-server")
    wait_until(lambda: 'queue="quorum"' in fetch(address + "/metrics/detailed?family=queue_coarse_metrics"), 60, "RabbitMQ's queues")
    yield exposed("rabbitmq", address, "rabbitmq-server", release)
    scrape = catalogue.facts_of("rabbitmq-queues")["scrape"]
    yield exposed(
        "rabbitmq-queues", address, "rabbitmq-server", release, paths=[f"{scrape['path']}?{urllib.parse.urlencode(scrape['params'], doseq=True)}"])


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


def blackbox(run):
    folder = run.place("blackbox")
    (folder / "blackbox.yml").write_text("modules: { http: { prober: http }, tcp: { prober: tcp } }\n")
    probes = [f"/probe?module=http&target=http://{run.site}/", f"/probe?module=tcp&target={run.site}"]
    yield exposed("blackbox", *run.exporter("blackbox", folder=folder), paths=["/metrics", *probes])


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


# How each is started, and the packs that watch it; those that take longest come first.
SOFTWARE = {
    rabbitmq: ["rabbitmq", "rabbitmq-queues"], mysql: ["mysql"], prometheus_and_alertmanager: ["prometheus", "alertmanager"],
    postgres: ["postgres"], redis: ["redis"], haproxy: ["haproxy"], caddy: ["caddy"], apache: ["apache"], nginx: ["nginx"],
    pushgateway: ["pushgateway"], process: ["process"], node_and_go: ["node", "go"], python: ["python"], blackbox: ["blackbox"],
}
