#!/usr/bin/env python3
"""Usage: scripts/bench.py PHAROS FOLDER

Measures PHAROS on every spec `FOLDER/*.yml`, exposition `FOLDER/*.prom` and set of rules `FOLDER/COUNT-rules/`, and prints a table. bench.sh prepares the
folder.

Time is the median of several runs, without the start of this script. The last column compares with `promtool check
rules` on the rules that were generated from the same spec, or with `promtool check metrics` of the same exposition on
one processor: below 1.0 pharos is the faster of the two.
"""
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 7
BUDGET = 10  # seconds for one row; a slow command gets fewer runs, never less than three


class Row:
    def __init__(self, name, command, fresh=None, allowed=(0,)):
        """fresh: where the command writes; each run finds nothing there. allowed: exit codes that are no failure."""
        self.allowed = allowed
        self.name, self.times, self.processor, self.failure = name, [], [], None
        begin = time.perf_counter()
        while len(self.times) < 3 or len(self.times) < RUNS and time.perf_counter() - begin < BUDGET:
            self.run(command, fresh)
            if self.failure:
                return
        self.memory = peak_memory(command, fresh)

    def run(self, command, fresh):
        empty(fresh)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.times.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        if result.returncode not in self.allowed:
            words = result.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
            self.failure = f"failed with {result.returncode}: {words[-1][:90]}"

    def __str__(self):
        if self.failure:
            return f"{self.name:<38}{self.failure}"
        wall, processor = milliseconds(self.times), milliseconds(self.processor)
        return f"{self.name:<38}{wall:>9.1f} ms{processor:>9.1f} ms{self.memory:>8.1f} MB"


def milliseconds(seconds):
    return statistics.median(seconds) * 1000


def empty(folder):
    """Moves what a run wrote out of the way. ext4 does not use the inodes of deleted files again for some seconds, and
    searches past them for each new file: deleting here would be measured there."""
    if folder and folder.exists():
        folder.rename(f"{folder}-{time.monotonic_ns()}")


def peak_memory(command, fresh):
    """Peak resident memory in MB, by time(1): a child's own rusage would include the memory of this Python at its fork."""
    empty(fresh)
    flags, pattern, unit = ("-v", r"Maximum resident set size \(kbytes\): (\d+)", 1024)
    if sys.platform == "darwin":
        flags, pattern, unit = ("-l", r"(\d+)\s+maximum resident set size", 1)
    try:
        output = subprocess.run(["/usr/bin/time", flags, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    except FileNotFoundError:
        return float("nan")
    found = re.search(pattern, output.stderr.decode(errors="replace"))
    return int(found[1]) * unit / 1e6 if found else float("nan")


def measure(pharos, spec, work):
    """All rows of one spec; the first is the peer's."""
    output = work / f"{spec.stem}-stack"
    fresh = work / "fresh"
    generate = [pharos, "generate", spec, "--output", output]
    made = subprocess.run(generate, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    rules = sorted((output / "prometheus" / "rules").glob("*.yml"))
    if made.returncode == 0 and rules:
        yield Row(f"promtool check rules, {spec.stem}", ["promtool", "check", "rules", *rules])
    yield Row(f"validate, {spec.stem}", [pharos, "validate", spec])
    yield Row(f"generate into nothing, {spec.stem}", [pharos, "generate", spec, "--output", fresh], fresh=fresh)
    yield Row(f"generate --check, {spec.stem}", [*generate, "--check"])


def measure_exposition(pharos, page):
    """promtool's row first. It reads standard input only."""
    pin = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    yield Row(f"promtool check metrics, {page.stem}", [*pin, "sh", "-c", 'promtool check metrics <"$0"', page])
    yield Row(f"metrics check, {page.stem}", [*pin, pharos, "metrics", "check", page])


def measure_rules(pharos, folder):
    """promtool's row first. Both may find something: that is their work."""
    count = folder.name.split("-")[0]
    for name, paths in (("files", sorted((folder / "many").glob("*.yml"))), ("one file", [folder / "one.yml"])):
        yield Row(f"promtool check rules, {count}, {name}", ["promtool", "check", "rules", *paths], allowed=(0, 1, 3))
        target = folder / "many" if name == "files" else paths[0]
        yield Row(f"lint, {count} rules, {name}", [pharos, "lint", target], allowed=(0, 1))


def main():
    pharos, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    rows = {}
    print(f"{'':<38}{'wall':>12}{'processor':>12}{'memory':>11}{'× promtool':>14}")

    def show(row, peer):
        rows[row.name] = row
        comparable = peer and not row.failure and not peer.failure
        ratio = f"{milliseconds(row.times) / milliseconds(peer.times):>13.2f}" if comparable else ""
        print(f"{row}{ratio}", flush=True)

    show(Row("start (--version)", [pharos, "--version"]), None)
    with tempfile.TemporaryDirectory() as work:
        for spec in sorted(folder.glob("*.yml"), key=lambda path: path.stat().st_size):
            peer = None
            for row in measure(pharos, spec.resolve(), Path(work)):
                peer = row if row.name.startswith("promtool") else peer
                show(row, peer)

        for page in sorted(folder.glob("*.prom")):
            peer = None
            for row in measure_exposition(pharos, page.resolve()):
                peer = row if row.name.startswith("promtool") else peer
                show(row, peer)

        for rules in sorted(folder.glob("*-rules"), key=lambda path: int(path.name.split("-")[0])):
            peer = None
            for row in measure_rules(pharos, rules.resolve()):
                peer = row if row.name.startswith("promtool") else peer
                show(row, peer)

    small, large = (rows.get(f"lint, {count} rules, files") for count in (10000, 100000))
    if small and large and not small.failure and not large.failure:
        growth = milliseconds(large.times) / milliseconds(small.times)
        print(f"\nTen times the rules take {growth:.1f} times as long to lint.")
    small, large = (rows.get(f"generate into nothing, {count}-services") for count in (50, 500))
    if small and large and not small.failure and not large.failure:
        growth = milliseconds(large.times) / milliseconds(small.times)
        print(f"\nTen times the services take {growth:.1f} times as long to generate.")
    sys.exit(1 if any(row.failure for row in rows.values()) else 0)


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    main()
