#!/usr/bin/env python3
"""Holds the catalogues of packs against what the exporters and servers of Debian expose.

    catalogues.py [--only PACK] [--show] [--keep]

--only   what this pack watches, and nothing else
--show   lists what is exposed and not catalogued
--keep   leaves the folder with all logs and pages
"""

import argparse
import queue
import shutil
import signal
import sys
import threading
import time
import traceback
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Trial"))

from processes import Failure
from report import Report, undecided
from run import Run
from software import SOFTWARE

# More would only wait for each other.
AT_ONCE = 4


def compare_all(chosen, run, report, threads):
    """Several at once: most of the time they wait for something to start."""
    waiting, answers = queue.SimpleQueue(), queue.SimpleQueue()
    for each in chosen:
        waiting.put(each)

    def work():
        while not run.is_over:
            try:
                start = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                for seen in start(run):
                    answers.put(seen)
                answers.put((start, None))
            except Failure as failure:
                answers.put((start, str(failure)))
            except Exception:
                # A defect of the script itself: the others go on.
                answers.put((start, traceback.format_exc()))

    threads += [threading.Thread(target=work) for _ in range(min(AT_ONCE, len(chosen)))]
    for each in threads:
        each.start()
    left = len(chosen)
    while left:
        answer = answers.get()
        if not isinstance(answer, tuple):
            report.add(answer)
            continue
        left -= 1
        start, failure = answer
        for pack in SOFTWARE[start]:
            if pack not in report.rows:
                report.fail(pack, failure or "nothing was read")


def main(options):
    chosen = [start for start, packs in SOFTWARE.items() if options.only in (None, *packs)]
    began, run, threads = time.monotonic(), Run(), []
    report = Report(run.folder, options.show)
    keeps = True
    try:
        compare_all(chosen, run, report, threads)
        keeps = options.keep or report.failures
    finally:
        # A second Ctrl-C would leave what the first one ends.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        run.close(threads)
        if keeps:
            print(f"logs and pages are in {run.folder}", file=sys.stderr)
        else:
            shutil.rmtree(run.folder, ignore_errors=True)
    for pack in undecided({pack for packs in SOFTWARE.values() for pack in packs}):
        report.fail(pack, "is neither compared nor left out, with a reason in Tests/Catalogues/reasons.yml")
    print(f"{report.text()}\n\n{time.monotonic() - began:.0f} seconds.")
    for each in report.failures:
        print(f"FAILED {each}", file=sys.stderr)
    return 1 if report.failures else 0


def parsed():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--only", choices=sorted(pack for packs in SOFTWARE.values() for pack in packs))
    arguments.add_argument("--show", action="store_true")
    arguments.add_argument("--keep", action="store_true")
    return arguments.parse_args()


if __name__ == "__main__":
    # What was started ends however the run ends.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    sys.exit(main(parsed()))
