from __future__ import annotations

import io
import json
import logging
import sys

import pytest
from pharos_instrumentation import logs


@pytest.fixture
def lines(monkeypatch):
    output = io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    logs.configure("api", "test")
    logs.configure("api", "test")
    return lambda: [json.loads(line) for line in output.getvalue().splitlines()]


def test_fields(lines):
    try:
        raise ValueError("no")
    except ValueError:
        logging.getLogger("shop").exception("failed %s", "once", extra={"order": 7})
    [entry] = lines()
    assert entry["level"] == "ERROR" and entry["message"] == "failed once" and entry["order"] == 7
    assert entry["service"] == "api" and entry["environment"] == "test" and entry["timestamp"].endswith("+00:00")
    assert "ValueError: no" in entry["exception"] and "request_id" not in entry


def test_requests_and_spans_are_named(lines, service):
    service.get("/items/7", headers={"X-Request-ID": "request-0001"})
    [entry] = [entry for entry in lines() if entry["logger"] == "shop"]
    assert entry["request_id"] == "request-0001" and len(entry["trace_id"]) == 32 and len(entry["span_id"]) == 16


@pytest.mark.parametrize("name", ["uvicorn.error", "uvicorn.access", "fastapi", "gunicorn.error"])
def test_loggers_of_servers_write_the_same(name, capsys):
    logger = logging.getLogger(name)
    logger.addHandler(logging.StreamHandler())
    logger.propagate = False
    logs.configure("api", "test")
    logger.warning("hello")
    output = capsys.readouterr()
    assert json.loads(output.out)["logger"] == name and output.err == ""


def test_secrets_are_hidden(lines):
    log = logging.getLogger("shop")
    log.warning("login password=hunter2 at postgres://app:hunter2@db/shop, Bearer hunter2.x.y and token: 'hunter2'")
    log.warning("plain", extra={"password": "hunter2", "headers": {"Authorization": "hunter2", "accept": "*"}, "items": ["api_key=hunter2"]})
    try:
        raise RuntimeError("secret=hunter2")
    except RuntimeError:
        log.exception("no")
    entries = lines()
    assert "hunter2" not in json.dumps(entries)
    assert entries[0]["message"].count("<redacted>") == 4 and "postgres://app:<redacted>@db/shop" in entries[0]["message"]
    assert entries[1]["headers"]["accept"] == "*"


def test_what_is_no_secret_stays(lines):
    logging.getLogger("shop").warning("used 7 tokens in 3 passes", extra={"max_tokens": 7, "tokens": 9, "compass": "north"})
    [entry] = lines()
    assert entry["message"] == "used 7 tokens in 3 passes"
    assert entry["max_tokens"] == 7 and entry["tokens"] == 9 and entry["compass"] == "north"
