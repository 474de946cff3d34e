"""Mistakes in generated files. The trial has to fail for each of them, and to name the cause: `slip_test.py` holds it to that."""

from dataclasses import dataclass

from processes import Failure


@dataclass(frozen=True)
class Slip:
    file: str
    text: str
    instead: str
    # The fault that shows it, and what the trial's message has to say.
    fault: str
    says: str


SLIPS = {
    "threshold": Slip(
        "prometheus/rules/service-api-http.yml", "> 1\n", "> 100\n", "requests take long", "HighResponseTime (warning) of api did not fire"),
    "route": Slip(
        "alertmanager/alertmanager.yml", "receiver: pagerduty", "receiver: slack", "Redis is stopped", "the route of alertmanager.yml leads to slack"),
    "inhibition": Slip(
        "alertmanager/alertmanager.yml", "alertname=~\"ServiceDown|ServiceAbsent\"", "alertname=~\"ServiceAbsent\"", "the application is stopped",
        "HealthCheckFailing"),
    "metric": Slip(
        "prometheus/rules/component-cache-redis.yml", "redis_up{", "redis_upp{", "Redis is stopped", "redis_upp, of which there is no series"),
}


def make(name, stack):
    slip = SLIPS[name]
    path = stack / slip.file
    before = path.read_text()
    after = before.replace(slip.text, slip.instead)
    if after == before:
        raise Failure(f"{slip.file} does not have {slip.text!r}")
    path.write_text(after)
