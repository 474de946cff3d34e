"""Writes every PromQL expression of a stack's dashboards as a rule file for `promtool check rules`.

Usage: dashboard_rules.py STACK > rules.yml
"""

import json
import pathlib
import re
import sys

stack = pathlib.Path(sys.argv[1])
rules = []
for file in sorted(stack.glob("grafana/dashboards/*.json")):
    for panel in json.loads(file.read_text())["panels"]:
        for target in panel.get("targets", []):
            if target["datasource"]["type"] == "prometheus":
                rules.append(re.sub(r"\$__(rate_interval|interval|range)", "5m", target["expr"]))
print(json.dumps({"groups": [{"name": "dashboards", "rules": [{"record": f"panel:{i}", "expr": e} for i, e in enumerate(rules)]}]}))
