from __future__ import annotations

import prometheus_client.openmetrics.parser as openmetrics
import prometheus_client.parser as text

ACCEPTED = {"Accept": "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2"}


def test_format_is_negotiated(service):
    plain = service.get("/metrics")
    assert plain.headers["content-type"].startswith("text/plain; version=0.0.4") and "# EOF" not in plain.text
    assert list(text.text_string_to_metric_families(plain.text))
    rich = service.get("/metrics", headers=ACCEPTED)
    assert rich.headers["content-type"].startswith("application/openmetrics-text; version=")
    assert list(openmetrics.text_string_to_metric_families(rich.text))
    assert "_created" not in plain.text + rich.text


def test_exemplars_lead_to_traces(service, spans):
    service.get("/items/1")
    trace = format(spans()[-1].context.trace_id, "032x")
    families = openmetrics.text_string_to_metric_families(service.get("/metrics", headers=ACCEPTED).text)
    samples = [sample for family in families for sample in family.samples if sample.exemplar]
    assert {sample.name for sample in samples} >= {"http_requests_total", "http_request_duration_seconds_bucket"}
    assert trace in {sample.exemplar.labels["trace_id"] for sample in samples}


def test_closed_domains_start_at_zero(service):
    lines = service.get("/metrics").text.splitlines()
    assert 'auth_failed_attempts_total{reason="wrong_password"} 0.0' in lines
    assert 'orders_total{status="failed"} 0.0' in lines
    # A share that nobody has worked out is not zero.
    assert not any(line.startswith("feature_adoption_ratio{") for line in service.get("/metrics/expensive").text.splitlines())
