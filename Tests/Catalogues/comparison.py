"""One catalogue held against what is exposed."""

from dataclasses import dataclass, field

# The text format has no such types and calls them gauges.
WRITTEN_AS = {"info": "gauge", "stateset": "gauge"}


@dataclass
class Comparison:
    held: int = 0
    # What differs, by the metric and what of it: `NAME`, `NAME type`, `NAME{label}`.
    differences: dict = field(default_factory=dict)
    uncatalogued: set = field(default_factory=set)


def compare(metrics, release, exposed):
    """`release` is None for software whose catalogue has no versions."""
    said = Comparison(uncatalogued=set(exposed) - {metric.name for metric in metrics})
    for metric in metrics:
        family = exposed.get(metric.name)
        if not metric.is_there_in(release):
            if family:
                said.differences[metric.name] = f"is exposed, which since: {metric.since} and until: {metric.until} deny"
        elif family:
            said.held += 1
            said.differences |= _differences(metric, release, family)
        elif not metric.is_optional:
            said.differences[metric.name] = "is not exposed"
    return said


def _differences(metric, release, family):
    found = {}
    kind = WRITTEN_AS.get(metric.kind, metric.kind)
    if family.kind != kind:
        found[f"{metric.name} type"] = f"is a {family.kind}, not a {metric.kind}"
    expected = {label.name: label for label in metric.labels if label.is_there_in(release)}
    for name in sorted(family.labels - set(expected)):
        found[f"{metric.name}{{{name}}}"] = f"has the label {name}, which the catalogue does not name for this version"
    for name, label in expected.items():
        if name not in family.labels:
            found[f"{metric.name}{{{name}}}"] = f"has no label {name}"
        elif label.values and not (shown := family.values(name)) <= label.values:
            found[f"{metric.name}{{{name}}}"] = f"has {', '.join(sorted(shown - label.values))} as {name}, beyond its values"
    if metric.bounds and family.bounds and metric.bounds != family.bounds:
        found[f"{metric.name} bounds"] = f"has other bounds: {', '.join(f'{each:g}' for each in sorted(family.bounds))}"
    return found
