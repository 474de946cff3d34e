"""One run's folder, ports and processes. Whatever was started ends with it."""

import http.server
import os
import shutil
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

import catalogue
import workload
from processes import Failure, Server
from servers import listens
from world import free_ports

PORTS = 60


def ask(address, method="GET", body=None, **headers):
    """The status of the answer, and nothing worse where that is an error: some errors are asked for."""
    request = urllib.request.Request(address, body.encode() if body else None, headers, method=method)
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def version_of(package):
    """Of what is installed, without Debian's epoch and revision."""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
    if done.returncode or not done.stdout:
        raise Failure(f"{package} is not installed; scripts/catalogues-deps.sh installs it")
    return done.stdout.split(":")[-1].split("-")[0].split("+")[0]


class Run:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pharos-catalogues-"))
        # Servers that change to another user have to get in.
        self.folder.chmod(0o755)
        self.lock = threading.Lock()
        self.ports = free_ports(PORTS)
        self.servers = []
        self.is_over = False
        self.site = self._site()

    def port(self):
        with self.lock:
            return self.ports.pop()

    def place(self, name, owner=None):
        """A folder, of a user that a server of root changes to."""
        folder = self.folder / name
        folder.mkdir()
        if owner and os.getuid() == 0:
            shutil.chown(folder, owner, owner)
        return folder

    def as_user(self, name):
        """What a command begins with, for programs that refuse to run as root."""
        if os.getuid():
            return []
        group = subprocess.run(["id", "-gn", name], check=True, capture_output=True, text=True).stdout.strip()
        return ["setpriv", f"--reuid={name}", f"--regid={group}", "--clear-groups"]

    def do(self, *command, **options):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120, **options)
        if done.returncode:
            raise Failure(f"{' '.join(map(str, command[:6]))}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, name, command, answers, folder=None, environment=None, wait=60, **options):
        server = Server(name, command, folder or self.place(name), answers, environment, **options)
        with self.lock:
            if self.is_over:
                raise Failure("the run is over")
            self.servers.append(server)
        server.start(wait)
        return server

    def exporter(self, pack, target="", name=None, folder=None, **settings):
        """Starts an exporter as its pack says; its address, and the package and version that ran."""
        facts = catalogue.facts_of(pack)
        package = facts["workload"]["program"]["package"]
        release = version_of(package)
        port, folder = self.port(), folder or self.place(name or package)
        given = {key: each["default"] for key, each in facts.get("settings", {}).items() if each.get("default")} | settings
        names = {
            "target": target, "listen.address": f"127.0.0.1:{port}", "listen.host": "127.0.0.1", "listen.port": port, "retention.metrics": "1d",
            **{f"settings.{key}": value for key, value in given.items()},
        }
        self.start(
            name or package, workload.command(facts, release, names, folder), listens(port), folder, workload.environment(facts, release, names))
        return f"http://127.0.0.1:{port}", package, release

    def close(self, threads):
        self.is_over = True
        # A thread may just be about to start another one.
        while True:
            for server in reversed(self.servers):
                server.stop()
            if not any(each.is_alive() for each in threads):
                break
            for each in threads:
                each.join(0.1)
        for server in reversed(self.servers):
            server.stop()
        self.http.shutdown()

    def _site(self):
        """A site that the servers pass requests on to, and that takes notifications; its address."""
        class Site(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response({"/missing": 404, "/broken": 500}.get(self.path, 200))
                self.send_header("Content-Length", "3")
                self.send_header("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
                self.end_headers()
                self.wfile.write(b"ok\n")

            do_POST = do_PUT = do_GET

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """Health checks hang up as soon as they have the status."""

        self.http = Server(("127.0.0.1", 0), Site)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return f"127.0.0.1:{self.http.server_port}"
