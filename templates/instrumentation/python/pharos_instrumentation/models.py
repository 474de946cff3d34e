"""Counts calls of models, by wrapping the client that makes them.

    client = api_metrics.models.openai(OpenAI())
    client = api_metrics.models.anthropic(Anthropic())

Asynchronous clients are wrapped alike. Counted are `chat.completions` and `responses` of OpenAI and `messages` of Anthropic, called by
`create` or `parse`, streams included; the model's name is the one that was asked for. A stream is over when it is read to its end or
closed. The clients retry by themselves, so that a rate limit counts where it is what remains.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from time import perf_counter
from typing import Any, TypeVar

from prometheus_client import Counter, Gauge, Histogram

from .metrics import Labelled

Client = TypeVar("Client")

# Why an answer ended, in the words of OpenAI's chat completions, which the metric has.
_REASONS = {
    "end_turn": "stop", "stop_sequence": "stop", "completed": "stop", "max_tokens": "length", "max_output_tokens": "length",
    "tool_use": "tool_calls", "function_call": "tool_calls", "refusal": "content_filter",
}  # fmt: skip


class Models:
    """The metrics of models, by the rest of their names."""

    def __init__(
        self,
        requests_total: Labelled[Counter],
        inference_duration_seconds: Labelled[Histogram],
        time_to_first_token_seconds: Labelled[Histogram],
        requests_in_progress: Labelled[Gauge],
        tokens_total: Labelled[Counter],
        cached_tokens_total: Labelled[Counter],
        rate_limited_total: Labelled[Counter],
        finish_reasons_total: Labelled[Counter],
    ) -> None:
        self.requests = requests_total
        self.duration = inference_duration_seconds
        self.first_token = time_to_first_token_seconds
        self.in_progress = requests_in_progress
        self.tokens = tokens_total
        self.cached_tokens = cached_tokens_total
        self.rate_limited = rate_limited_total
        self.finish_reasons = finish_reasons_total

    def openai(self, client: Client) -> Client:
        """The same client, its calls counted; also for what speaks OpenAI's protocol."""
        api: Any = client
        self._wrap(api.chat.completions)
        if hasattr(api, "responses"):
            self._wrap(api.responses)
        return client

    def anthropic(self, client: Client) -> Client:
        """The same client, its calls counted."""
        api: Any = client
        self._wrap(api.messages)
        return client

    def _wrap(self, resource: Any) -> None:
        for name in ("create", "parse"):
            if hasattr(resource, name):
                setattr(resource, name, self._counted(getattr(resource, name)))

    def _counted(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            call = _Call(self, str(options.get("model", "unknown")))
            try:
                result = method(*arguments, **options)
            except BaseException as error:
                call.fail(error)
                raise
            return _answered_later(call, result) if inspect.isawaitable(result) else _answered(call, result)

        return call


async def _answered_later(call: _Call, result: Awaitable[Any]) -> Any:
    try:
        return _answered(call, await result)
    except BaseException as error:
        call.fail(error)
        raise


def _answered(call: _Call, result: Any) -> Any:
    if hasattr(result, "__next__") or hasattr(result, "__anext__"):
        return _Stream(call, result)
    call.saw(result)
    call.end("success")
    return result


class _Call:
    def __init__(self, models: Models, model: str) -> None:
        self._models = models
        self._model = model
        self._start = perf_counter()
        self._is_over = False
        self._has_first = False
        # By what they are, as the answer or the parts of a stream say it last.
        self._tokens: dict[str, int] = {}
        self._reason: str | None = None
        models.in_progress.labels(model=model).inc()

    def saw(self, part: Any) -> None:
        """An answer, or a part of one that is streamed."""
        answer = getattr(part, "response", None) or getattr(part, "message", None) or part
        self._usage(getattr(answer, "usage", None))
        delta = getattr(part, "delta", None)
        incomplete = getattr(answer, "incomplete_details", None)
        reasons = [getattr(choice, "finish_reason", None) for choice in getattr(answer, "choices", None) or []]
        reasons += [getattr(answer, "stop_reason", None), getattr(delta, "stop_reason", None), getattr(incomplete, "reason", None)]
        if not any(reasons) and getattr(answer, "status", None) == "completed":
            reasons.append("completed")
        self._reason = next((reason for reason in reasons if reason), self._reason)
        if not self._has_first and _has_token(part):
            self._has_first = True
            self._models.first_token.labels(model=self._model).observe(perf_counter() - self._start)

    def _usage(self, usage: Any) -> None:
        def number(of: Any, *names: str) -> int | None:
            values = (getattr(of, name, None) for name in names)
            return next((value for value in values if isinstance(value, int)), None)

        written = number(usage, "completion_tokens", "output_tokens")
        sent = number(usage, "prompt_tokens", "input_tokens")
        details = getattr(usage, "prompt_tokens_details", None) or getattr(usage, "input_tokens_details", None)
        cached = number(details, "cached_tokens")
        # Anthropic counts what its cache took or gave beside the input.
        read = number(usage, "cache_read_input_tokens")
        if sent is not None:
            self._tokens["input"] = sent + (read or 0) + (number(usage, "cache_creation_input_tokens") or 0)
        if written is not None:
            self._tokens["output"] = written
        if cached is not None or read is not None and sent is not None:
            self._tokens["cached"] = cached if cached is not None else read or 0

    def fail(self, error: BaseException) -> None:
        if getattr(error, "status_code", None) == 429 and not self._is_over:
            self._models.rate_limited.labels(model=self._model).inc()
        self.end("error")

    def end(self, status: str) -> None:
        if self._is_over:
            return
        self._is_over = True
        models, model = self._models, self._model
        models.in_progress.labels(model=model).dec()
        models.requests.labels(model=model, status=status).inc()
        models.duration.labels(model=model).observe(perf_counter() - self._start)
        for direction in ("input", "output"):
            models.tokens.labels(model=model, direction=direction).inc(self._tokens.get(direction, 0))
        models.cached_tokens.labels(model=model).inc(self._tokens.get("cached", 0))
        if self._reason:
            models.finish_reasons.labels(model=model, reason=_REASONS.get(self._reason, self._reason)).inc()


def _has_token(part: Any) -> bool:
    """Whether a part of a stream has something that the model wrote."""
    kind = getattr(part, "type", None)
    if isinstance(kind, str):
        return kind == "content_block_delta" or kind.startswith("response.") and kind.endswith(".delta")
    deltas = [getattr(choice, "delta", None) for choice in getattr(part, "choices", None) or []]
    return any(getattr(delta, "content", None) or getattr(delta, "tool_calls", None) for delta in deltas)


class _Stream:
    """A stream of either client that is counted while it is read."""

    def __init__(self, call: _Call, stream: Any) -> None:
        self._call = call
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        try:
            part = next(self._stream)
        except BaseException as error:
            self._over(error)
            raise
        self._call.saw(part)
        return part

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        try:
            part = await self._stream.__anext__()
        except BaseException as error:
            self._over(error)
            raise
        self._call.saw(part)
        return part

    def _over(self, error: BaseException) -> None:
        if isinstance(error, (StopIteration, StopAsyncIteration)):
            self._call.end("success")
        else:
            self._call.fail(error)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    async def __aenter__(self) -> _Stream:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stream.close()
        self._call.end("success")

    def close(self) -> Any:
        """Gives back the connection; what was read so far counts. Of an asynchronous stream it is awaited."""
        self._call.end("success")
        return self._stream.close()
