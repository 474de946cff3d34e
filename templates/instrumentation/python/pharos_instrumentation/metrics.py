"""Metrics whose labels cannot explode.

Each metric is declared with the domain of each of its labels: `closed` has every value, `at_most` how many different ones there may be, and
those among them that always have a place. A value without a place is counted as "other", so that no request, however odd, makes series
without end. Where the classes of status codes are in the domain, a code that is not counts as its class: a first 500 after many other
codes is "5xx", which whatever looks for server errors finds. What a counter or a histogram may count in closed domains is there from the
start, as zero: the rise from nothing to one would be no rise to Prometheus.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar, overload

from prometheus_client import Counter, Gauge, Histogram, Summary
from prometheus_client.metrics import MetricWrapperBase

from .registry import IS_MULTIPROCESS, Registry

OTHER = "other"

Kind = TypeVar("Kind", bound=MetricWrapperBase)


class Domain:
    """The values that a label may take."""

    def __init__(self, values: Sequence[str], limit: int | None) -> None:
        self.declared = tuple(values)
        self.is_closed = limit is None
        self._limit = limit or 0
        self._values = set(values)
        self._lock = Lock()

    def place(self, value: str) -> str:
        """The value itself, or what it counts as."""
        if value in self._values:
            return value
        if not self.is_closed:
            with self._lock:
                # The last place is kept for "other" itself.
                if value in self._values or len(self._values) < self._limit - 1:
                    self._values.add(value)
                    return value
        status_class = value[:1] + "xx"
        return status_class if len(value) == 3 and value.isdigit() and status_class in self._values else OTHER


def closed(*values: str) -> Domain:
    return Domain(values, None)


def at_most(limit: int, keep: Sequence[str] = ()) -> Domain:
    return Domain(keep, limit)


class Labelled(Generic[Kind]):
    """A metric of the client library whose labels are held to their domains."""

    def __init__(self, metric: Kind, name: str, domains: Mapping[str, Domain], registry: Registry, starts_at_zero: bool):
        self.names = tuple(domains)
        self._metric = metric
        self._name = name
        self._domains = dict(domains)
        self._registry = registry
        self._closed = {label: domain.declared for label, domain in domains.items() if domain.is_closed}
        self._open = [label for label in domains if label not in self._closed]
        self._started: set[tuple[str, ...]] = set()
        self._starts_at_zero = starts_at_zero and bool(self._closed)
        if not self._open:
            self._start({})

    def labels(self, **values: object) -> Kind:
        """The series of these values; every label of the metric has one."""
        if values.keys() != self._domains.keys():
            raise ValueError(f"{self._name} has the labels {', '.join(self.names)}; got {', '.join(values) or 'none'}")
        held = {label: self._held(label, str(value)) for label, value in values.items()}
        self._start(held)
        return self._metric.labels(**held)

    def remove(self, **values: object) -> None:
        """Takes away one series, such as that of a worker that is gone."""
        self._metric.remove(*(self._domains[label].place(str(values[label])) for label in self.names))

    def _held(self, label: str, value: str) -> str:
        place = self._domains[label].place(value)
        if place == OTHER and value != OTHER:
            self._registry.overflow(self._name, label, value)
        return place

    def _start(self, held: Mapping[str, str]) -> None:
        """Zeros for all values of closed domains beside values of open ones that are met for the first time."""
        if not self._starts_at_zero:
            return
        met = tuple(held[label] for label in self._open)
        if met in self._started:
            return
        self._started.add(met)
        known = dict(zip(self._open, met))
        for values in itertools.product(*self._closed.values()):
            self._metric.labels(**known, **dict(zip(self._closed, values)))


class Info:
    """A fact in labels, such as a version. A gauge that is always 1: the text format has nothing else, and workers can share it."""

    def __init__(self, gauge: Gauge, name: str, domains: Mapping[str, Domain], registry: Registry) -> None:
        self.names = tuple(domains)
        self._gauge: Gauge | Labelled[Gauge] = gauge
        if domains:
            self._gauge = Labelled(gauge, name, domains, registry, starts_at_zero=False)
        self._current: dict[str, str] | None = None

    def info(self, values: Mapping[str, str]) -> None:
        """Says it; what was said before no longer holds."""
        current, self._current = self._current, dict(values)
        if not isinstance(self._gauge, Labelled):
            self._gauge.set(1)
            return
        if current not in (None, self._current) and not IS_MULTIPROCESS:
            self._gauge.remove(**(current or {}))
        self._gauge.labels(**values).set(1)


@overload
def counter(name: str, help: str, registry: Registry) -> Counter: ...
@overload
def counter(name: str, help: str, registry: Registry, labels: Mapping[str, Domain]) -> Labelled[Counter]: ...
def counter(
    name: str, help: str, registry: Registry, labels: Mapping[str, Domain] | None = None
) -> Counter | Labelled[Counter]:
    return _declare(Counter(name, help, tuple(labels or ()), registry=registry.metrics), name, labels, registry)


@overload
def gauge(name: str, help: str, registry: Registry, *, workers: str = "latest") -> Gauge: ...
@overload
def gauge(
    name: str, help: str, registry: Registry, labels: Mapping[str, Domain], workers: str = "latest"
) -> Labelled[Gauge]: ...
def gauge(
    name: str, help: str, registry: Registry, labels: Mapping[str, Domain] | None = None, workers: str = "latest"
) -> Gauge | Labelled[Gauge]:
    """`workers` says what several processes have together: their sum, the highest, the lowest, or what was set last."""
    metric = Gauge(name, help, tuple(labels or ()), registry=registry.metrics, **_mode(workers))
    return _declare(metric, name, labels, registry, starts_at_zero=False)


@overload
def histogram(name: str, help: str, registry: Registry, *, buckets: Sequence[float]) -> Histogram: ...
@overload
def histogram(
    name: str, help: str, registry: Registry, labels: Mapping[str, Domain], buckets: Sequence[float]
) -> Labelled[Histogram]: ...
def histogram(
    name: str, help: str, registry: Registry, labels: Mapping[str, Domain] | None = None, buckets: Sequence[float] = ()
) -> Histogram | Labelled[Histogram]:
    metric = Histogram(name, help, tuple(labels or ()), registry=registry.metrics, buckets=buckets)
    return _declare(metric, name, labels, registry)


@overload
def summary(name: str, help: str, registry: Registry) -> Summary: ...
@overload
def summary(name: str, help: str, registry: Registry, labels: Mapping[str, Domain]) -> Labelled[Summary]: ...
def summary(
    name: str, help: str, registry: Registry, labels: Mapping[str, Domain] | None = None
) -> Summary | Labelled[Summary]:
    return _declare(Summary(name, help, tuple(labels or ()), registry=registry.metrics), name, labels, registry)


def info(name: str, help: str, registry: Registry, labels: Mapping[str, Domain]) -> Info:
    return Info(Gauge(name, help, tuple(labels), registry=registry.metrics, **_mode("max")), name, labels, registry)


def _declare(
    metric: Kind, name: str, labels: Mapping[str, Domain] | None, registry: Registry, starts_at_zero: bool = True
) -> Kind | Labelled[Kind]:
    return Labelled(metric, name, labels, registry, starts_at_zero) if labels else metric


def _mode(workers: str) -> dict[str, Any]:
    """Of one process nothing is combined, and a client library before 0.18 does not know every mode."""
    modes = {"sum": "livesum", "max": "livemax", "min": "livemin", "latest": "livemostrecent"}
    return {"multiprocess_mode": modes[workers]} if IS_MULTIPROCESS else {}
