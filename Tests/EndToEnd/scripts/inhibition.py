"""Fires alerts at a real Alertmanager with a generated configuration and prints what is delivered.

Usage: inhibition.py ALERTMANAGER CONFIG CASES

CASES is JSON: a list of {"name", "alerts": [labels…]}. Every receiver is replaced by a webhook to this process and every wait is
shortened; routes and inhibition stay as generated. Prints a JSON object: case name to a sorted list of "receiver alertname severity".
"""

import http.server
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import yaml

program, config_path, cases = sys.argv[1], pathlib.Path(sys.argv[2]), json.loads(sys.argv[3])
delivered = []


class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        for alert in body["alerts"]:
            if alert["status"] == "firing":
                delivered.append((alert["labels"]["case"], f"{body['receiver']} {alert['labels']['alertname']} {alert['labels'].get('severity', '')}"))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


def shorten(route):
    route["group_wait"], route["group_interval"] = "1s", "1s"
    # Cases must not share a group, or one would wait for another.
    route["group_by"] = ["..."]
    for child in route.get("routes", []):
        shorten(child)


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = yaml.safe_load(config_path.read_text())
    for receiver in config["receivers"]:
        for key in [key for key in receiver if key.endswith("_configs")]:
            del receiver[key]
        receiver["webhook_configs"] = [{"url": f"http://127.0.0.1:{server.server_port}/"}]
    config.pop("templates", None)
    shorten(config["route"])
    for rule in config.get("inhibit_rules", []):
        rule["equal"] = rule.get("equal", []) + ["case"]

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "alertmanager.yml")
        path.write_text(yaml.safe_dump(config))
        port = free_port()
        process = subprocess.Popen(
            [program, f"--config.file={path}", f"--storage.path={folder}/data", f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            alerts = [{"labels": {**labels, "case": case["name"]}} for case in cases for labels in case["alerts"]]
            post(f"http://127.0.0.1:{port}/api/v2/alerts", alerts)
            settle()
        finally:
            process.terminate()
            process.wait()
    print(json.dumps({case["name"]: sorted({line for name, line in delivered if name == case["name"]}) for case in cases}))


def settle():
    """Waits until nothing has been delivered for a while; a busy machine may take long to begin."""
    deadline, count, quiet_since = time.time() + 60, 0, time.time()
    while time.time() < deadline and (count == 0 or time.time() - quiet_since < 8):
        time.sleep(0.2)
        if len(delivered) != count:
            count, quiet_since = len(delivered), time.time()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def post(url, alerts):
    request = urllib.request.Request(url, json.dumps(alerts).encode(), {"Content-Type": "application/json"})
    for attempt in range(100):
        try:
            urllib.request.urlopen(request).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("Alertmanager does not answer")


main()
