"""The clients of OpenAI and Anthropic as they are, answered by a transport of our own."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import json

import anthropic
import httpx
import openai
import pytest
from pharos_instrumentation import api_metrics

CHAT = {
    "id": "c", "object": "chat.completion", "created": 1, "model": "gpt-4o-2024",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "hi"}}],
    "usage": {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15, "prompt_tokens_details": {"cached_tokens": 4}},
}  # fmt: skip
CHUNKS = [
    {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [{"index": 0, "delta": {"role": "assistant"}}]},
    {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [{"index": 0, "delta": {"content": "h"}}]},
    {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]},
    {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 2, "total_tokens": 9}},
]  # fmt: skip
MESSAGE = {
    "id": "m", "type": "message", "role": "assistant", "model": "claude", "content": [{"type": "text", "text": "hi"}],
    "stop_reason": "max_tokens", "stop_sequence": None,
    "usage": {"input_tokens": 10, "output_tokens": 5, "cache_read_input_tokens": 20, "cache_creation_input_tokens": 1},
}  # fmt: skip


def transport(status: int, body: object, library=httpx):
    def answer(request):
        if isinstance(body, list):
            lines = "".join(f"data: {json.dumps(part)}\n\n" for part in body) + "data: [DONE]\n\n"
            return library.Response(status, content=lines, headers={"Content-Type": "text/event-stream"})
        return library.Response(status, json=body)

    return library.MockTransport(answer)


def gpt(status: int = 200, body: object = CHAT) -> openai.OpenAI:
    client = openai.OpenAI(api_key="k", max_retries=0, http_client=httpx.Client(transport=transport(status, body)))
    return api_metrics.models.openai(client)


ASK = {"messages": [{"role": "user", "content": "hello"}]}


def rises(service, model: str, act) -> dict[str, float]:
    series = {
        "success": f'model_requests_total{{model="{model}",status="success"}}',
        "error": f'model_requests_total{{model="{model}",status="error"}}',
        "input": f'model_tokens_total{{direction="input",model="{model}"}}',
        "output": f'model_tokens_total{{direction="output",model="{model}"}}',
        "cached": f'model_cached_tokens_total{{model="{model}"}}',
        "limited": f'model_rate_limited_total{{model="{model}"}}',
        "stop": f'model_finish_reasons_total{{model="{model}",reason="stop"}}',
        "length": f'model_finish_reasons_total{{model="{model}",reason="length"}}',
        "first": f'model_time_to_first_token_seconds_count{{model="{model}"}}',
    }
    before = {name: service.value(text) for name, text in series.items()}
    act()
    assert service.value(f'model_requests_in_progress{{model="{model}"}}') == 0
    return {name: rise for name, text in series.items() if (rise := service.value(text) - before[name])}


def test_an_answer_of_openai(service):
    rise = rises(service, "gpt-4o", lambda: gpt().chat.completions.create(model="gpt-4o", **ASK))
    assert rise == {"success": 1, "input": 12, "output": 3, "cached": 4, "stop": 1}


def test_a_stream_of_openai(service):
    def read():
        with gpt(body=CHUNKS).chat.completions.create(model="gpt-s", stream=True, **ASK) as stream:
            assert [part.choices[0].delta.content for part in stream if part.choices] == [None, "h", None]

    assert rises(service, "gpt-s", read) == {"success": 1, "input": 7, "output": 2, "length": 1, "first": 1}


def test_a_refused_call(service):
    def call():
        with pytest.raises(openai.RateLimitError):
            gpt(429, {"error": {"message": "slow down"}}).chat.completions.create(model="gpt-r", **ASK)

    assert rises(service, "gpt-r", call) == {"error": 1, "limited": 1}


def test_an_asynchronous_client(service):
    async def call():
        http = httpx.AsyncClient(transport=transport(200, CHAT))
        client = api_metrics.models.openai(openai.AsyncOpenAI(api_key="k", http_client=http))
        answer = await client.chat.completions.create(model="gpt-a", **ASK)
        assert answer.choices[0].message.content == "hi"

    assert rises(service, "gpt-a", lambda: asyncio.run(call()))["success"] == 1


def test_an_answer_of_anthropic(service):
    # Newer releases bring another library for HTTP.
    library = importlib.import_module("httpx2" if importlib.util.find_spec("httpx2") else "httpx")
    client = anthropic.Anthropic(api_key="k", http_client=library.Client(transport=transport(200, MESSAGE, library)))
    client = api_metrics.models.anthropic(client)
    rise = rises(service, "claude", lambda: client.messages.create(model="claude", max_tokens=5, **ASK))
    assert rise == {"success": 1, "input": 31, "output": 5, "cached": 20, "length": 1}


def test_agents(service):
    series = 'agent_tasks_completed_total{agent_type="writer",status="%s"}'

    def work(error=None):
        with api_metrics.agents.task("writer") as task, task.tool("search"):
            task.step()
            if error:
                raise error

    assert service.rise(series % "success", work) == 1
    for error, status in [(ValueError(), "error"), (TimeoutError(), "timeout"), (asyncio.CancelledError(), "cancelled")]:
        def fail():
            with pytest.raises(type(error)):
                work(error)

        assert service.rise(series % status, fail) == 1
    assert service.value('agent_tasks_in_progress{agent_type="writer"}') == 0
    assert service.value('agent_tool_calls_total{status="error",tool="search"}') == 3
