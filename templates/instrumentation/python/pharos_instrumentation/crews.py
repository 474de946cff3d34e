"""Counts what the agents of CrewAI do, by the events that it emits.

    from pharos_instrumentation.crews import watch

    watch(api_metrics.agents)

The role of an agent is its type. Agents need not be subclassed: their fields are checked by pydantic and take no counters.
"""

from __future__ import annotations

from datetime import datetime
from threading import Lock
from typing import Any

from crewai.events import (
    AgentExecutionCompletedEvent,
    AgentExecutionErrorEvent,
    AgentExecutionStartedEvent,
    BaseEventListener,
    ToolUsageErrorEvent,
    ToolUsageFinishedEvent,
)
from crewai.events.event_bus import CrewAIEventsBus
from prometheus_client import Counter, Histogram

from .agents import Agents
from .metrics import Labelled

# Tools with which an agent of a crew hands work to another, as CrewAI counts its own delegations: crewai/tools/tool_usage.py of 1.15.
_DELEGATIONS = {"delegate_work_to_coworker", "ask_question_to_coworker"}


def watch(
    agents: Agents, tasks: Labelled[Counter] | None = None, durations: Labelled[Histogram] | None = None
) -> Crews:
    """Begins to listen. `tasks` and `durations` are metrics of the project's own by `agent_role`, where it has them."""
    return Crews(agents, tasks, durations)


class Crews(BaseEventListener):
    def __init__(self, agents: Agents, tasks: Labelled[Counter] | None, durations: Labelled[Histogram] | None) -> None:
        self._agents = agents
        self._tasks = tasks
        self._durations = durations
        # Handlers run on several threads, so that the end of a task may come before its beginning.
        self._other: dict[tuple[int, int], datetime] = {}
        self._lock = Lock()
        super().__init__()

    def setup_listeners(self, crewai_event_bus: CrewAIEventsBus) -> None:
        crewai_event_bus.register_handler(AgentExecutionStartedEvent, self._started)
        crewai_event_bus.register_handler(AgentExecutionCompletedEvent, self._completed)
        crewai_event_bus.register_handler(AgentExecutionErrorEvent, self._failed)
        crewai_event_bus.register_handler(ToolUsageFinishedEvent, self._called)
        crewai_event_bus.register_handler(ToolUsageErrorEvent, self._broke)

    def _started(self, source: Any, event: Any) -> None:
        self._agents.tasks_started.labels(agent_type=event.agent.role).inc()
        self._agents.tasks_in_progress.labels(agent_type=event.agent.role).inc()
        self._measure(event)

    def _completed(self, source: Any, event: Any) -> None:
        self._end(event, "success")

    def _failed(self, source: Any, event: Any) -> None:
        self._end(event, "error")

    def _end(self, event: Any, status: str) -> None:
        self._agents.tasks_in_progress.labels(agent_type=event.agent.role).dec()
        self._agents.tasks_completed.labels(agent_type=event.agent.role, status=status).inc()
        if self._tasks is not None:
            self._tasks.labels(agent_role=event.agent.role).inc()
        self._measure(event)

    def _measure(self, event: Any) -> None:
        """Of beginning and end of a task, the one that comes second knows how long it took."""
        with self._lock:
            key = id(event.agent), id(event.task)
            other = self._other.pop(key, None)
            if other is None:
                self._other[key] = event.timestamp
                return
        seconds = abs((event.timestamp - other).total_seconds())
        self._agents.task_duration.labels(agent_type=event.agent.role).observe(seconds)
        if self._durations is not None:
            self._durations.labels(agent_role=event.agent.role).observe(seconds)

    def _called(self, source: Any, event: Any) -> None:
        if event.tool_name.lower().replace(" ", "_") in _DELEGATIONS:
            self._agents.delegations.labels(agent_type=event.agent_role).inc()
        status = "error" if getattr(event, "failure", None) else "success"
        self._agents.called(event.tool_name, status, (event.finished_at - event.started_at).total_seconds())

    def _broke(self, source: Any, event: Any) -> None:
        self._agents.tool_calls.labels(tool=event.tool_name, status="error").inc()
