"""The application and what it stands on: PostgreSQL, Redis, nginx and the example, each started as its manual says."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from processes import Server
from world import EXAMPLE

CONNECTIONS = 30
REDIS_BYTES = 16_000_000


def listens(port):
    def connects():
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            return False

    return connects


class Application:
    def __init__(self, world):
        self.world = world
        # Postgres refuses to run as root; Debian's package brings the user.
        self.as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        # Debian keeps the programs of each major version apart.
        self.postgres_programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.postgres = self._postgres()
        self.redis = self._redis()
        self.nginx = self._nginx()
        self.app = self._app()

    def start(self):
        self._prepare_database()
        for server in [self.redis, self.app]:
            server.start()
        self.certify(days=365)
        self.nginx.start()

    def stop(self):
        for server in [self.nginx, self.app, self.redis, self.postgres]:
            server.stop()

    def _folder(self, name):
        folder = self.world.folder / name
        folder.mkdir(exist_ok=True)
        return folder

    def _postgres(self):
        port, folder = self.world.port["postgres"], self._folder("postgres")
        if self.as_user:
            shutil.chown(folder, "postgres", "postgres")
        command = [
            *self.as_user, self.postgres_programs / "postgres", "-D", folder / "data", "-p", port, "-c", "listen_addresses=127.0.0.1",
            "-c", f"unix_socket_directories={folder}", "-c", f"max_connections={CONNECTIONS}", "-c", "fsync=off",
        ]
        # A fast shutdown, which waits for nobody.
        return Server("postgres", command, folder, lambda: self.sql("select 1", "postgres").returncode == 0, stop_signal=signal.SIGINT)

    def _prepare_database(self):
        folder = self.postgres.folder
        subprocess.run(
            [*self.as_user, self.postgres_programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres", "--no-sync"],
            check=True, cwd=folder, stdout=subprocess.DEVNULL)
        self.postgres.start()
        self.sql("create database studio", "postgres")
        self.sql("create role exporter login; grant pg_monitor to exporter; create role app login")
        self.sql("create table items as select number, md5(number::text) as title from generate_series(1, 20000) as number; analyze items")

    def sql(self, statement, database="studio", user="postgres"):
        return subprocess.run(
            [self.postgres_programs / "psql", "-h", "127.0.0.1", "-p", str(self.world.port["postgres"]), "-U", user, "-d", database, "-Atc",
             statement], capture_output=True, text=True)

    def _redis(self):
        port = self.world.port["redis"]
        command = [
            "redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--maxmemory", REDIS_BYTES, "--maxmemory-policy", "noeviction"]
        return Server("redis", command, self._folder("redis"), listens(port))

    def cache(self, *command):
        return subprocess.run(["redis-cli", "-p", str(self.world.port["redis"]), *command], capture_output=True, text=True).stdout

    def _nginx(self):
        folder = self._folder("nginx")
        (folder / "nginx.conf").write_text(self.world.with_ports((EXAMPLE / "nginx.conf").read_text()))
        return Server("nginx", ["nginx", "-p", folder, "-c", "nginx.conf", "-e", "error.log"], folder, listens(self.world.port["tls"]))

    def certify(self, days):
        """A certificate of an authority of our own, which the probe trusts, for so many days."""
        folder = self.nginx.folder
        authority = folder / "authority.pem"
        run = lambda *arguments: subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, cwd=folder)
        if not authority.exists():
            run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", 3650, "-subj",
                "/CN=Authority of the trial", "-keyout", "authority.key", "-out", authority)
            run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=127.0.0.1", "-keyout", "site.key",
                "-out", "site.csr")
            (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
        run("x509", "-req", "-in", "site.csr", "-CA", authority, "-CAkey", "authority.key", "-CAcreateserial", "-days", days, "-extfile", "names",
            "-out", "site.pem")
        if not self.nginx.is_gone():
            self.nginx.signal(signal.SIGHUP)
        return authority

    def _app(self):
        port = self.world.port["app"]
        instrumentation = self.world.stack / "instrumentation"
        environment = {
            "PYTHONPATH": os.pathsep.join(map(str, [Path(__file__).parent, EXAMPLE / "app", instrumentation / "python"])),
            "PYTHONDONTWRITEBYTECODE": "1",
            "BROWSER_CODE": str(instrumentation / "browser"),
            "DATABASE_URL": f"postgresql://app@{self.world.address('postgres')}/studio?connect_timeout=2",
            "REDIS_URL": f"redis://{self.world.address('redis')}",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://{self.world.address('spans')}",
        }
        command = [sys.executable, "-m", "uvicorn", "faulty_app:app", "--port", port, "--no-access-log"]
        return Server("app", command, self._folder("app"), listens(port), environment)
