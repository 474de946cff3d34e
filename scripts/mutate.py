#!/usr/bin/env python3
"""Usage: scripts/mutate.py [--sample N] [--seed S] [--only WORD] [--minimum SHARE] [--jobs N] MUTATOR FOLDER

Breaks the rules of a generated stack, one mistake at a time, and counts how many its own unit tests notice. FOLDER has
rules/ and tests/; MUTATOR is the program pharos-mutate, which knows the mistakes of expressions. Prints a table by kind and the
mutants that survive; fails below the minimum (default 0.95).

A mutant is run by promtool with the tests that concern it: those of its alert, or of its file for a record. What no test
can tell from the original is not counted: what pharos-mutate calls equivalent, and what scripts/equivalent-mutants.txt lists
with reasons, which may be at most one in a hundred.
"""
import argparse
import collections
import concurrent.futures
import copy
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
UNITS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000, "y": 31_536_000_000}
PER_RUN = 25


def milliseconds(duration):
    return sum(int(n) * UNITS[u] for n, u in re.findall(r"(\d+)(ms|s|m|h|d|w|y)", str(duration)))


class Tests:
    """The unit tests of one rule file."""

    def __init__(self):
        self.documents = []

    def concerning(self, rule, is_alert, file_rules):
        """Documents with the tests that can notice a change of the rule."""
        names = {rule.get("alert") or rule["record"]}
        if not is_alert:
            # Whatever reads the record, and so on.
            for _ in file_rules:
                more = {r.get("alert") or r["record"] for r in file_rules if any(n in r["expr"] for n in names)}
                if more <= names:
                    break
                names |= more
        for document in self.documents:
            kept = [t for t in document["tests"] if self.mentions(t, names)]
            if kept:
                yield {**document, "tests": kept}

    @staticmethod
    def mentions(test, names):
        alerts = {t["alertname"] for t in test.get("alert_rule_test", [])}
        expressions = " ".join(t["expr"] for t in test.get("promql_expr_test", []))
        return bool(alerts & names) or any(n in expressions for n in names)


def load(folder):
    rules, tests = {}, collections.defaultdict(Tests)
    for path in sorted((folder / "rules").glob("*.yml")):
        rules[path.name] = yaml.load(path.read_text(), LOADER)
    for path in sorted((folder / "tests").glob("*.yml")):
        document = yaml.load(path.read_text(), LOADER)
        for name in document["rule_files"]:
            tests[pathlib.PurePath(name).name].documents.append(document)
    return rules, tests


def places(rules):
    """(file, group, index, rule) of every rule."""
    for file, document in rules.items():
        for g, group in enumerate(document["groups"]):
            for i, rule in enumerate(group["rules"]):
                yield file, g, i, rule


def mutants(rules, tests, mutator):
    """Every mutant: a dictionary with its place, its kind and the fields of the rule that change."""
    every = list(places(rules))
    answer = subprocess.run(
        [mutator], input=json.dumps([rule["expr"] for *_, rule in every]), capture_output=True, text=True, check=True)
    for (file, g, i, rule), changed in zip(every, json.loads(answer.stdout)):
        name = rule.get("alert") or rule["record"]
        place = {"file": file, "group": g, "index": i, "name": name, "level": rule.get("labels", {}).get("severity", "")}
        for one in changed:
            yield {**place, "kind": one["kind"], "from": one["from"], "to": one["to"],
                   "equivalent": one.get("equivalent"), "fields": {"expr": one["text"]}}
        if "alert" not in rule:
            continue
        duration = milliseconds(rule.get("for", "0s"))
        documents = [d for d in tests[file].documents if any(Tests.mentions(t, {name}) for t in d["tests"])]
        step = min((milliseconds(d["evaluation_interval"]) for d in documents), default=60_000)
        others = [("for plus an interval", duration + step), ("for doubled", duration * 2)]
        if duration:
            others += [("for less an interval", max(0, duration - step)), ("for removed", 0)]
        for kind, other in others:
            if other == duration:
                continue
            reason = "less than the step of the evaluation" if abs(other - duration) < step else None
            yield {**place, "kind": kind, "from": rule.get("for", "0s"), "to": f"{other}ms", "equivalent": reason,
                   "fields": {"for": f"{other}ms"}}
        labels = {**rule["labels"], "severity": "other"}
        yield {**place, "kind": "severity", "from": place["level"], "to": "other", "equivalent": None,
               "fields": {"labels": labels}}


