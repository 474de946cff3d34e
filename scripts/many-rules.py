#!/usr/bin/env python3
"""Usage: scripts/many-rules.py COUNT FOLDER RULE-FILE…

Writes COUNT rules, taken in turn from generated rule files, into `FOLDER/many/` with a hundred a file and into `FOLDER/one.yml`.
Each time around, alerts, records and metrics have other names, so that no two rules are the same.
"""
import re
import sys
from pathlib import Path

count, folder, sources = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
# A rule is a block of lines that begins with a dash under `rules:`.
rules = []
for source in sources:
    text = Path(source).read_text()
    rules += re.findall(r"(?m)^ +- (?:alert|record): .*\n(?:^ {8,}(?!- (?:alert|record):).*\n|^\n)*", text)
if not rules:
    sys.exit("the rule files have no rules")


# Names of metrics before braces or brackets, and names of records.
METRIC = re.compile(r"\b[A-Za-z_][A-Za-z0-9_:]*(?=[{\[])|\b[A-Za-z_][A-Za-z0-9_]*:[A-Za-z0-9_:]+")
ALERT = re.compile(r"^( +- alert: \"?\w*)")
RECORD = re.compile(r"^( +- record: \"?)")
EXPRESSION = re.compile(r"(?ms)^( +)expr: .*?(?=^\1\w|\Z)")


def renamed(number):
    turn = number // len(rules)
    rule = RECORD.sub(rf"\g<1>turn{turn}_", ALERT.sub(rf"\g<1>{turn}", rules[number % len(rules)]))
    return EXPRESSION.sub(lambda expression: METRIC.sub(rf"turn{turn}_\g<0>", expression[0]), rule, count=1)


(folder / "many").mkdir(parents=True)
groups = []
for file in range(-(-count // 100)):
    body = "".join(renamed(number) for number in range(file * 100, min(count, file * 100 + 100)))
    groups.append(f"  - name: group-{file}\n    rules:\n{body}")
    (folder / "many" / f"rules-{file:05}.yml").write_text("groups:\n" + groups[-1])
(folder / "one.yml").write_text("groups:\n" + "".join(groups))
