#!/usr/bin/env python3
"""Makes one mistake after another in the generated files, and looks whether the trial fails for its cause.

Usage: scripts/e2e-slips.py [NAME...]
"""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Tests/Trial"))
from slips import SLIPS  # noqa: E402


def main():
    failed = []
    for name in sys.argv[1:] or SLIPS:
        slip = SLIPS[name]
        done = subprocess.run(
            [str(Path(__file__).parent / "e2e.sh"), "--slip", name, "--only", slip.fault], capture_output=True, text=True)
        found = [line for line in done.stderr.splitlines() if line.startswith("FAILED")]
        named = done.returncode == 1 and any(slip.says in line for line in found)
        print(f"{'ok' if named else 'FAILED'}  {name}: {' '.join(found) or 'the trial found nothing'}", flush=True)
        failed += [] if named else [name]
    sys.exit(bool(failed))


main()
