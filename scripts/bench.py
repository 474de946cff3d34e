#!/usr/bin/env python3
"""Usage: scripts/bench.py [--json FILE] [--seed N] PHAROS PHAROS-BENCH FOLDER

Measures PHAROS on every spec `FOLDER/*.yml`, exposition `FOLDER/*.prom` and set of rules `FOLDER/rules/NAME/`, then PHAROS-BENCH,
and prints tables; --json writes the same to FILE, with the seed of the rules. bench.sh prepares the folder.

Times are medians of several runs, without the start of this script. CPU is user and system time of all threads. Instructions are
counted where rules are linted, on sets of up to 20 MB and where valgrind is installed: unlike times they are the same on a busy machine.
The last columns compare the three with promtool doing the same: below 1.0 pharos needs less.
"""
import argparse
import json
import os
import platform
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
WIDTH = 50  # of the names
BUDGET = 10  # seconds for one row; a slow command gets fewer runs, never less than three
COUNTED = 20e6  # bytes of input up to which instructions are counted, which takes thirty times as long as a run


class Row:
    """A command, measured when it is made."""

    def __init__(self, name, command, peer=None, fresh=None, allowed=(0,), counted=False):
        """peer: the row to compare with. fresh: where the command writes; each run finds nothing there. allowed: exit codes that
        are no failure. counted: whether its instructions are counted."""
        self.name, self.peer, self.allowed, self.failure = name, peer, allowed, None
        self.wall, self.user, self.system, self.memory, self.instructions = [], [], [], None, None
        begin = time.perf_counter()
        while len(self.wall) < 3 or len(self.wall) < RUNS and time.perf_counter() - begin < BUDGET:
            self.run(command, fresh)
            if self.failure:
                return
        self.memory = peak_memory(command, fresh)
        if counted:
            self.instructions = instructions(command)

    def run(self, command, fresh):
        empty(fresh)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.wall.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.user.append(after.ru_utime - before.ru_utime)
        self.system.append(after.ru_stime - before.ru_stime)
        if result.returncode not in self.allowed:
            words = result.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
            self.failure = f"failed with {result.returncode}: {words[-1][:90]}"

    @property
    def values(self):
        """What is reported, in seconds and bytes."""
        if self.failure:
            return {"name": self.name, "failure": self.failure}
        values = {"name": self.name, "runs": len(self.wall), "wall": statistics.median(self.wall)}
        values |= {"user": statistics.median(self.user), "system": statistics.median(self.system)}
        values["cpu"] = statistics.median(map(sum, zip(self.user, self.system)))
        values |= {"memory": self.memory, "instructions": self.instructions}
        if self.peer and not self.peer.failure:
            peer = self.peer.values
            values |= {"peer": peer["name"], "wall_ratio": values["wall"] / peer["wall"], "cpu_ratio": values["cpu"] / peer["cpu"]}
            if self.instructions and self.peer.instructions:
                values["instructions_ratio"] = self.instructions / self.peer.instructions
        return values

    def __str__(self):
        values = self.values
        if self.failure:
            return f"{self.name:<{WIDTH}}{self.failure}"
        memory = f"{self.memory / 1e6:>8.1f} MB" if self.memory else f"{'':>11}"
        count = f"{self.instructions / 1e6:>9.0f} M" if self.instructions else f"{'':>11}"
        ratios = f"{values['wall_ratio']:>8.2f}{values['cpu_ratio']:>8.2f}" if "peer" in values else ""
        if "instructions_ratio" in values:
            ratios += f"{values['instructions_ratio']:>8.2f}"
        line = f"{self.name:<{WIDTH}}{values['wall'] * 1e3:>9.1f} ms{values['cpu'] * 1e3:>9.1f} ms{memory}{count}{ratios}"
        return line.rstrip()


def empty(folder):
    """Moves what a run wrote out of the way. ext4 does not use the inodes of deleted files again for some seconds, and
    searches past them for each new file: deleting here would be measured there."""
    if folder and folder.exists():
        folder.rename(f"{folder}-{time.monotonic_ns()}")


