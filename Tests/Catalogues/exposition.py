"""A page of metrics in Prometheus' text format, as Prometheus stores it.

https://github.com/prometheus/docs/blob/main/docs/instrumenting/exposition_formats.md
"""

import re
import urllib.request
from dataclasses import dataclass, field

SERIES = re.compile(r"([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s")
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
PARTS = {"histogram": ("_bucket", "_sum", "_count"), "summary": ("_sum", "_count")}
# These count as bounds, not as labels.
BOUNDS = {"histogram": "le", "summary": "quantile"}
# Without `honor_labels` Prometheus renames labels that its targets have already.
OF_TARGETS = ("job", "instance")


@dataclass
class Family:
    kind: str
    series: list = field(default_factory=list)
    bounds: set = field(default_factory=set)

    def add(self, labels):
        bound = labels.pop(BOUNDS.get(self.kind), None)
        if bound not in (None, "+Inf"):
            self.bounds.add(float(bound))
        self.series.append({f"exported_{name}" if name in OF_TARGETS else name: value for name, value in labels.items()})

    @property
    def labels(self):
        return {name for each in self.series for name in each}

    def values(self, label):
        """Without the empty one: to Prometheus such a label is none."""
        return {each[label] for each in self.series if each.get(label)}


def fetch(address):
    request = urllib.request.Request(address, headers={"Accept": "text/plain;version=0.0.4"})
    return urllib.request.urlopen(request, timeout=20).read().decode()


def families(pages):
    """Families by name, those without a series left out."""
    found = {}
    for page in pages:
        for line in page.splitlines():
            if line.startswith("# TYPE "):
                _, _, name, kind = line.split()
                found.setdefault(name, Family("unknown" if kind == "untyped" else kind))
            elif line and not line.startswith("#"):
                name, labels = SERIES.match(line).groups()
                found.setdefault(_family(name, found), Family("unknown")).add(dict(LABEL.findall(labels or "")))
    return {name: family for name, family in found.items() if family.series}


def _family(name, found):
    for kind, parts in PARTS.items():
        for part in parts:
            whole = name.removesuffix(part)
            if whole != name and whole in found and found[whole].kind == kind:
                return whole
    return name
