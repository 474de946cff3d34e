"""Users: a steady stream of every kind of request, through nginx."""

import http.client
import json
import random
import threading
import time


# Requests a second of each kind.
RATES = {
    ("GET", "/v1/items/{}"): 8.0,
    ("GET", "/v1/search?q=lamp"): 3.0,
    ("POST", "/v1/orders"): 2.0,
    ("POST", "/v1/users"): 0.5,
    ("POST", "/v1/sessions?password=correct"): 1.0,
    ("POST", "/v1/sessions?password=guess"): 0.1,
    ("POST", "/v1/questions?q=why"): 2.0,
    ("POST", "/v1/tasks"): 1.0,
    ("GET", "/v1/admin"): 0.2,
    ("GET", "/v1/exports"): 0.2,
    ("GET", "/wp-login.php"): 0.2,
    ("GET", "/nowhere"): 0.2,
}
# Clients of a kind, where one that waits for slow answers would ask too seldom.
CLIENTS = {"/v1/search?q=lamp": 8}
VITALS = {"load": None, "LCP": 900, "INP": 50, "CLS": 0.01, "FCP": 400, "TTFB": 90, "DCL": 300, "LOAD": 500, "error": None}


class Traffic:
    def __init__(self, world):
        self.port = world.port["nginx"]
        self.stopped = threading.Event()
        # Guessed passwords a second, besides those of users.
        self.guesses = 0.0

    def start(self):
        for (method, path), rate in RATES.items():
            clients = CLIENTS.get(path, 1)
            for _ in range(clients):
                self._repeat(
                    lambda method=method, path=path: self._ask(method, path.format(random.randint(1, 9_999))),
                    lambda rate=rate / clients: rate)
        self._repeat(self._visit, lambda: 1.0)
        self._repeat(lambda: self._ask("POST", "/v1/sessions?password=guess"), lambda: self.guesses)

    def stop(self):
        self.stopped.set()

    def _repeat(self, act, rate):
        def loop():
            while not self.stopped.is_set():
                act() if rate() else None
                self.stopped.wait(1 / rate() if rate() else 0.5)

        threading.Thread(target=loop, daemon=True).start()

    def _visit(self):
        """What a browser reports of a page; now and then a script fails."""
        for kind, value in VITALS.items():
            if kind != "error" or random.random() < 0.02:
                self._ask("POST", "/rum", json.dumps({"type": kind, "page": "/shop", "value": value}))

    def _ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            origin = f"http://127.0.0.1:{self.port}"
            connection.request(method, path, body, {"Content-Type": "application/json", "Origin": origin} if body else {})
            connection.getresponse().read()
        except OSError:
            # The trial has stopped something.
            time.sleep(0.2)
        except http.client.HTTPException:
            pass
        finally:
            connection.close()