def peak_memory(command, fresh):
    """Peak resident memory in bytes, by time(1): a child's own rusage would include the memory of this Python at its fork."""
    empty(fresh)
    flags, pattern, unit = ("-v", r"Maximum resident set size \(kbytes\): (\d+)", 1024)
    if sys.platform == "darwin":
        flags, pattern, unit = ("-l", r"(\d+)\s+maximum resident set size", 1)
    try:
        output = subprocess.run(["/usr/bin/time", flags, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    except FileNotFoundError:
        return None
    found = re.search(pattern, output.stderr.decode(errors="replace"))
    return int(found[1]) * unit if found else None


def instructions(command):
    """How many instructions all threads of a command execute, by valgrind; None without it."""
    if not shutil.which("valgrind"):
        return None
    counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    output = subprocess.run([*counter, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    found = re.search(r"I +refs: +([\d,]+)", output.stderr.decode(errors="replace"))
    return int(found[1].replace(",", "")) if found else None


# On one processor, where the system can say so.
PIN = ["taskset", "-c", "0"] if shutil.which("taskset") else []


def spec_rows(pharos, spec, work):
    output, fresh, name = work / f"{spec.stem}-stack", work / "fresh", spec.stem
    generate, peer = [pharos, "generate", spec, "--output", output], None
    made = subprocess.run(generate, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    rules = sorted((output / "prometheus" / "rules").glob("*.yml"))
    if made.returncode == 0 and rules:
        yield (peer := Row(f"promtool check rules, {name}", ["promtool", "check", "rules", *rules]))
    yield Row(f"validate, {name}", [pharos, "validate", spec], peer)
    yield Row(f"generate into nothing, {name}", [pharos, "generate", spec, "--output", fresh], peer, fresh)
    yield Row(f"generate --check, {name}", [*generate, "--check"], peer)


def exposition_rows(pharos, page):
    """promtool reads standard input only."""
    peer = Row(f"promtool check metrics, {page.stem}", [*PIN, "sh", "-c", 'promtool check metrics <"$0"', page])
    yield peer
    yield Row(f"metrics check, {page.stem}", [*PIN, pharos, "metrics", "check", page], peer)


def rule_rows(pharos, folder):
    """Both may find something: that is their work."""
    files = sorted(folder.glob("*.yml"))
    counted = sum(file.stat().st_size for file in files) <= COUNTED
    peer = Row(f"promtool check rules, {folder.name}", ["promtool", "check", "rules", *files], allowed=(0, 1, 3), counted=counted)
    yield peer
    yield Row(f"lint, {folder.name}", [pharos, "lint", folder], peer, allowed=(0, 1), counted=counted)


def rows(pharos, folder, work):
    yield Row("start (--version)", [pharos, "--version"])
    for spec in sorted(folder.glob("*.yml"), key=lambda path: path.stat().st_size):
        yield from spec_rows(pharos, spec, work)
    for page in sorted(folder.glob("*.prom")):
        yield from exposition_rows(pharos, page)
    for rules in sorted((folder / "rules").iterdir()):
        yield from rule_rows(pharos, rules)


def inside(bench, folder, work):
    """What PHAROS-BENCH measures in its own process, on one processor and one thread: an object for each piece of work."""
    one_thread = [min((folder / "rules").iterdir()), folder / "rules" / "other shapes"]
    for name, *arguments in (
        ["hostile patterns on 1 MB of text", "re2"],
        *([f"PromQL of {path.parts[-3]}", "promql", *sorted(path.glob("*.yml"))] for path in sorted(work.glob("*-stack/prometheus/rules"))),
        *([f"lint of {path.name}, on one thread", "lint", *sorted(path.glob("*.yml"))] for path in one_thread),
    ):
        result = subprocess.run([*PIN, bench, *arguments], stdout=subprocess.PIPE, text=True)
        if result.returncode != 0:
            yield {"name": name, "failure": f"failed with {result.returncode}"}
        for line in result.stdout.splitlines():
            yield {"group": name, **json.loads(line)}


def growth(rows, small, large, what):
    """Work that is ten times as much should take ten times as long."""
    small, large = (next((row for row in rows if row.name == name and not row.failure), None) for name in (small, large))
    if small and large:
        print(f"\nTen times the {what}: {large.values['cpu'] / small.values['cpu']:.1f} times the CPU time.")


def said(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout.split("\n")[0]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seed", type=int)
    for argument in ("pharos", "bench", "folder"):
        parser.add_argument(argument, type=lambda text: Path(text).resolve())
    options = parser.parse_args()
    done, groups = [], []
    print(f"{'':<{WIDTH}}{'wall':>12}{'CPU':>12}{'memory':>11}{'instr.':>11}{'wall':>8}{'CPU':>8}{'instr.':>8} × promtool")
    with tempfile.TemporaryDirectory() as work:
        for row in rows(options.pharos, options.folder, Path(work)):
            done.append(row)
            print(row, flush=True)
        for small, large, what in (("lint, 10000 rules", "lint, 100000 rules", "rules"),
                                   ("generate into nothing, 50-services", "generate into nothing, 500-services", "services")):
            growth(done, small, large, what)
        for piece in inside(options.bench, options.folder, Path(work)):
            if piece.get("group") not in [other.get("group") for other in groups]:
                print(f"\n{piece.get('group', piece['name'])}:")
            groups.append(piece)
            print(piece.get("failure") or f"  {piece['name']:<24}{piece['wall'] * 1e3:>9.1f} ms{piece['cpu'] * 1e3:>9.1f} ms"
                  + (f"{piece['bytes'] / piece['wall'] / 1e6:>9.1f} MB/s" if "bytes" in piece else "")
                  + (f"{piece['ratio']:>8.2f} × the line above" if "ratio" in piece else ""), flush=True)
    if options.json:
        machine = {"system": platform.platform(), "processors": os.cpu_count()}
        tools = {"pharos": said(options.pharos, "--version"), "promtool": said("promtool", "--version")}
        values = {**machine, **tools, "seed": options.seed, "commands": [row.values for row in done], "inside": groups}
        options.json.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if any(row.failure for row in done) or any("failure" in piece for piece in groups) else 0)


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    main()
