"""A page in headless Chromium: what the browser measures becomes metrics.

Chromium is driven by its own protocol: https://chromedevtools.github.io/devtools-protocol/
"""

import json
import re
import shutil
import time
import urllib.request

from websockets.sync.client import connect

from processes import Failure, Server, wait_until

VITALS = ["web_vitals_lcp_seconds", "web_vitals_inp_seconds", "web_vitals_cls_score", "web_vitals_fcp_seconds", "web_vitals_ttfb_seconds",
          "page_dom_content_loaded_seconds", "page_load_duration_seconds"]


def counts(trial):
    """How often each vital was reported, as the application says."""
    page = urllib.request.urlopen(f"http://{trial.world.address('app')}/metrics", timeout=10).read().decode()
    return {name: float((re.search(rf'^{name}_count{{page="/shop"}} (\S+)', page, re.M) or [0, 0])[1]) for name in VITALS}


def check(trial):
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        raise Failure("no Chromium; run: make e2e-deps")
    folder = trial.world.folder / "browser"
    folder.mkdir()
    file = folder / "profile/DevToolsActivePort"
    command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
               f"--user-data-dir={folder}/profile", "--remote-debugging-port=0", "about:blank"]
    server = Server("browser", command, folder, file.exists)
    trial.traffic.stop()
    time.sleep(1)
    server.start(60)
    try:
        before = counts(trial)
        port = file.read_text().split()[0]
        page = next(each for each in json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json")) if each["type"] == "page")
        with connect(page["webSocketDebuggerUrl"]) as socket:
            _visit(socket, f"http://{trial.world.address('nginx')}/shop")
        wait_until(
            lambda: all(after > before[name] for name, after in counts(trial).items()), 20,
            f"every vital of a visit is counted (now {counts(trial)}, before {before})")
    finally:
        server.stop()
    wait_until(
        lambda: all(trial.prometheus.value(f'sum(increase({name}_count{{service="api"}}[1m]))') is not None for name in VITALS), 20,
        "Prometheus has the vitals")
    return f"{len(VITALS)} vitals and times of a visit counted"


def _visit(socket, address):
    number = 0

    def call(method, **parameters):
        nonlocal number
        number += 1
        socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(socket.recv(30))).get("id") != number:
            pass
        return answer

    call("Page.enable")
    call("Page.navigate", url=address)
    time.sleep(2)
    found = call("Runtime.evaluate", expression="JSON.stringify(document.getElementById('buy').getBoundingClientRect())")
    place = json.loads(found["result"]["result"]["value"])
    at = {"x": place["x"] + place["width"] / 2, "y": place["y"] + place["height"] / 2}
    for kind in ["mousePressed", "mouseReleased"]:
        call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **at)
    time.sleep(1)
    # Leaving the page ends the visit.
    call("Page.navigate", url="about:blank")
    time.sleep(1)
