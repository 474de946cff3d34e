from __future__ import annotations

import json
import random

import pytest
from pharos_instrumentation import api_metrics, rum

OWN = {"Origin": "http://shop.example"}


def post(service, body, headers=OWN, **options):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return service.ask("POST", "/rum", content=content, headers=headers, **options).status_code


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff\xfe", b"not json", b"NaN", b"[[]]", b"5", b"[" * 5000, b'{"type":"LCP","page":"/","value":NaN}',
        b'{"type":"LCP","page":"/","value":Infinity}', b'{"type":"LCP","page":"/","value":1' + b"0" * 4000 + b"}",
        {"type": "LCP", "page": "/", "value": True}, {"type": "LCP", "page": "/", "value": -1},
        {"type": "LCP", "page": "/", "value": 1e9}, {"type": "CLS", "page": "/", "value": 500_000},
        {"type": "LCP", "page": 5, "value": 1}, {"type": ["LCP"], "page": "/", "value": 1}, {"type": "LCP", "page": "/"},
        {"type": "ANY", "page": "/", "value": 1}, {"type": "load", "page": "/" + "x" * 300},
    ],
)  # fmt: skip
def test_bad_reports_are_refused(service, body):
    assert post(service, body) == 400


def test_any_bytes_are_answered(service):
    noise = random.Random(1)
    receiver = rum.Receiver(metrics(), ["/"])
    for _ in range(2000):
        assert receiver.receive(noise.randbytes(noise.randrange(200))) in (204, 400)


def metrics() -> rum.Metrics:
    return rum.Metrics(api_metrics.page_loads_total, api_metrics.javascript_errors_total, {})


def test_reports_are_counted(service):
    series = 'web_vitals_lcp_seconds_sum{page="/checkout"}'
    assert service.rise(series, lambda: post(service, {"type": "LCP", "page": "/checkout", "value": 1500})) == 1.5
    series = 'page_load_duration_seconds_count{page="/"}'
    samples = [{"type": "DCL", "page": "/", "value": 900}, {"type": "LOAD", "page": "/", "value": 1200}]
    assert service.rise(series, lambda: post(service, samples)) == 1
    series = 'page_loads_total{page="/shop/{product}"}'
    assert service.rise(series, lambda: post(service, {"type": "load", "page": "/shop/boots"})) == 1


def test_one_bad_sample_takes_the_report_with_it(service):
    samples = [{"type": "load", "page": "/"}, {"type": "LCP", "page": "/"}]
    assert service.rise('page_loads_total{page="/"}', lambda: post(service, samples)) == 0


def test_made_up_names_take_no_place(service):
    for i in range(30):
        assert post(service, {"type": "load", "page": f"/junk{i}"}) == 204
    series = 'page_loads_total{page="/checkout"}'
    assert service.rise(series, lambda: post(service, {"type": "load", "page": "/checkout"})) == 1
    assert service.value('page_loads_total{page="other"}') >= 30
    assert "junk" not in service.get("/metrics").text


def test_other_sites_may_not_report(service):
    load = {"type": "load", "page": "/"}
    for headers in [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://[bad"}]:
        assert post(service, load, headers) == 403
    assert service.get("/rum", headers=OWN).status_code == 405


def test_limits(service, monkeypatch):
    assert post(service, [{"type": "load", "page": "/"}] * 21) == 413
    assert post(service, b"[" + b" " * 9000 + b"]") == 413
    receiver = rum.Receiver(metrics(), [], rate=3)
    assert [receiver.is_too_fast() for _ in range(4)] == [False, False, False, True]
