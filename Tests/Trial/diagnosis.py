"""Why something did not happen as expected: the cause, in one sentence."""

import re

KEYWORDS = {
    "sum", "by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "max", "min", "avg", "count", "absent", "bool",
    "offset", "topk", "vector", "time", "abs", "inf", "nan",
}


def metrics_in(expression):
    """Names of metrics: what stands before a brace or a bracket, or alone."""
    without = re.sub(r'"(?:[^"\\]|\\.)*"|\{[^}]*\}', lambda match: "{}" if match[0].startswith("{") else "", expression)
    without = re.sub(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", "", without)
    names = re.findall(r"(?<![\w:.])([a-zA-Z_:][\w:]*)(?!\s*\(|[\w:])", re.sub(r"\[[^\]]*\]", "", without))
    return sorted({name for name in names if name not in KEYWORDS})


def _parts(expression):
    """What `and`, `or` and `unless` join outside of all parentheses."""
    depth, start = 0, 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[({\[]|[)}\]]|\b(?:and|or|unless)\b(?:\s+(?:on|ignoring)\s*\([^)]*\))?', expression):
        depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(match[0], 0)
        if depth == 0 and match[0][0] in "aou":
            yield expression[start:match.start()].strip()
            start = match.end()
    yield expression[start:].strip()


def _compared(trial, expression):
    """Each part of a condition: its threshold, and what it compares."""
    for part in _parts(expression):
        match = re.search(r"\s(==|!=|>=|<=|>|<)\s*(-?[\d.]+(?:e[+-]?\d+)?)$", part)
        inner = part.startswith("(") and part.endswith(")") and not match
        if inner:
            yield from _compared(trial, part[1:-1].strip())
        elif match:
            values = sorted((value for _, value in trial.prometheus.query(part[:match.start()])), reverse=True)[:3]
            yield f"what is compared with {match[1]} {match[2]} is {', '.join(f'{value:.4g}' for value in values) or 'nothing'}"


def of_silence(trial, expected, others):
    rules = [
        each for each in trial.prometheus.rules()
        if each["type"] == "alerting" and each["name"] == expected.alert and each["labels"].get("severity") == expected.severity
        and expected.owner in {*each["labels"].values(), *re.findall(r'"([^"]*)"', each["query"])}]
    if not rules:
        return f"{expected} did not fire: Prometheus has no such rule"
    problem = f"{expected} did not fire within {expected.within:g}s"
    if others:
        differing = [
            f"{name} is {others[0].get(name)!r} instead of {expected.all_labels.get(name)!r}"
            for name in sorted(set(others[0]) | set(expected.all_labels)) if others[0].get(name) != expected.all_labels.get(name)]
        return f"{problem} with its labels: {', '.join(differing)}"
    rule = rules[0]
    if rule["health"] != "ok":
        return f"{problem}: its rule cannot be evaluated: {rule.get('lastError')}"
    missing = [name for name in metrics_in(rule["query"]) if not trial.prometheus.query(f"count({name})")]
    if missing:
        return f"{problem}: its expression asks for {', '.join(missing)}, of which there is no series"
    return f"{problem}: {'; '.join(_compared(trial, rule['query'])) or 'its expression gives nothing'}"


def of_delivery(trial, expected, missing, reached):
    known = [each for each in trial.alertmanager.alerts() if each["labels"] == expected.all_labels]
    problem = f"{expected} fires, and {', '.join(sorted(missing))} got no message; {', '.join(sorted(reached)) or 'nobody'} did"
    if not known:
        return f"{problem}: it did not reach Alertmanager"
    status = known[0]["status"]
    if status["inhibitedBy"] or status["silencedBy"]:
        holding = [each["labels"]["alertname"] for each in trial.alertmanager.alerts() if each["fingerprint"] in status["inhibitedBy"]]
        return f"{problem}: it is inhibited by {', '.join(holding)}"
    routed = sorted({each["name"] for each in known[0]["receivers"]})
    if missing - set(routed):
        return f"{problem}: the route of alertmanager.yml leads to {', '.join(routed)}, and should lead to {', '.join(sorted(expected.receivers))}"
    return f"{problem}: Alertmanager sends to {', '.join(routed)}, and the message did not arrive"


def of_surprise(trial, receiver, alert, state, expected):
    same = [each for each in expected if each.alert == alert]
    told = f"{receiver} was notified of {alert} ({state})"
    if any(each.is_inhibited and each.severity == state for each in same):
        return f"{told}, which another alert should inhibit"
    if same:
        return f"{told}, and only {', '.join(sorted(set().union(*(each.receivers for each in same))))} should be: see the routes of alertmanager.yml"
    return f"{told}, of which no fault is the cause"
