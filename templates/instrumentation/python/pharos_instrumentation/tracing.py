"""Traces by OpenTelemetry, sent to the collector by OTLP.

A request has a span without further code. Newer FastAPI makes it as soon as a tracer provider is there; before that, and where nothing else
has made one, `server_span` does. `ratio` is the share of requests that are traced at all; which of those are kept, the collector decides
once a trace is complete. OTLP goes over gRPC, or over HTTP where `OTEL_EXPORTER_OTLP_PROTOCOL` is `http/protobuf`;
`OTEL_EXPORTER_OTLP_ENDPOINT` sends it elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from opentelemetry import propagate, trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import Decision, ParentBased, Sampler, SamplingResult, TraceIdRatioBased
from opentelemetry.trace import Link, SpanKind, Status, StatusCode, TraceState
from opentelemetry.util.types import Attributes

from .asgi import Scope, path_of
from .context import find_spans_by


def configure(
    service: str,
    environment: str,
    ratio: float,
    host: str,
    unsampled: Collection[str] = (),
    exporter: SpanExporter | None = None,
) -> None:
    """`host` is the collector's, `unsampled` the paths whose requests have no span."""
    sampler = _Requests(ParentBased(TraceIdRatioBased(ratio)), unsampled)
    resource = Resource.create({"service.name": service, "deployment.environment.name": environment})
    provider = TracerProvider(resource=resource, sampler=sampler)
    provider.add_span_processor(BatchSpanProcessor(exporter or _exporter(host)))
    trace.set_tracer_provider(provider)
    find_spans_by(_ids)


def _exporter(host: str) -> SpanExporter:
    """<https://opentelemetry.io/docs/specs/otel/protocol/exporter/>: what the environment says goes first."""
    protocol = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL")
    is_set = "OTEL_EXPORTER_OTLP_ENDPOINT" in os.environ or "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" in os.environ
    if protocol == "http/protobuf":
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HTTPExporter

        return HTTPExporter() if is_set else HTTPExporter(endpoint=f"http://{host}:4318/v1/traces")
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GRPCExporter

    return GRPCExporter() if is_set else GRPCExporter(endpoint=f"http://{host}:4317", insecure=True)


def _ids() -> tuple[str, str] | None:
    context = trace.get_current_span().get_span_context()
    if not context.trace_flags.sampled:
        return None
    return format(context.trace_id, "032x"), format(context.span_id, "016x")


class _Requests(Sampler):
    """Samples as another does, but for requests of programs, which would be most of the traces of a quiet night."""

    def __init__(self, others: Sampler, unsampled: Collection[str]) -> None:
        self._others = others
        self._unsampled = frozenset(unsampled)

    def should_sample(
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        if kind == SpanKind.SERVER and attributes and attributes.get("url.path") in self._unsampled:
            return SamplingResult(Decision.DROP)
        return self._others.should_sample(parent_context, trace_id, name, kind, attributes, links, trace_state)

    def get_description(self) -> str:
        return f"Requests({self._others.get_description()})"


@contextmanager
def server_span(scope: Scope) -> Iterator[Callable[[str, int], None]]:
    """The span of a request, with what finishes it by template and status.

    <https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span>
    """
    if trace.get_current_span().get_span_context().is_valid:
        yield lambda template, status: None
        return
    method: str = scope["method"]
    attributes = {"http.request.method": method, "url.path": path_of(scope), "url.scheme": scope.get("scheme", "http")}
    tracer = trace.get_tracer("pharos")
    context = propagate.extract(_headers(scope))
    with tracer.start_as_current_span(method, context, SpanKind.SERVER, attributes) as span:

        def finish(template: str, status: int) -> None:
            span.update_name(f"{method} {template}")
            span.set_attributes({"http.route": template, "http.response.status_code": status})
            if status >= 500:
                span.set_status(Status(StatusCode.ERROR))

        yield finish


def _headers(scope: Scope) -> Mapping[str, Any]:
    return {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
