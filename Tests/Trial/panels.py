"""Every query of every panel of every dashboard, asked as Grafana would."""

import json
import re
import time
from dataclasses import dataclass

from engine import QueryError

RANGE = 900
# What Grafana puts in: https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
BUILT_IN = {"__rate_interval": "1m", "__interval": "15s", "__interval_ms": "15000", "__range": f"{RANGE}s", "__range_s": str(RANGE)}


@dataclass
class Answer:
    dashboard: str
    row: str
    panel: str
    queries: list
    # Of each query: how many series came back, or what was wrong.
    series: list
    errors: list

    @property
    def name(self):
        return f"{self.dashboard}/{self.row}/{self.panel}"

    @property
    def is_empty(self):
        """A panel of several queries shows something as soon as one of them does."""
        return not self.errors and not any(self.series)


def filled_in(expression, variables):
    def value(match):
        name = match[1] or match[2]
        return BUILT_IN.get(name) or variables.get(name, ".*")

    return re.sub(r"\$(?:\{(\w+)(?::\w+)?\}|(\w+))", value, expression)


def panels_of(dashboard):
    row = ""
    for panel in dashboard["panels"]:
        if panel["type"] == "row":
            row = panel["title"]
            for inner in panel.get("panels", []):
                yield row, inner
        else:
            yield row, panel


def ask(prometheus, folder):
    end = time.time()
    for file in sorted(folder.glob("*.json")):
        dashboard = json.loads(file.read_text())
        # A variable with a fixed list stands for all of it; a custom one that is a number stands for its current value.
        variables = {
            each["name"]: _chosen(each) for each in dashboard.get("templating", {}).get("list", []) if each["type"] != "datasource"}
        for row, panel in panels_of(dashboard):
            queries = [each["expr"] for each in panel.get("targets", []) if each.get("expr")]
            if not queries:
                continue
            answer = Answer(file.stem, row, panel["title"], queries, [], [])
            for query in queries:
                try:
                    series = prometheus.query_range(filled_in(query, variables), end - RANGE, end, 15)
                    answer.series.append(sum(any(value != "NaN" for _, value in each["values"]) for each in series))
                except QueryError as error:
                    answer.errors.append(f"{error}: {query}")
            yield answer


def _chosen(variable):
    value = variable.get("current", {}).get("value")
    if variable.get("multi") or variable.get("includeAll"):
        return ".*"
    return value if isinstance(value, str) and value else ".*"