def described(mutant):
    level = f" ({mutant['level']})" if mutant["level"] else ""
    squeeze = lambda text: " ".join(str(text).split())
    return f"{mutant['file']} {mutant['name']}{level}: {mutant['kind']}: {squeeze(mutant['from'])} -> {squeeze(mutant['to'])}"


def run(batch, rules, tests, environment):
    """Which mutants of a batch are noticed."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        owners = {}
        for number, mutant in enumerate(batch):
            document = copy.deepcopy(rules[mutant["file"]])
            original = document["groups"][mutant["group"]]["rules"][mutant["index"]]
            is_alert = "alert" in original
            every = [r for g in document["groups"] for r in g["rules"]]
            concerned = list(tests[mutant["file"]].concerning(original, is_alert, every))
            original.update(mutant["fields"])
            if is_alert:
                # Other alerts cost time and cannot tell.
                for group in document["groups"]:
                    group["rules"] = [r for r in group["rules"] if r.get("alert") in (None, original["alert"])]
                document["groups"] = [g for g in document["groups"] if g["rules"]]
            (root / f"{number}.rules.yml").write_text(yaml.dump(document, Dumper=DUMPER, sort_keys=False))
            for part, test in enumerate(concerned):
                path = root / f"{number}.{part}.yml"
                path.write_text(yaml.dump({**test, "rule_files": [f"{number}.rules.yml"]}, Dumper=DUMPER, sort_keys=False))
                owners[path.name] = number
        noticed = set()
        if owners:
            done = subprocess.run(
                ["promtool", "test", "rules", *sorted(owners)], cwd=root, capture_output=True, text=True, env=environment)
            verdicts = re.findall(r"^Unit Testing:\s+(\S+)\n\s+(SUCCESS|FAILED)", done.stdout + done.stderr, re.M)
            seen = dict(verdicts)
            lines = (done.stdout + "\n" + done.stderr)
            for path, number in owners.items():
                if path not in seen:
                    seen[path] = "FAILED" if f"{path}" in lines and "FAILED" in lines else "SUCCESS"
                if seen[path] == "FAILED":
                    noticed.add(number)
        return [number in noticed for number in range(len(batch))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mutator")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--minimum", type=float, default=0.95)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()

    rules, tests = load(options.folder)
    every = list(mutants(rules, tests, options.mutator))
    if options.only:
        every = [m for m in every if options.only in described(m)]
    if options.sample and options.sample < len(every):
        every = random.Random(options.seed).sample(every, options.sample)
    by_hand = {}
    listed = pathlib.Path(__file__).with_name("equivalent-mutants.txt")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line and not line.startswith("#"):
                pattern, _, reason = line.partition("  # ")
                by_hand[re.compile(pattern)] = reason
    equivalent = [m for m in every if m["equivalent"]]
    rest = [m for m in every if not m["equivalent"]]
    listed_ones = [m for m in rest if any(p.search(described(m)) for p in by_hand)]
    counted = [m for m in rest if not any(p.search(described(m)) for p in by_hand)]

    batches = [counted[i:i + PER_RUN] for i in range(0, len(counted), PER_RUN)]
    environment = {**os.environ, "TZ": "UTC"}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda b: run(b, rules, tests, environment), batches))
    verdicts = [(m, noticed) for batch, result in zip(batches, results) for m, noticed in zip(batch, result)]

    table = collections.defaultdict(lambda: [0, 0])
    for mutant, noticed in verdicts:
        table[mutant["kind"]][0] += noticed
        table[mutant["kind"]][1] += 1
    for mutant, noticed in verdicts:
        if not noticed:
            print(f"survives  {described(mutant)}")
    print()
    for kind, (noticed, of) in sorted(table.items()):
        print(f"{kind:28} {noticed:5} of {of:5}  {100 * noticed / of:5.1f}%")
    noticed, of = sum(n for _, n in verdicts), len(verdicts)
    print(f"{'all':28} {noticed:5} of {of:5}  {100 * noticed / max(of, 1):5.1f}%")
    print(f"equivalent by rule {len(equivalent)}, listed by hand {len(listed_ones)}")
    if options.json:
        options.json.write_text(json.dumps([{**m, "noticed": n} for m, n in verdicts], indent=1))
    if len(listed_ones) > 0.01 * max(1, len(rest)):
        sys.exit("more than one in a hundred is listed by hand")
    if of and noticed < options.minimum * of:
        sys.exit(f"fewer than {options.minimum:.0%} are noticed")


main()
