"""Counts the tasks of agents.

    with api_metrics.agents.task("researcher") as task:
        with task.tool("search"):
            ...
        task.step()

A task that raises has failed; one that raises `TimeoutError` timed out, and one that is cancelled was called off.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import Counter, Gauge, Histogram

from .metrics import Labelled


class Agents:
    """The metrics of agents, by the rest of their names."""

    def __init__(
        self,
        tasks_started_total: Labelled[Counter],
        tasks_completed_total: Labelled[Counter],
        task_duration_seconds: Labelled[Histogram],
        tasks_in_progress: Labelled[Gauge],
        task_steps: Labelled[Histogram],
        tool_calls_total: Labelled[Counter],
        tool_call_duration_seconds: Labelled[Histogram],
        delegations_total: Labelled[Counter],
    ) -> None:
        self.tasks_started = tasks_started_total
        self.tasks_completed = tasks_completed_total
        self.task_duration = task_duration_seconds
        self.tasks_in_progress = tasks_in_progress
        self.task_steps = task_steps
        self.tool_calls = tool_calls_total
        self.tool_call_duration = tool_call_duration_seconds
        self.delegations = delegations_total

    @contextmanager
    def task(self, agent_type: str) -> Iterator[Task]:
        task = Task(self, agent_type)
        try:
            yield task
        except BaseException as error:
            task.end(_outcome(error))
            raise
        task.end("success")

    def called(self, tool: str, status: str, seconds: float) -> None:
        """A call of a tool that is over, with the status success or error."""
        self.tool_calls.labels(tool=tool, status=status).inc()
        self.tool_call_duration.labels(tool=tool).observe(seconds)


class Task:
    """A task from when it is made until its end."""

    def __init__(self, agents: Agents, agent_type: str) -> None:
        self._agents = agents
        self._agent_type = agent_type
        self._start = perf_counter()
        self._steps = 0
        agents.tasks_started.labels(agent_type=agent_type).inc()
        agents.tasks_in_progress.labels(agent_type=agent_type).inc()

    def step(self) -> None:
        """A round of thinking and acting."""
        self._steps += 1

    def delegate(self) -> None:
        """The task, or a part of it, goes to another agent."""
        self._agents.delegations.labels(agent_type=self._agent_type).inc()

    @contextmanager
    def tool(self, name: str) -> Iterator[None]:
        start = perf_counter()
        try:
            yield
        except BaseException:
            self._agents.called(name, "error", perf_counter() - start)
            raise
        self._agents.called(name, "success", perf_counter() - start)

    def end(self, status: str) -> float:
        """The outcome is success, error, timeout or cancelled; gives the seconds that the task took."""
        seconds = perf_counter() - self._start
        self._agents.tasks_in_progress.labels(agent_type=self._agent_type).dec()
        self._agents.tasks_completed.labels(agent_type=self._agent_type, status=status).inc()
        self._agents.task_duration.labels(agent_type=self._agent_type).observe(seconds)
        if self._steps:
            self._agents.task_steps.labels(agent_type=self._agent_type).observe(self._steps)
        return seconds


def _outcome(error: BaseException) -> str:
    if isinstance(error, (TimeoutError, asyncio.TimeoutError)):
        return "timeout"
    return "cancelled" if isinstance(error, asyncio.CancelledError) else "error"
