"""Turns what browsers send into metrics.

The browser's word is not to be trusted. A report comes from a page of the same origin, is small, and names pages that are declared: what
matches none counts as "other", so that made-up names take no real one's place. Values are finite and bounded by what is possible. Beyond
a rate, reports are refused. Whatever comes is answered with 204 or with 4xx.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Collection, Mapping, Sequence
from math import isfinite
from urllib.parse import urlsplit

from prometheus_client import Counter, Histogram

from .asgi import Application, Receive, Scope, Send, answer, header
from .metrics import OTHER, Labelled

MOST_BYTES = 8_192
MOST_SAMPLES = 20
REPORTS_A_SECOND = 100.0
# What times and the score of layout shift reach at most; a page that took longer was asleep.
_MOST_MILLISECONDS = 600_000.0
_MOST_SHIFT = 100.0


class Metrics:
    """What is counted for each page."""

    def __init__(
        self, loads: Labelled[Counter], errors: Labelled[Counter], values: Mapping[str, tuple[Labelled[Histogram], float]]
    ) -> None:
        """`values` has the histogram of each kind of value, with the factor that makes its unit of the browser's."""
        self.loads = loads
        self.errors = errors
        self.values = dict(values)


class Pages:
    """Known pages: names as they are, and templates such as `/shop/{product}`, which also take a page by its path."""

    def __init__(self, declared: Sequence[str]) -> None:
        self._patterns = [(name, re.compile(self._pattern(name))) for name in declared]

    @staticmethod
    def _pattern(name: str) -> str:
        return "".join(
            "[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^{}/]*\})", name) if part
        )

    def name(self, page: str) -> str:
        for name, pattern in self._patterns:
            if page == name or pattern.fullmatch(page):
                return name
        return OTHER


class Receiver:
    def __init__(self, metrics: Metrics, pages: Sequence[str], rate: float = REPORTS_A_SECOND) -> None:
        self._metrics = metrics
        self._pages = Pages(pages)
        self._rate = rate
        self._allowance = rate
        self._last = time.monotonic()

    def is_too_fast(self) -> bool:
        """Takes one report from an allowance that fills up at the rate."""
        now = time.monotonic()
        self._allowance = min(self._rate, self._allowance + (now - self._last) * self._rate)
        self._last = now
        if self._allowance < 1:
            return True
        self._allowance -= 1
        return False

    def receive(self, body: bytes) -> int:
        """Counts one report, a sample or a list of them; gives the status to answer with. All of it counts, or nothing."""
        try:
            report = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        samples = report if isinstance(report, list) else [report]
        if len(samples) > MOST_SAMPLES:
            return 413
        if not all(self._is_valid(sample) for sample in samples):
            return 400
        for sample in samples:
            self._count(sample["type"], self._pages.name(sample["page"]), sample.get("value"))
        return 204

    def _is_valid(self, sample: object) -> bool:
        if not isinstance(sample, dict) or not isinstance(sample.get("page"), str) or len(sample["page"]) > 200:
            return False
        kind, value = sample.get("type"), sample.get("value")
        if kind in ("load", "error"):
            return True
        if not isinstance(kind, str) or kind not in self._metrics.values:
            return False
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        most = _MOST_SHIFT if kind == "CLS" else _MOST_MILLISECONDS
        # An integer may be too large to be made a number of.
        return 0 <= value <= most and isfinite(value)

    def _count(self, kind: str, page: str, value: float | None) -> None:
        if kind == "load":
            self._metrics.loads.labels(page=page).inc()
        elif kind == "error":
            self._metrics.errors.labels(page=page).inc()
        elif value is not None:
            histogram, factor = self._metrics.values[kind]
            histogram.labels(page=page).observe(value * factor)


def endpoint(receiver: Receiver, origins: Collection[str] = ()) -> Application:
    """Answers reports of the service's own pages, and of further origins such as `https://shop.example`."""

    async def report(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, await _status(scope, receive, receiver, origins))

    return report


async def _status(scope: Scope, receive: Receive, receiver: Receiver, origins: Collection[str]) -> int:
    if scope["method"] != "POST":
        return 405
    if not _is_own(scope, origins):
        return 403
    if receiver.is_too_fast():
        return 429
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return 400
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return 413
        if not message.get("more_body", False):
            return receiver.receive(body)


def _is_own(scope: Scope, origins: Collection[str]) -> bool:
    """Browsers say where a POST comes from; a page of another site must not report for this one."""
    origin = header(scope, b"origin")
    if origin in origins:
        return True
    try:
        return bool(origin) and urlsplit(origin).netloc == header(scope, b"host")
    except ValueError:
        return False
