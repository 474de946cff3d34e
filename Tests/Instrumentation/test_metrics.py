from __future__ import annotations

import logging

import pytest
from pharos_instrumentation import api_metrics
from pharos_instrumentation.metrics import at_most, closed, counter, gauge, histogram, info
from pharos_instrumentation.registry import Registry, expose


def exposed(registry: Registry) -> list[str]:
    return expose(registry)[0].decode().splitlines()


class Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def test_values_without_a_place_are_other():
    registry = Registry()
    collected = Collected()
    logging.getLogger("pharos.metrics").addHandler(collected)
    metric = counter("a_total", "A.", registry, {"kind": closed("x", "y"), "user": at_most(3, ["ada"])})
    for user in ["bob", "eve", "mallory", "ada"]:
        metric.labels(kind="z", user=user).inc()
    lines = exposed(registry)
    assert 'a_total{kind="other",user="ada"} 1.0' in lines and 'a_total{kind="other",user="bob"} 1.0' in lines
    assert 'a_total{kind="other",user="other"} 2.0' in lines
    assert 'instrumentation_label_overflows_total{label="user",metric="a_total"} 2.0' in lines
    assert 'instrumentation_label_overflows_total{label="kind",metric="a_total"} 4.0' in lines
    warned = collected.messages
    assert len(warned) == 2 and "label user of a_total has no place for 'eve'" in warned[1]


def test_status_codes_without_a_place_count_as_their_class():
    registry = Registry()
    metric = counter("r_total", "R.", registry, {"status": at_most(6, ["2xx", "4xx", "5xx"])})
    for status in [200, 201, 404, 409, 503, 599, 777, "odd"]:
        metric.labels(status=status).inc()
    lines = exposed(registry)
    assert 'r_total{status="4xx"} 2.0' in lines and 'r_total{status="5xx"} 2.0' in lines
    assert 'r_total{status="other"} 2.0' in lines
    assert not [line for line in lines if line.startswith("instrumentation_") and '"5xx"' in line]


def test_closed_values_beside_an_open_one_begin_with_it():
    registry = Registry()
    metric = counter("m_total", "M.", registry, {"model": at_most(5), "status": closed("success", "error")})
    assert not [line for line in exposed(registry) if line.startswith("m_total{")]
    metric.labels(model="big", status="success").inc()
    assert 'm_total{model="big",status="error"} 0.0' in exposed(registry)


def test_wrong_labels_are_said():
    for labels in [{"state": "x"}, {}, {"status": "completed", "more": "x"}]:
        with pytest.raises(ValueError, match="orders_total has the labels status"):
            api_metrics.orders_total.labels(**labels)


def test_info_is_exposed_by_its_name():
    registry = Registry()
    version = info("build_info", "Build.", registry, {"version": at_most(5)})
    version.info({"version": "1"})
    version.info({"version": "2"})
    lines = exposed(registry)
    assert "# TYPE build_info gauge" in lines and 'build_info{version="2"} 1.0' in lines
    assert not [line for line in lines if "build_info_info" in line or 'version="1"' in line]


def test_without_labels_a_metric_is_the_librarys_own():
    registry = Registry()
    gauge("g", "G.", registry, workers="sum").set(2)
    histogram("h", "H.", registry, buckets=(1, 2)).observe(1.5)
    lines = exposed(registry)
    assert "g 2.0" in lines and 'h_bucket{le="2.0"} 1.0' in lines and 'h_bucket{le="1.0"} 0.0' in lines
