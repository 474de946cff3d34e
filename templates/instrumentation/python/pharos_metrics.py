"""Metrics whose labels cannot explode.

Each metric is declared with the domain of each of its labels: a list of values, how many different ones there may be, or this number and
the values among them that always have a place. Whatever is outside its domain is counted as "other", so that no request, however odd, can
make a new series without end. Where the classes of status codes are in the domain, a code that is not counts as its class: a first 500 after
many other codes is "5xx", which whatever looks for server errors finds.
"""

import os
from threading import Lock

# A `_created` series beside each counter doubles the series for no use that Prometheus makes of it. Read at the import below.
os.environ.setdefault("PROMETHEUS_DISABLE_CREATED_SERIES", "true")

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, Summary

OTHER = "other"


class _Domain:
    """The values that a label may take."""

    def __init__(self, domain):
        self._closed = isinstance(domain, list)
        self._limit, reserved = (None, domain) if self._closed else domain if isinstance(domain, tuple) else (domain, [])
        self._values = set(reserved)
        self._lock = Lock()

    def bound(self, value):
        value = str(value)
        if value in self._values:
            return value
        if self._closed:
            return self._rest(value)
        with self._lock:
            # The last place is kept for "other" itself.
            if value in self._values or len(self._values) < self._limit - 1:
                self._values.add(value)
                return value
        return self._rest(value)

    def _rest(self, value):
        status_class = value[:1] + "xx"
        return status_class if len(value) == 3 and value.isdigit() and status_class in self._values else OTHER


class _Bounded:
    """A metric of the client library whose labels are held to their domains."""

    def __init__(self, metric, domains):
        self._metric = metric
        self._domains = domains

    def labels(self, **values):
        return self._metric.labels(**{name: self._domains[name].bound(value) for name, value in values.items()})

    def __getattr__(self, name):
        return getattr(self._metric, name)


def _declare(kind, name, help, labels, registry, **options):
    domains = {label: _Domain(domain) for label, domain in labels.items()}
    metric = kind(name, help, list(labels), registry=registry, **options)
    return _Bounded(metric, domains) if labels else metric


def counter(name, help, labels, registry):
    return _declare(Counter, name, help, labels, registry)


def gauge(name, help, labels, registry):
    return _declare(Gauge, name, help, labels, registry)


def histogram(name, help, labels, registry, buckets):
    return _declare(Histogram, name, help, labels, registry, buckets=buckets)


def summary(name, help, labels, registry):
    return _declare(Summary, name, help, labels, registry)


def info(name, help, labels, registry):
    return _declare(Info, name, help, labels, registry)


def registry():
    """A place for the metrics of one scrape."""
    return CollectorRegistry()


def expose(registry):
    """Body and content type of an answer to a scrape."""
    return prometheus_client.generate_latest(registry), prometheus_client.CONTENT_TYPE_LATEST
