from __future__ import annotations


def test_requests_have_a_span(service, spans):
    service.get("/items/7", headers={"traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01"})
    [span] = spans()
    assert span.name == "GET /items/{item_id}" and span.attributes["http.route"] == "/items/{item_id}"
    assert span.attributes["http.response.status_code"] == 200 and span.attributes["url.path"] == "/items/7"
    assert format(span.context.trace_id, "032x") == "a" * 32


def test_failures_are_marked(service, spans):
    service.get("/boom")
    [span] = spans()
    assert span.status.status_code.name == "ERROR"


def test_programs_have_none(service, spans):
    for path in ["/metrics", "/metrics/expensive", "/health", "/health/deep"]:
        service.get(path)
    assert spans() == []


def test_exporter_follows_the_environment(monkeypatch):
    import importlib

    from pharos_instrumentation import tracing

    fresh = importlib.reload(tracing)
    assert "grpc" in type(fresh._exporter("collector")).__module__
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
    exporter = fresh._exporter("collector")
    assert "http" in type(exporter).__module__ and exporter._endpoint == "http://collector:4318/v1/traces"
