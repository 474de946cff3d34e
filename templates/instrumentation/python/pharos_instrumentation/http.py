"""ASGI middleware that counts, times and names requests, and answers those of programs.

Requests are counted by the route's template. What scrapes and health checks ask for is not counted, not traced and not given an id: it comes
whether or not there are users, and is answered well while nothing else is. A request is over with the last byte of its answer. One that fails
on the way, after a 200 was promised, counts as a 500; one that the client gave up counts as a 499, as at nginx.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from time import perf_counter
from typing import Any, Protocol

from prometheus_client import Counter, Gauge, Histogram

from .asgi import Application, Message, Receive, Scope, Send, path_of
from .context import exemplar, request_id
from .metrics import OTHER, Labelled
from .registry import IS_MULTIPROCESS
from .routes import Templates

# What a request may bring along from the proxy before it; anything else could forge lines of logs.
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
# Series that are looked up once; more than any declared domains have.
_MOST_SERIES = 5_000

Observe = Callable[[float, int, "dict[str, str] | None"], None]


class Trace(Protocol):
    """Makes a span of a request where nothing else has."""

    def __call__(self, scope: Scope) -> AbstractContextManager[Callable[[str, int], None]]: ...


class HTTPMetrics:
    """The metrics of requests, those that the service has."""

    def __init__(
        self,
        requests: Counter | Labelled[Counter] | None = None,
        duration: Histogram | Labelled[Histogram] | None = None,
        in_progress: Gauge | Labelled[Gauge] | None = None,
        size: Histogram | Labelled[Histogram] | None = None,
    ) -> None:
        self._requests = requests
        self._duration = duration
        self._in_progress = in_progress
        self._size = size
        self._known: dict[tuple[str, str, int], Observe] = {}
        self.running = 0
        self._counts_itself = isinstance(in_progress, Gauge) and not IS_MULTIPROCESS
        if self._counts_itself and in_progress is not None and not isinstance(in_progress, Labelled):
            # Read at a scrape, so that a request costs an addition.
            in_progress.set_function(lambda: self.running)

    def change(self, method: str, by: int) -> None:
        """Counts a request from its beginning, by 1, to its end, by -1."""
        self.running += by
        if not self._counts_itself:
            gauge: Gauge | None = _series(self._in_progress, method, OTHER, OTHER)
            if gauge is not None:
                gauge.inc(by)

    def end(self, method: str, endpoint: str, status: int) -> Observe:
        """What counts a request that is over."""
        key = (method, endpoint, status)
        observe = self._known.get(key)
        if observe is None:
            observe = self._observer(method, endpoint, str(status))
            if len(self._known) < _MOST_SERIES:
                self._known[key] = observe
        return observe

    def _observer(self, method: str, endpoint: str, status: str) -> Observe:
        requests = _series(self._requests, method, endpoint, status)
        duration = _series(self._duration, method, endpoint, status)
        size = _series(self._size, method, endpoint, status)

        def observe(seconds: float, sent: int, link: dict[str, str] | None) -> None:
            if requests is not None:
                requests.inc(1, link)
            if duration is not None:
                duration.observe(seconds, link)
            if size is not None:
                size.observe(sent)

        return observe


def _series(metric: Any, method: str, endpoint: str, status: str) -> Any:
    """The series of a request in a metric, by the labels that it has; another label has one value for all."""
    if not isinstance(metric, Labelled):
        return metric
    known = {"method": method, "endpoint": endpoint, "status": status}
    return metric.labels(**{name: known.get(name, OTHER) for name in metric.names})


class Middleware:
    def __init__(
        self,
        app: Application,
        metrics: HTTPMetrics,
        answers: Mapping[str, Application],
        uncounted: Collection[str] = (),
        trace: Trace | None = None,
    ) -> None:
        """`answers` are endpoints of this package by path, `uncounted` further paths that programs ask for."""
        self._app = app
        self._metrics = metrics
        self._answers = dict(answers)
        self._uncounted = frozenset(uncounted)
        self._trace = trace
        self._templates = Templates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = path_of(scope)
        if path in self._answers:
            await self._answers[path](scope, receive, send)
        elif path in self._uncounted:
            await self._app(scope, receive, send)
        elif self._trace is None:
            await self._measure(scope, receive, send)
        else:
            with self._trace(scope) as finish:
                await self._measure(scope, receive, send, finish)

    async def _measure(
        self, scope: Scope, receive: Receive, send: Send, finish: Callable[[str, int], None] | None = None
    ) -> None:
        start = perf_counter()
        root: str = scope.get("root_path", "")
        name = _request_id(scope)
        status = size = 0
        end = 0.0
        is_gone = False

        async def observe(message: Message) -> None:
            nonlocal status, size, end, is_gone
            kind = message["type"]
            if kind == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", name)]
            elif kind == "http.response.body":
                size += len(message.get("body", b""))
            try:
                await send(message)
            except OSError:
                is_gone = True
                raise
            if kind == "http.response.pathsend" or kind == "http.response.body" and not message.get("more_body", False):
                end = perf_counter()

        method: str = scope["method"]
        token = request_id.set(name.decode())
        self._metrics.change(method, 1)
        try:
            await self._app(scope, receive, observe)
        except asyncio.CancelledError:
            status = status if end else 499
            raise
        except BaseException:
            if not end:
                status = 499 if is_gone else 500
            raise
        finally:
            self._metrics.change(method, -1)
            endpoint = self._templates.of(scope, root)
            link = None if IS_MULTIPROCESS else exemplar()
            self._metrics.end(method, endpoint, status or 500)((end or perf_counter()) - start, size, link)
            if finish is not None:
                finish(endpoint, status or 500)
            request_id.reset(token)


def _request_id(scope: Scope) -> bytes:
    """The id that came with the request, or a new one."""
    for key, value in scope["headers"]:
        if key == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return bytes(value)
    return b"%016x" % random.getrandbits(64)
