"""Several workers behind one port, by uvicorn."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest

HERE = os.path.dirname(__file__)


def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def base(tmp_path) -> Iterator[str]:
    at = port()
    environment = {
        **os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "OTEL_SDK_DISABLED": "true",
        "PYTHONPATH": os.pathsep.join([os.environ["INSTRUMENTATION"], HERE]),
    }  # fmt: skip
    command = [sys.executable, "-m", "uvicorn", "shop:app", "--port", str(at), "--workers", "2"]
    log = (tmp_path / "log").open("w")
    with subprocess.Popen(command, env=environment, cwd=HERE, stdout=log, stderr=log) as server:
        for _ in range(100):
            try:
                get(f"http://127.0.0.1:{at}/items/0")
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{at}"
        server.send_signal(signal.SIGTERM)


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def value(text: str, series: str) -> float:
    [line] = [line for line in text.splitlines() if line.startswith(series + " ")]
    return float(line.split()[-1])


def test_any_worker_answers_for_all(base, tmp_path):
    for i in range(100):
        get(f"{base}/items/{i}")
    # A request is counted right after its answer.
    time.sleep(0.3)
    scrapes = [get(f"{base}/metrics") for _ in range(8)]
    series = 'http_requests_total{endpoint="/items/{item_id}",method="GET",status="200"}'
    assert {value(text, series) for text in scrapes} == {101.0}
    workers = {match[1] for name in os.listdir(tmp_path) if (match := re.search(r"counter_(\d+)\.db", name))}
    assert len(workers) == 2
    assert value(scrapes[0], "http_requests_in_progress") == 0
    text = "".join(scrapes)
    assert "_created" not in text and 'pid="' not in text
    # Each scrape has its own metrics, though all workers' files have all of them.
    assert "feature_adoption_ratio" not in text and "http_requests_total" not in get(f"{base}/metrics/expensive")
