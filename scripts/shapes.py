#!/usr/bin/env python3
"""Usage: scripts/shapes.py FOLDER [--files N] [--rules N] [--group N] [--broken SHARE] [--seed N]

Writes N rule files with so many rules each, in groups of so many, in shapes that published rules have and ours need not:
joins, long alternatives, recorded inputs, folded and quoted scalars, long descriptions. Another seed writes other rules, so that speed
cannot be tuned to one set of them. SHARE of the rules is broken; how many that are is printed.
"""
import argparse
import json
import random
from pathlib import Path

WORDS = "api auth batch cache cart disk edge feed gate heap index job kube log mesh node order pod queue ring shard task user volume zone".split()
LABELS = "cluster namespace job instance pod container route method code device mountpoint topic tenant shard".split()
RANGES = "1m 2m 5m 10m 15m 30m 1h 6h 1d 3d".split()


class Rules:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.number = 0

    # MARK: Parts of expressions

    def name(self, suffix=""):
        """No two rules share a metric, as in a repository that grew: what is kept of one text helps with no other."""
        return f"{'_'.join(self.rng.sample(WORDS, self.rng.randint(1, 3)))}_{self.number}{suffix}"

    def matcher(self):
        label, operator = self.rng.choice(LABELS), self.rng.choices(["=", "=~", "!=", "!~"], [60, 25, 10, 5])[0]
        words = self.rng.choices(WORDS, k=self.rng.choice([1, 2, 2, 3, 12]))
        if "~" not in operator:
            return f'{label}{operator}"{words[0]}"'
        pattern = self.rng.choice(["|".join(words), f"{words[0]}.*", f"({'|'.join(words)})-[0-9]+", "5..", ".+"])
        return f'{label}{operator}"{pattern}"'

    def selector(self, suffix="", extra=()):
        count = self.rng.choices(range(6), [35, 25, 18, 12, 6, 4])[0]
        matchers = [*(self.matcher() for _ in range(count)), *extra]
        return self.name(suffix) + (f"{{{', '.join(matchers)}}}" if matchers else "")

    def labels(self):
        return ", ".join(sorted(self.rng.sample(LABELS, self.rng.randint(1, 4))))

    def rate(self, suffix="_total", extra=()):
        function = self.rng.choices(["rate", "increase", "irate"], [75, 20, 5])[0]
        return f"{function}({self.selector(suffix, extra)}[{self.rng.choice(RANGES)}])"

    def total(self, inner, labels=None):
        grouping = self.rng.choices(["by", "without"], [75, 25])[0] if labels is None else "by"
        return f"{self.rng.choice(['sum', 'sum', 'sum', 'max', 'avg', 'count'])} {grouping} ({labels or self.labels()}) ({inner})"

    # MARK: Expressions

    def gauge(self):
        return self.selector(self.rng.choice(["", "_bytes", "_seconds", "_ratio"]))

    def share(self):
        labels = self.labels()
        return f"100 * {self.total(self.rate(), labels)}\n  /\n{self.total(self.rate(), labels)}"

    def quantile(self):
        return f"histogram_quantile({self.rng.choice(['0.5', '0.9', '0.95', '0.99'])}, sum by (le, {self.labels()}) ({self.rate('_bucket')}))"

    def join(self):
        on = self.labels()
        return f"{self.total(self.gauge(), on)}\n* on ({on}) group_left ()\nmax by ({on}) ({self.name('_info')})"

    def over_time(self):
        function = self.rng.choice(["avg_over_time", "max_over_time", "min_over_time", "changes", "delta", "deriv"])
        return f"{function}({self.gauge()}[{self.rng.choice(RANGES)}])"

    def forecast(self):
        return f"predict_linear({self.gauge()}[{self.rng.choice(RANGES)}], {self.rng.choice([4, 24])} * 3600)"

    def subquery(self):
        return f"max_over_time({self.rate()}[1h:5m] offset {self.rng.choice(RANGES)})"

    def recorded(self):
        return f"{self.labels().split(',')[0]}:{self.name()}:rate5m"

    def value(self):
        shapes = [
            (self.gauge, 30), (self.total_rate, 25), (self.share, 12), (self.quantile, 8), (self.join, 8), (self.over_time, 8),
            (self.recorded, 5), (self.forecast, 2), (self.subquery, 2),
        ]
        return self.rng.choices([shape for shape, _ in shapes], [weight for _, weight in shapes])[0]()

    def total_rate(self):
        return self.total(self.rate())

    def condition(self):
        if self.rng.random() < 0.03:
            return f"absent({self.gauge()})"
        text = f"{self.value()} {self.rng.choice(['>', '>', '<', '==', '>=', '!='])} {self.rng.choice([0, 1, 5, 0.05, 1e9, 90])}"
        # Some conditions are long chains of others.
        for _ in range(self.rng.choices([0, 1, 2, 8], [75, 17, 6, 2])[0]):
            text = f"({text})\n{self.rng.choice(['and', 'and', 'unless', 'or'])}\n({self.value()} > {self.rng.randint(0, 99)})"
        return text

    # MARK: Rules

    def description(self):
        label = self.rng.choice(LABELS)
        value = self.rng.choice(["$value", "$value | humanize", 'printf "%.2f" $value', "$value | humanizePercentage"])
        text = f"{{{{ $labels.{label} }}}} of {self.name()} is at {{{{ {value} }}}}."
        if self.rng.random() < 0.1:
            text += "\n\nWhat to do:\n" + "".join(f"- look at {self.name()}, then at {self.name()}\n" for _ in range(12))
        return text

    def rule(self, is_broken):
        self.number += 1
        if self.rng.random() < 0.25:
            rule = {"record": f"{self.labels().split(',')[0]}:{self.name()}:sum", "expr": self.value()}
        else:
            rule = {
                "alert": f"{''.join(word.title() for word in self.rng.sample(WORDS, 3))}{self.number}",
                "expr": self.condition(),
                "for": self.rng.choice(["0m", "1m", "5m", "15m", "1h"]),
                "labels": {"severity": self.rng.choice(["critical", "warning", "info"]), "team": self.rng.choice(WORDS)},
                "annotations": {"summary": f"{self.name()} is wrong on {{{{ $labels.instance }}}}", "description": self.description()},
            }
        if is_broken:
            rule["expr"] = self.rng.choice([
                f"({rule['expr']}", f"ratte({self.gauge()}[5m]) > 0", f"rate({self.name('_total')}[5q]) > 0", f"{self.name()}{{job=}}",
                f"sum by ({self.gauge()}) > 0", f"rate({self.gauge()}) > 0",
            ])
        return rule

    # MARK: YAML

    def scalar(self, text, column):
        """In one of the styles that people and tools write."""
        if text.isidentifier():
            return text
        indent = "\n" + " " * column
        style = self.rng.choice("|>'\"") if "\n" not in text else self.rng.choice("||\"")
        if style in "|>":
            return style + ("" if text.endswith("\n") else "-") + "".join(indent + line if line else "\n" for line in text.rstrip("\n").split("\n"))
        return json.dumps(text) if style == '"' else "'" + text.replace("'", "''") + "'"

    def lines(self, rule):
        bullet = "  - "
        for key, value in rule.items():
            if isinstance(value, dict):
                yield f"    {key}:\n" + "".join(f"      {name}: {self.scalar(text, 8)}\n" for name, text in value.items())
            else:
                yield f"{bullet}{key}: {self.scalar(value, 6) if key == 'expr' else value}\n"
            bullet = "    "


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder", type=Path)
    for option, default in (("--files", 100), ("--rules", 100), ("--group", 10), ("--seed", 1)):
        parser.add_argument(option, type=int, default=default)
    parser.add_argument("--broken", type=float, default=0)
    options = parser.parse_args()
    options.folder.mkdir(parents=True)
    rules, broken = Rules(options.seed), 0
    for file in range(options.files):
        parts = ["groups:\n"]
        for number in range(options.rules):
            if number % options.group == 0:
                parts.append(f"- name: group_{file}_{number // options.group}\n  rules:\n")
            is_broken = rules.rng.random() < options.broken
            broken += is_broken
            parts += rules.lines(rules.rule(is_broken))
        (options.folder / f"rules-{file:05}.yml").write_text("".join(parts), encoding="utf-8")
    print(broken)


if __name__ == "__main__":
    main()
