"""Fires alerts at a real Alertmanager with a generated configuration and prints what is delivered.

Usage: inhibition.py ALERTMANAGER CONFIG CASES

CASES is JSON: a list of {"name", "alerts": [labels…]}. Every receiver is replaced by a webhook to this process and every wait is
shortened; routes and inhibition stay as generated. Prints a JSON object: case name to a sorted list of "receiver alertname severity".
"""

import json
import pathlib
import sys
import time

import yaml

import live_alertmanager

program, config_path, cases = sys.argv[1], pathlib.Path(sys.argv[2]), json.loads(sys.argv[3])
delivered = []


def heard(body):
    for alert in body["alerts"]:
        if alert["status"] == "firing":
            delivered.append((alert["labels"]["case"], f"{body['receiver']} {alert['labels']['alertname']} {alert['labels'].get('severity', '')}"))


def shorten(route):
    route["group_wait"], route["group_interval"] = "1s", "1s"
    # The Watchdog's repetition would never let it be quiet.
    route["repeat_interval"] = "1h"
    # Cases must not share a group, or one would wait for another.
    route["group_by"] = ["..."]
    for child in route.get("routes", []):
        shorten(child)


def settle():
    """Waits until nothing has been delivered for a while; a busy machine may take long to begin."""
    deadline, count, quiet_since = time.time() + 60, 0, time.time()
    while time.time() < deadline and (count == 0 or time.time() - quiet_since < 8):
        time.sleep(0.2)
        if len(delivered) != count:
            count, quiet_since = len(delivered), time.time()


config = yaml.safe_load(config_path.read_text())
shorten(config["route"])
for rule in config.get("inhibit_rules", []):
    rule["equal"] = rule.get("equal", []) + ["case"]
with live_alertmanager.running(program, config, heard) as address:
    live_alertmanager.fire(address, [{**labels, "case": case["name"]} for case in cases for labels in case["alerts"]])
    settle()
print(json.dumps({case["name"]: sorted({line for name, line in delivered if name == case["name"]}) for case in cases}))
