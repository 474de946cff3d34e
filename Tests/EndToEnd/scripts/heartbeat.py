"""Fires the Watchdog at a real Alertmanager with a generated configuration and prints when it is delivered.

Usage: heartbeat.py ALERTMANAGER CONFIG SECONDS

Routes and their waits stay as generated. Prints the seconds between one delivery and the next, as a JSON list.
"""

import json
import pathlib
import sys
import time

import yaml

import live_alertmanager

program, config_path, seconds = sys.argv[1], pathlib.Path(sys.argv[2]), float(sys.argv[3])
beats = []


def heard(body):
    if body["receiver"] == "heartbeat":
        beats.append(time.monotonic())


with live_alertmanager.running(program, yaml.safe_load(config_path.read_text()), heard) as address:
    live_alertmanager.fire(address, [{"alertname": "Watchdog", "severity": "info", "component": "prometheus"}])
    # A busy machine may take long to begin.
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (beats and time.monotonic() - beats[0] > seconds):
        time.sleep(0.1)
print(json.dumps([later - earlier for earlier, later in zip(beats, beats[1:])]))
