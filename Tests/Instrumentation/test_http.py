from __future__ import annotations

import shop


def requests(endpoint: str, status: int, method: str = "GET") -> str:
    return f'http_requests_total{{endpoint="{endpoint}",method="{method}",status="{status}"}}'


def test_routes_are_counted_by_template(service):
    for path, template in [
        ("/items/7", "/items/{item_id}"),
        ("/api/v1/orders/7", "/api/v1/orders/{order_id}"),
        ("/tenants/acme/deep/1", "/tenants/{tenant}/deep/{x}"),
        ("/tenants/acme/v1/orders/7", "/tenants/{tenant}/v1/orders/{order_id}"),
        ("/files/shop.py", "/files"),
        ("/old/pages/1", "/old/pages/{page}"),
        ("/openapi.json", "/openapi.json"),
    ]:
        assert service.rise(requests(template, 200), lambda: service.get(path)) == 1, path
    for path in ["/nowhere", "/tenants/acme/nowhere"]:
        assert service.rise(requests("unmatched", 404), lambda: service.get(path)) == 1, path
    assert service.rise(requests("/items/{item_id}", 405, "POST"), lambda: service.ask("POST", "/items/7")) == 1


def test_a_prefix_of_the_proxy_is_no_part_of_a_template(service):
    assert service.rise(requests("/items/{item_id}", 200), lambda: service.get("/proxied/items/7", app=shop.serve)) == 1
    assert service.get("/proxied/metrics", app=shop.serve).status_code == 200


def test_programs_are_no_traffic(service):
    before = total(service)
    for path in ["/metrics", "/metrics/expensive", "/health", "/health/deep"]:
        answer = service.get(path)
        assert answer.status_code == 200 and "x-request-id" not in answer.headers, path
    assert total(service) == before
    service.get("/items/1")
    assert total(service) == before + 1


def total(service) -> float:
    lines = service.get("/metrics").text.splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith("http_requests_total{"))


def test_what_fails_midway_is_a_failure(service):
    assert service.rise(requests("/stream", 500), lambda: service.get("/stream?fails=true")) == 1
    assert service.rise(requests("/stream", 200), lambda: service.get("/stream")) == 1
    assert service.rise(requests("/boom", 500), lambda: service.get("/boom")) == 1
    # What comes after the answer is none of the client's concern.
    assert service.rise(requests("/late", 200), lambda: service.get("/late")) == 1
    assert service.value("http_requests_in_progress") == 0


def test_size_and_duration(service):
    assert service.rise("http_response_size_bytes_sum", lambda: service.get("/stream")) == 8
    series = 'http_request_duration_seconds_count{endpoint="/stream"}'
    assert service.rise(series, lambda: service.get("/stream")) == 1


def test_request_ids(service):
    assert service.get("/items/1", headers={"X-Request-ID": "from-the-proxy-1"}).headers["x-request-id"] == "from-the-proxy-1"
    for forged in ["short", "x" * 65, 'evil"quoted', "with blank"]:
        assert service.get("/items/1", headers={"X-Request-ID": forged}).headers["x-request-id"] != forged


def test_health(service):
    body = service.get("/health").json()
    assert body["status"] == "healthy" and body["checks"] == {"database": True}
    shop.broken.add("database")
    try:
        answer = service.get("/health")
        assert answer.status_code == 503 and answer.json()["status"] == "unhealthy"
        deep = service.get("/health/deep")
        assert deep.status_code == 200
        assert deep.json() == {"status": "degraded", "checks": {"database": False}, "version": "1.2.3"}
    finally:
        shop.broken.clear()
