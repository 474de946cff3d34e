"""`metrics.md` leads OpenTelemetry to the same names, types, labels and buckets as the generated code has."""

from __future__ import annotations

import inspect
import os
import re
from typing import Any

import pytest
from conftest import FOLDER
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.view import ExplicitBucketHistogramAggregation, View
from pharos_instrumentation import api_metrics
from pharos_instrumentation.registry import expose
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families


def shape(page: str) -> dict[str, tuple[str, frozenset[str], tuple[str, ...]]]:
    """Of each metric its type, labels and bounds."""
    shapes = {}
    for family in text_string_to_metric_families(page):
        labels = {name for sample in family.samples for name in sample.labels} - {"le"}
        bounds = {sample.labels["le"]: None for sample in family.samples if "le" in sample.labels}
        shapes[family.name] = (family.type, frozenset(labels), tuple(sorted(map(float, bounds))))
    return shapes


def rows(text: str, path: str) -> list[tuple[str, str, str, dict[str, str]]]:
    """Kind, name and unit of each instrument, and attributes that it may have."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) != 7 or cells[3] != f"`{path}`" or not cells[5]:
            continue
        attributes = {}
        for label in filter(None, cells[2].split("; ")):
            name, domain = label.split(": ", 1)
            attributes[name.strip("`")] = "any" if domain.startswith("at most") else domain.split(", ")[0].replace("\\", "")
        kind, name = cells[5].split(" ")
        found.append((kind, name.strip("`"), cells[6].strip("`"), attributes))
    return found


def views(text: str) -> list[View]:
    lines = re.findall(r"instrument_name: (\S+) }\n.*boundaries: \[(.*?)\]", text)
    return [
        View(instrument_name=name, aggregation=ExplicitBucketHistogramAggregation([float(bound) for bound in bounds.split(", ")]))
        for name, bounds in lines
    ]


@pytest.mark.parametrize(("scrape", "path"), [("main", "/metrics"), ("expensive", "/metrics/expensive")])
def test_instruments_have_the_declared_names(monkeypatch, scrape, path):
    with open(os.path.join(FOLDER, "..", "metrics.md"), encoding="utf-8") as file:
        text = file.read()
    registry = CollectorRegistry()
    monkeypatch.setattr(REGISTRY, "register", registry.register)
    options: dict[str, Any] = {"disable_target_info": True}
    if "scope_info_enabled" in inspect.signature(PrometheusMetricReader).parameters:
        options["scope_info_enabled"] = False
    provider = MeterProvider(
        metric_readers=[PrometheusMetricReader(**options)], views=views(text), shutdown_on_exit=False
    )
    meter = provider.get_meter("shop")
    table = rows(text, path)
    assert table
    for kind, name, unit, attributes in table:
        if kind == "Histogram":
            meter.create_histogram(name, unit).record(1, attributes)
        elif kind == "Counter":
            meter.create_counter(name, unit).add(1, attributes)
        else:
            # Older ones have no gauge that is set.
            meter.create_up_down_counter(name, unit).add(1, attributes)
    given = shape(generate_latest(registry).decode())
    declared = shape(expose(api_metrics.SCRAPES[scrape])[0].decode())
    assert len(given) == len(table)
    for name, (kind, labels, bounds) in given.items():
        assert name in declared and kind == declared[name][0], name
        # Labels without a closed domain have no series yet.
        assert (kind, labels, bounds) == declared[name] or not any(declared[name][1:]), name
