"""Step 1: all that is watched is there, and says what it is said to say."""

import re
import subprocess
import urllib.request
from pathlib import Path

import yaml

import catalogue
from processes import Failure, wait_until

REASONS = yaml.safe_load((Path(__file__).parent / "reasons.yml").read_text())


def targets(trial):
    """Every target is up."""
    def all_up():
        found = trial.prometheus.targets()
        return found if found and all(each["health"] == "up" for each in found) else None

    try:
        return f"{len(wait_until(all_up, 40, 'every target is up'))} targets up"
    except Failure:
        down = [f"{each['scrapePool']} {each['labels']['instance']}: {each['lastError']}" for each in trial.prometheus.targets() if each["health"] != "up"]
        raise Failure(f"targets that are not up: {'; '.join(down)}") from None


def rules(trial):
    """Every rule is evaluated without an error."""
    def all_evaluated():
        found = trial.prometheus.groups()
        return found if all(each["lastEvaluation"] > "0002" for each in found) else None

    groups = wait_until(all_evaluated, 30, "every group of rules is evaluated")
    ill = [f"{rule['name']}: {rule.get('lastError')}" for group in groups for rule in group["rules"] if rule["health"] not in ("ok", "unknown")]
    if ill:
        raise Failure(f"rules that fail: {'; '.join(ill)}")
    return f"{sum(len(group['rules']) for group in groups)} rules in {len(groups)} groups healthy"


def records(trial):
    """Every recorded series has data, or a reason."""
    reasons, empty, count = REASONS["records"], [], 0
    for group in trial.prometheus.groups():
        for rule in group["rules"]:
            if rule["type"] != "recording":
                continue
            count += 1
            if not trial.prometheus.query(rule["query"]):
                empty.append((rule["name"], group["name"]))
    unexplained = [f"{name} of {group}" for name, group in empty if name not in reasons]
    if unexplained:
        raise Failure(f"recorded series without data: {'; '.join(unexplained)}; its expression asks for: {_asked(trial, unexplained)}")
    return f"{count} recorded series, {len(empty)} without data for a stated reason"


def _asked(trial, unexplained):
    from diagnosis import metrics_in

    name = unexplained[0].split()[0]
    query = next(rule["query"] for rule in trial.prometheus.rules() if rule["name"] == name)
    return ", ".join(
        f"{metric} ({'has series' if trial.prometheus.query(f'count({metric})') else 'no series'})" for metric in metrics_in(query))


def declared(trial):
    """The application exposes what its spec declares, and nothing else; `pharos metrics check` finds nothing."""
    service = yaml.safe_load(trial.world.spec.read_text())["services"]["api"]
    names = {metric.name for pack in [*service["packs"], "service"] for metric in catalogue.metrics_of(pack) if not metric.is_recorded}
    names |= set(service["metrics"])
    exposed, files = set(), []
    for name, scrape in service["scrapes"].items():
        address = f"http://{trial.world.address('app')}{scrape['path']}"
        page = urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": "text/plain"}), timeout=10).read()
        exposed |= set(re.findall(r"^# TYPE (\S+)", page.decode(), re.M))
        files.append(trial.world.folder / f"{name}.prom")
        files[-1].write_bytes(page)
    done = subprocess.run(
        [trial.world.pharos, "metrics", "check", "--spec", trial.world.spec, "--service", "api", "--fail-on", "warning", *files],
        capture_output=True, text=True)
    if done.returncode:
        found = [line for line in done.stdout.splitlines() if re.search(": (error|warning): ", line)]
        raise Failure(f"pharos metrics check: {'; '.join(found[:5])}{done.stderr}")
    missing = {name for name in names if not {name, name.removesuffix("_total")} & exposed}
    undeclared = {name for name in exposed if not {name, f"{name}_total"} & names and name not in REASONS["exposed"]}
    if missing or undeclared:
        raise Failure(f"declared and not exposed: {sorted(missing)}; exposed and not declared: {sorted(undeclared)}")
    return f"{len(names)} declared metrics exposed, none besides"


EXPORTERS = {
    "node": 'component="node"', "postgres": 'component="db"', "redis": 'component="cache"', "nginx": 'component="edge"',
    "prometheus": 'component="prometheus"', "alertmanager": 'component="alertmanager"', "blackbox": 'component="blackbox"',
}


def exporters(trial):
    """Exporters expose what their packs say, by the version that runs."""
    versions = yaml.safe_load(trial.world.spec.read_text())["versions"]
    reasons, wrong, count = REASONS["exporters"], [], 0
    for pack, selector in EXPORTERS.items():
        names = trial.prometheus.names(f"{{{selector}}}")
        if pack == "blackbox":
            names |= trial.prometheus.names('{job="probe"}')
        for metric in catalogue.metrics_of(pack):
            count += 1
            is_there, is_said = bool(metric.series & names), metric.is_there_in(versions[pack])
            if is_there == is_said or (metric.is_optional and not is_there) or metric.name in reasons:
                continue
            wrong.append(f"{metric.name} of {pack} {versions[pack]} is {'there' if is_there else 'not there'}: since {metric.since}")
    if wrong:
        raise Failure("; ".join(wrong))
    return f"{count} metrics of {len(EXPORTERS)} exporters there by their versions"


def dashboards(trial):
    """Every query runs, every panel has data or a reason."""
    import panels

    answers = list(panels.ask(trial.prometheus, trial.world.stack / "grafana/dashboards"))
    errors = [error for each in answers for error in each.errors]
    if errors:
        raise Failure(f"queries of panels that fail: {'; '.join(errors)}")
    empty = [each for each in answers if each.is_empty]
    unexplained = [each for each in empty if each.name not in REASONS["panels"]]
    if unexplained:
        raise Failure("panels without data: " + "; ".join(f"{each.name} ({' '.join(each.queries[0].split())})" for each in unexplained))
    return f"{sum(len(each.queries) for each in answers)} queries of {len(answers)} panels run, {len(empty)} panels empty for a stated reason"
