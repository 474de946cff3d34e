"""Databases and a message broker, each started as its manual says, with as much traffic as its catalogue needs."""

import contextlib
import json
import signal
import socket
import struct
import urllib.parse
from pathlib import Path

import catalogue
from exposed import exposed
from exposition import fetch
from processes import wait_until
from run import ask, version_of
from servers import listens


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

    run.start("rabbitmq", ["/usr/lib/rabbitmq/bin/rabbitmq-server"], answers, folder, environment, wait=210)
    # Attempts are counted from the first one on.
    be_refused(client)
    wait_until(lambda: "rabbitmq_auth_attempts_failed_total" in fetch(address + "/metrics"), 30, "RabbitMQ refuses a password")
    release = version_of("rabbitmq-server")
    wait_until(lambda: 'queue="quorum"' in fetch(address + "/metrics/detailed?family=queue_coarse_metrics"), 60, "RabbitMQ's queues")
    yield exposed("rabbitmq", address, "rabbitmq-server", release)
    scrape = catalogue.facts_of("rabbitmq-queues")["scrape"]
    yield exposed(
        "rabbitmq-queues", address, "rabbitmq-server", release, paths=[f"{scrape['path']}?{urllib.parse.urlencode(scrape['params'], doseq=True)}"])
