"""CrewAI as it is, with a model of our own."""

from __future__ import annotations

import os
import sys

sys.path.insert(0, os.environ["INSTRUMENTATION"])
os.environ["CREWAI_DISABLE_TELEMETRY"] = os.environ["OTEL_SDK_DISABLED"] = "true"

import pytest
from crewai import Agent, BaseLLM, Crew, Task
from crewai.events import crewai_event_bus
from pharos_instrumentation import api_metrics
from pharos_instrumentation.crews import watch
from pharos_instrumentation.registry import expose

# Once: whoever listens twice counts twice.
watch(api_metrics.agents, api_metrics.crew_agent_tasks_total, api_metrics.crew_agent_task_duration_seconds)


class Model(BaseLLM):
    answers: bool = True

    def call(self, messages, *arguments, **options):
        if not self.answers:
            raise RuntimeError("no model")
        return "Thought: I now can give a great answer\nFinal Answer: done"


class Chief(BaseLLM):
    """Asks somebody else first."""

    asked: bool = False

    def call(self, messages, *arguments, **options):
        if self.asked:
            return "Thought: I now can give a great answer\nFinal Answer: done"
        self.asked = True
        work = '{"task": "write", "context": "all", "coworker": "scribe"}'
        return f"Thought: the scribe knows\nAction: Delegate work to coworker\nAction Input: {work}"


def values() -> dict[str, float]:
    crewai_event_bus.flush()
    lines = expose(api_metrics.SCRAPES["main"])[0].decode().splitlines()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}


def run(answers: bool) -> None:
    agent = Agent(role="writer", goal="write", backstory="writes", llm=Model(model="own", answers=answers), max_retry_limit=0)
    Crew(agents=[agent], tasks=[Task(description="write", expected_output="text", agent=agent)]).kickoff()


def test_tasks_are_counted():
    run(answers=True)
    with pytest.raises(Exception, match="no model"):
        run(answers=False)
    seen = values()
    assert seen['agent_tasks_started_total{agent_type="writer"}'] == 2
    assert seen['agent_tasks_completed_total{agent_type="writer",status="success"}'] == 1
    assert seen['agent_tasks_completed_total{agent_type="writer",status="error"}'] == 1
    assert seen['agent_tasks_in_progress{agent_type="writer"}'] == 0
    assert seen['agent_task_duration_seconds_count{agent_type="writer"}'] == 2
    assert seen['crew_agent_tasks_total{agent_role="writer"}'] == 2


def test_work_that_is_handed_on_is_counted():
    chief = Agent(role="chief", goal="lead", backstory="leads", llm=Chief(model="own"), allow_delegation=True)
    scribe = Agent(role="scribe", goal="write", backstory="writes", llm=Model(model="own"))
    before = values().get('agent_delegations_total{agent_type="chief"}', 0)
    Crew(agents=[chief, scribe], tasks=[Task(description="lead", expected_output="text", agent=chief)]).kickoff()
    assert values()['agent_delegations_total{agent_type="chief"}'] == before + 1
