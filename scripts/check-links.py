#!/usr/bin/env python3
"""Usage: scripts/check-links.py

Names every relative link of the Markdown files that are ours to read (top level, docs/, runbooks/) that points nowhere.
"""
import re
import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
fence = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
link = re.compile(r"\]\(([^)\s]+)\)")

broken = 0
for folder in (root, root / "docs", root / "runbooks"):
    for page in sorted(folder.glob("*.md")):
        for target in link.findall(fence.sub("", page.read_text(encoding="utf-8"))):
            path = target.partition("#")[0]
            if path and "://" not in path and not path.startswith("mailto:") and not (page.parent / path).exists():
                print(f"{page.relative_to(root)}: no such file: {target}", file=sys.stderr)
                broken += 1
sys.exit(1 if broken else 0)
