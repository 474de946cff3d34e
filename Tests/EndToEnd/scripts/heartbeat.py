"""Fires the Watchdog at a real Alertmanager with a generated configuration and prints when it is delivered.

Usage: heartbeat.py ALERTMANAGER CONFIG COUNT

Routes and their waits stay as generated. Prints the seconds between one delivery and the next, COUNT times, as a JSON list; fewer
where that takes more than a minute.
"""

import json
import pathlib
import sys
import time

import yaml

import live_alertmanager

program, config_path, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
beats = []


def heard(body):
    if body["receiver"] == "heartbeat":
        beats.append(time.monotonic())


with live_alertmanager.running(program, yaml.safe_load(config_path.read_text()), heard) as address:
    live_alertmanager.fire(address, [{"alertname": "Watchdog", "severity": "info", "component": "prometheus"}])
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(beats) <= count:
        time.sleep(0.1)
print(json.dumps([later - earlier for earlier, later in zip(beats, beats[1:])]))
