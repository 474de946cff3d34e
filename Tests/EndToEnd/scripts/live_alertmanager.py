"""A real Alertmanager that delivers to this process, for the scripts beside it."""

import contextlib
import http.server
import json
import pathlib
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request

import yaml


@contextlib.contextmanager
def running(program, config, heard):
    """Runs Alertmanager with a parsed configuration, every receiver a webhook to this process; gives its address.

    Each notification is handed to `heard`, parsed.
    """

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            heard(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for receiver in config["receivers"]:
        for key in [key for key in receiver if key.endswith("_configs")]:
            del receiver[key]
        receiver["webhook_configs"] = [{"url": f"http://127.0.0.1:{server.server_port}/"}]
    config.pop("templates", None)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "alertmanager.yml")
        path.write_text(yaml.safe_dump(config))
        port = free_port()
        process = subprocess.Popen(
            [program, f"--config.file={path}", f"--storage.path={folder}/data", f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def fire(address, alerts):
    """Sends alerts, given by their labels, as soon as Alertmanager answers."""
    body = json.dumps([{"labels": labels} for labels in alerts]).encode()
    request = urllib.request.Request(f"{address}/api/v2/alerts", body, {"Content-Type": "application/json"})
    for attempt in range(100):
        try:
            urllib.request.urlopen(request).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("Alertmanager does not answer")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
