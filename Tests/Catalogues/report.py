"""What was compared, and what differs without a reason."""

import sys
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

import catalogue
from comparison import compare
from exposition import families
from world import REPOSITORY

REASONS = yaml.safe_load((Path(__file__).parent / "reasons.yml").read_text())


def undecided(compared):
    """Packs of exporters and servers that are neither compared nor left out."""
    for path in sorted((REPOSITORY / "templates/packs").glob("*/pack.yml")):
        pack, facts = path.parent.name, catalogue.facts_of(path.parent.name)
        if facts["kind"] != "signals" and facts.get("metrics") and pack not in compared and pack not in REASONS["left_out"]:
            yield pack


class Report:
    def __init__(self, folder, shows):
        self.folder = folder
        self.shows = shows
        self.rows = {}
        self.failures = []
        self.unused = []

    def add(self, seen):
        for number, page in enumerate(seen.pages):
            (self.folder / f"{seen.pack}-{number}.prom").write_text(page)
        metrics = [each for each in catalogue.metrics_of(seen.pack) if not each.is_recorded]
        said = compare(metrics, seen.version, families(seen.pages))
        reasons = REASONS["explained"].get(seen.pack, {})
        # Brackets would be a set of characters; no key has them.
        explained = {key for key in said.differences if any(fnmatchcase(key, each) for each in reasons)}
        self.unused += [f"{seen.pack}: {each}" for each in reasons if not any(fnmatchcase(key, each) for key in said.differences)]
        wrong = {key: text for key, text in said.differences.items() if key not in explained}
        path = catalogue.path_of(seen.pack).relative_to(REPOSITORY)
        # The metric is what the key begins with.
        self.failures += [f"{path}: {key.split('{')[0].split()[0]} {text} ({seen.ran})" for key, text in wrong.items()]
        self.rows[seen.pack] = [seen.ran, len(metrics), said.held, len(explained), len(wrong), len(said.uncatalogued)]
        print(f"{'FAILED' if wrong else 'ok':7} {seen.pack}: {seen.ran}", file=sys.stderr, flush=True)
        if self.shows:
            print("".join(f"        not catalogued: {name}\n" for name in sorted(said.uncatalogued)), end="", file=sys.stderr)

    def fail(self, what, text):
        self.failures.append(f"{what}: {text}")
        print(f"FAILED  {what}", file=sys.stderr, flush=True)

    def text(self):
        head = ["pack", "ran", "catalogued", "exposed", "explained", "wrong", "not catalogued"]
        lines = [head, ["---"] * len(head), *([pack, *map(str, row)] for pack, row in sorted(self.rows.items()))]
        table = ["| " + " | ".join(line) + " |" for line in lines]
        left_out = [f"Not compared: {pack}. {reason}" for pack, reason in REASONS["left_out"].items()]
        return "\n".join([*table, "", *left_out, *(f"A reason without need in this run: {each}" for each in self.unused)])
