"""Which metrics a pack says there are, read from its folder, for the versions of the spec."""

import yaml

from world import REPOSITORY

# Series that a metric of a kind has besides, or instead of, its name.
PARTS = {"histogram": ["_bucket", "_sum", "_count"], "summary": ["_sum", "_count"], "counter": ["_total"], "info": ["_info"]}


def version(text):
    return [int(part) for part in str(text).lstrip("v").split("-")[0].split("+")[0].split(".") if part.isdigit()]


def is_within(release, since, until):
    """Whether a version has what came and went with these; None has all that is still there."""
    if release is None:
        return not until
    return not (since and version(release) < version(since)) and not (until and version(release) >= version(until))


class Label:
    def __init__(self, name, facts):
        self.name = name
        self.since = facts.get("since")
        # None where they are not closed.
        self.values = {str(each) for each in facts["values"]} if "values" in facts else None

    def is_there_in(self, release):
        return is_within(release, self.since, None)


class Metric:
    def __init__(self, name, facts):
        self.name = name
        self.kind = facts.get("type", "unknown")
        self.since = facts.get("since")
        self.until = facts.get("until")
        self.is_optional = facts.get("optional", False)
        self.note = facts.get("note", "")
        self.labels = [Label(name, each) for name, each in facts.get("labels", {}).items()]
        # Of a histogram's buckets, or a summary's quantiles.
        self.bounds = {float(each) for each in facts.get("buckets") or facts.get("quantiles") or []}
        # Recorded by rules and exposed by nobody.
        self.is_recorded = ":" in name

    def is_there_in(self, release):
        return is_within(release, self.since, self.until)

    @property
    def series(self):
        return {self.name, *(self.name + part for part in PARTS.get(self.kind, []))}


def path_of(pack):
    return REPOSITORY / "templates/packs" / pack / "pack.yml"


def facts_of(pack):
    return yaml.safe_load(path_of(pack).read_text())


def metrics_of(pack):
    return [Metric(name, each) for name, each in facts_of(pack)["metrics"].items()]
