#!/usr/bin/env python3
"""Usage: scripts/scale.py [--limit EXPONENT] [--only WORDS] [--list] [--runs N] [--seconds N] [PHAROS]

Measures how CPU time and peak memory of PHAROS, the release build if not said, grow with the size of each kind of input in scale_kinds.py, and
fails where either grows faster than the size to the power EXPONENT, 1.25 if not said. --only measures the kinds with these words in their
names, --list only names them. A run that takes more than so many seconds of CPU time has failed.

Each kind is measured at a sixteenth of its largest size, at a quarter and at the whole. What a size costs is the least of several runs
without what the same command costs for an input of size 1, so that start-up and other work on the machine do not count. The exponent is
that of the last step, in which the size grows by four and where a square weighs most: 1 is in proportion, 2 is a square.
"""
import argparse
import math
import os
import resource
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

from scale_kinds import KINDS

MORE_RUNS = 3  # times as many, where the first ones say that it fails
# Below these, growth is noise.
LEAST_TIME = 0.02
LEAST_MEMORY = 4e6


def run(command, folder, seconds):
    """CPU seconds and peak memory in bytes; None where it took too long or crashed."""
    child = os.fork()
    if child == 0:
        try:
            os.chdir(folder)
            out = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(out, stream)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            os.execv(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(child, 0)
    if os.WIFSIGNALED(status):
        return None
    # Findings are no failure, and neither is an input that is refused.
    if os.WEXITSTATUS(status) not in (0, 1, 2):
        sys.exit(f"error: {' '.join(command)} ended with {os.WEXITSTATUS(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def in_child(work, *arguments):
    """A child's peak memory includes that of this process at its fork: large texts are made in a process of their own."""
    child = os.fork()
    if child == 0:
        try:
            work(*arguments)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit("error: an input could not be written")


class Growth:
    """The costs of one kind at three sizes."""

    def __init__(self, kind, pharos, work):
        self.sizes = [kind.largest // 16, kind.largest // 4, kind.largest]
        self.command = [pharos, *kind.command.split()]
        self.kind = kind
        self.folders = {work / str(size): size for size in (1, *self.sizes)}
        for folder in self.folders:
            self.fill(folder)
        self.costs = [None] * len(self.folders)
        self.failed = False

    def fill(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        in_child(self.kind.write, self.folders[folder], folder)

    def measure(self, runs, seconds):
        for _ in range(runs):
            for index, folder in enumerate(self.folders):
                if self.kind.writes and self.costs[index]:
                    self.fill(folder)
                cost = run(self.command, folder, seconds)
                if cost is None:
                    self.failed = True
                    return
                self.costs[index] = tuple(map(min, cost, self.costs[index] or cost))

    def above_start(self, which):
        return [max(cost[which] - self.costs[0][which], 0) for cost in self.costs[1:]]

    def exponent(self, which, least):
        _, quarter, whole = self.above_start(which)
        return math.log(max(whole, least) / max(quarter, least), 4)

    @property
    def exponents(self):
        return self.exponent(0, LEAST_TIME), self.exponent(1, LEAST_MEMORY)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--limit", type=float, default=1.25)
    parser.add_argument("--only", default="")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("pharos", type=Path, nargs="?", default=Path(__file__).parent.parent / ".build/release/pharos")
    options = parser.parse_args()
    kinds = {name: kind for name, kind in KINDS.items() if options.only in name}
    if options.list:
        print(*kinds, sep="\n")
        return
    failures = []
    print(f"{'':<42}{'size':>7}{'CPU at 1/16':>13}{'1/4':>8}{'1':>8}{'exponent':>10}{'memory':>9}{'exponent':>10}")
    for name, kind in kinds.items():
        with tempfile.TemporaryDirectory() as work:
            growth = Growth(kind, str(options.pharos.resolve()), Path(work))
            growth.measure(options.runs, options.seconds)
            if not growth.failed and max(growth.exponents) > options.limit:
                growth.measure(MORE_RUNS * options.runs, options.seconds)
        if growth.failed:
            failures.append(name)
            print(f"{name:<42}{kind.largest:>7}  crashes, or takes more than {options.seconds} s", flush=True)
            continue
        times, memory, (time_exponent, memory_exponent) = growth.above_start(0), growth.above_start(1), growth.exponents
        too_fast = max(time_exponent, memory_exponent) > options.limit
        if too_fast:
            failures.append(name)
        print(f"{name:<42}{kind.largest:>7}{times[0] * 1e3:>10.0f} ms{times[1] * 1e3:>8.0f}{times[2] * 1e3:>8.0f}{time_exponent:>10.2f}"
              f"{memory[2] / 1e6:>6.0f} MB{memory_exponent:>10.2f}{'  too fast' if too_fast else ''}", flush=True)
    if failures:
        sys.exit(f"{len(failures)} of {len(kinds)} grow faster than size^{options.limit}: {', '.join(failures)}")


if __name__ == "__main__":
    main()
