#!/usr/bin/env python3
"""Runs what pharos generates on real servers, breaks things, and holds what follows against what is expected.

    trial.py [--short | --minutes N] [--only WORDS] [--slip NAME] [--keep] [--table FILE] PHAROS

--short    three faults, in less than four minutes
--minutes  goes round the faults for so long
--only     the fault with these words in its name, and nothing else
--slip     makes one mistake in the generated files, which the trial has to find; slips.py has them
--keep     leaves the folder with all logs
--table    writes what was seen there as well
"""

import argparse
import json
import shutil
import signal
import sys
import time
import urllib.request
from pathlib import Path

import browser
import burn
import checks
import history
import load
import slips
import spans
from engine import Alertmanager, Prometheus
from faults import Faults
from play import Play
from recorders import Recorders
from servers import Application
from stack import Stack
from table import Table
from traffic import Traffic
from world import World


class Trial:
    def __init__(self, pharos):
        self.world = World(pharos)
        self.stack = Stack(self.world)
        self.recorders = Recorders(self.world)
        self.traffic = Traffic(self.world)
        # Whether the links of messages answer, each asked once.
        self.followed = {}
        # Alerts that may be sent at any time, by what else goes on.
        self.allowed = []

    def start(self, slip, soaks):
        self.world.write_spec(["trial.yml", "soak.yml"] if soaks else ["trial.yml"])
        self.stack.generate()
        if slip:
            slips.make(slip, self.world.stack)
        self.application = Application(self.world)
        self.recorders.start()
        self.application.start()
        self.stack.write_secrets(self.application.certify(days=365))
        history.write_usual(self.stack)
        self.stack.start()
        addresses = self.stack.addresses
        self.prometheus = Prometheus(addresses["prometheus"])
        self.alertmanager = Alertmanager(addresses["alertmanager"])
        self.recorders.prometheus, self.recorders.alertmanager = addresses["prometheus"], addresses["alertmanager"]
        self.recorders.node = addresses["node-exporter"]
        self.faults = Faults(self)
        self.faults.make_host_well()
        self.traffic.start()
        # Rates need a few scrapes, and Alertmanager takes new alerts for old ones in its first moments.
        time.sleep(20)
        return f"PostgreSQL, Redis, nginx, the application and {len(addresses)} parts of the stack"

    def stop(self):
        for part in [self.traffic, self.stack, getattr(self, "application", None), self.recorders]:
            try:
                part.stop() if part else None
            except Exception as error:
                print(f"cannot stop {type(part).__name__}: {error}", file=sys.stderr)

    def break_application(self, broken):
        request = urllib.request.Request(
            f"http://{self.world.address('app')}/faults", json.dumps(broken).encode(), {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=10).read()


def play(table, trial, faults, **options):
    names = ", ".join(fault.name for fault in faults)

    def act():
        play = Play(trial, faults)
        play.run(**options)
        return play.said()

    table.step(names, act)


def short(table, trial):
    faults = trial.faults
    play(table, trial, [faults.errors, faults.cache_stopped])
    play(table, trial, [faults.app_stopped], waits_for_resolution=False)


def full(table, trial):
    faults = trial.faults
    refused = Play(trial, [faults.bad_reload])
    trial.allowed += refused.expected
    refused.begin()
    play(table, trial, faults.signals)
    play(table, trial, [faults.cache_full, faults.connections_used])
    play(table, trial, [faults.cache_stopped, faults.database_stopped])
    play(table, trial, [faults.proxy_stopped])
    play(table, trial, [faults.app_stopped])
    table.step(faults.bad_reload.name, lambda: (refused.finish(is_alone=False), refused.said())[1])
    play(table, trial, [faults.alertmanager_lost])
    table.step("exporters' metrics", lambda: checks.exporters(trial))
    table.step("recorded series", lambda: checks.records(trial))
    table.step("dashboards", lambda: checks.dashboards(trial))
    table.step("load", lambda: load.check(trial))
    table.step("series", lambda: load.series(trial))
    table.step("a span, a line of the log", lambda: spans.check(trial))
    table.step("error budgets", lambda: burn.check(trial))
    table.step("a page in a browser", lambda: browser.check(trial))


def soak(table, trial, minutes):
    faults = trial.faults
    end = time.monotonic() + 60 * minutes
    rounds = [faults.signals, [faults.cache_stopped, faults.database_stopped], [faults.proxy_stopped], [faults.app_stopped]]
    while time.monotonic() < end and not table.failures:
        for each in rounds:
            play(table, trial, each)
            time.sleep(30)
    table.step("targets", lambda: checks.targets(trial))
    table.step("rules", lambda: checks.rules(trial))


def run(options):
    table = Table()
    trial = Trial(Path(options.pharos).resolve())
    try:
        if table.step("start", lambda: trial.start(options.slip, soaks=bool(options.minutes))):
            table.step("targets", lambda: checks.targets(trial))
            table.step("rules", lambda: checks.rules(trial))
            if options.only:
                chosen = [each for name, each in vars(trial.faults).items() if getattr(each, "name", None) and options.only in each.name]
                play(table, trial, chosen, waits_for_resolution=False)
            else:
                table.step("declared metrics", lambda: checks.declared(trial))
                if options.minutes:
                    soak(table, trial, options.minutes)
                else:
                    (short if options.short else full)(table, trial)
    finally:
        trial.stop()
        if options.keep or table.failures:
            print(f"logs are in {trial.world.folder}", file=sys.stderr)
        else:
            shutil.rmtree(trial.world.folder, ignore_errors=True)
    print(table.markdown())
    if options.table:
        Path(options.table).write_text(table.markdown())
    for name, said in table.failures:
        print(f"FAILED {name}: {said}", file=sys.stderr)
    return 1 if table.failures else 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--short", action="store_true")
    arguments.add_argument("--minutes", type=float)
    arguments.add_argument("--only")
    arguments.add_argument("--slip", choices=sorted(slips.SLIPS))
    arguments.add_argument("--keep", action="store_true")
    arguments.add_argument("--table")
    arguments.add_argument("pharos")
    # What was started ends however the trial ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(run(arguments.parse_args()))


if __name__ == "__main__":
    main()
