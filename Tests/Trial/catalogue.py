"""Which metrics a pack says there are, read from its folder, for the versions of the spec."""

import yaml

from world import REPOSITORY

# Series that a metric of a kind has besides, or instead of, its name.
PARTS = {"histogram": ["_bucket", "_sum", "_count"], "summary": ["_sum", "_count"], "counter": ["_total"], "info": ["_info"]}


def version(text):
    return [int(part) for part in str(text).lstrip("v").split("-")[0].split("+")[0].split(".") if part.isdigit()]


class Metric:
    def __init__(self, name, facts):
        self.name = name
        self.kind = facts.get("type", "unknown")
        self.since = facts.get("since")
        self.until = facts.get("until")
        self.is_optional = facts.get("optional", False)
        self.note = facts.get("note", "")
        # Recorded by rules and exposed by nobody.
        self.is_recorded = ":" in name

    def is_there_in(self, release):
        return not (self.since and version(release) < version(self.since)) and not (self.until and version(release) >= version(self.until))

    @property
    def series(self):
        return {self.name, *(self.name + part for part in PARTS.get(self.kind, []))}


def metrics_of(pack):
    facts = yaml.safe_load((REPOSITORY / "templates/packs" / pack / "pack.yml").read_text())
    return [Metric(name, each) for name, each in facts["metrics"].items()]
