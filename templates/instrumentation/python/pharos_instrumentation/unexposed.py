"""What stands in for metrics, or labels of them, that a service does not expose."""

from __future__ import annotations

from typing import Any


class _Unexposed:
    """Takes whatever a metric takes, and keeps nothing of it."""

    def labels(self, **values: object) -> _Unexposed:
        return self

    def inc(self, amount: float = 1) -> None:
        pass

    def dec(self, amount: float = 1) -> None:
        pass

    def observe(self, amount: float) -> None:
        pass


class _Without:
    """A metric that lacks labels which are said of it all the same."""

    def __init__(self, metric: Any, labels: tuple[str, ...]) -> None:
        self._metric = metric
        self._labels = labels

    def labels(self, **values: object) -> Any:
        known = {label: value for label, value in values.items() if label not in self._labels}
        return self._metric.labels(**known) if known else self._metric


METRIC: Any = _Unexposed()


def without(metric: Any, *labels: str) -> Any:
    return _Without(metric, labels)
