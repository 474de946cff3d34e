"""The metrics of one scrape, and the answer to it.

One process is the default. Several workers that share a port, as by `uvicorn --workers 4`, need `PROMETHEUS_MULTIPROC_DIR`: an empty folder
of the service's own, in which each keeps its numbers, so that any of them answers for all. Without it each scrape would see one worker, by
chance. Exemplars are not kept there.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from prometheus_client import CollectorRegistry, Counter, multiprocess
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from .asgi import Application, Receive, Scope, Send, answer, header

MULTIPROCESS_FOLDER = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
IS_MULTIPROCESS = MULTIPROCESS_FOLDER is not None

log = logging.getLogger("pharos.metrics")
# The module has no types.
_workers: Any = multiprocess


class Registry:
    """The metrics of one scrape."""

    def __init__(self) -> None:
        self.metrics = CollectorRegistry()
        self._overflows = Counter(
            "instrumentation_label_overflows_total",
            "Label values that were counted as other because their domain had no place for them.",
            ["metric", "label"],
            registry=self.metrics,
        )
        self._reported: set[tuple[str, str]] = set()
        self._lock = Lock()

    def overflow(self, metric: str, label: str, value: str) -> None:
        """A value that its label has no place for: counted each time, logged once."""
        with self._lock:
            is_new = (metric, label) not in self._reported
            self._reported.add((metric, label))
        self._overflows.labels(metric=metric, label=label).inc()
        if is_new:
            log.warning(
                "label %s of %s has no place for %r: counted as other, as will be what follows; declare it, or raise max",
                label, metric, value[:100],
            )


class _Shared(Collector):
    """The metrics of registries as all workers have them together."""

    def __init__(self, registries: tuple[Registry, ...]) -> None:
        self._registries = registries

    def collect(self) -> Iterator[Metric]:
        _forget_dead_workers(Path(MULTIPROCESS_FOLDER or ""))
        names = {metric.name for registry in self._registries for metric in registry.metrics.collect()}
        collector = _workers.MultiProcessCollector(CollectorRegistry(), MULTIPROCESS_FOLDER)
        yield from (metric for metric in collector.collect() if metric.name in names)


class _Own(Collector):
    """The metrics of registries that this process alone has."""

    def __init__(self, registries: tuple[Registry, ...]) -> None:
        self._registries = registries

    def collect(self) -> Iterator[Metric]:
        for registry in self._registries:
            for metric in registry.metrics.collect():
                # A `_created` series beside each counter doubles the series for no use that Prometheus makes of it.
                if metric.type in ("counter", "histogram", "summary"):
                    metric.samples = [sample for sample in metric.samples if not sample.name.endswith("_created")]
                yield metric


def expose(*registries: Registry, accept: str = "") -> tuple[bytes, str]:
    """Body and content type of an answer to a scrape; OpenMetrics, with exemplars, for whoever accepts it."""
    collected = CollectorRegistry()
    collected.register(_Shared(registries) if IS_MULTIPROCESS else _Own(registries))
    encode, content_type = choose_encoder(accept)
    return encode(collected), content_type


def endpoint(*registries: Registry) -> Application:
    """Answers scrapes."""

    async def scrape(scope: Scope, receive: Receive, send: Send) -> None:
        body, content_type = expose(*registries, accept=header(scope, b"accept"))
        await answer(send, 200, body, content_type)

    return scrape


def _forget_dead_workers(folder: Path) -> None:
    """Gauges of a worker that was killed would stay in every sum; what it counted remains."""
    pids = {int(match[1]) for file in folder.glob("gauge_live*.db") if (match := re.search(r"_(\d+)\.db$", file.name))}
    for pid in pids:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            _workers.mark_process_dead(pid, str(folder))
        except PermissionError:
            pass
