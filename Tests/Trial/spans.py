"""Step 6: one request in a trace, in the log and in an exemplar; one page in a browser."""

import json
import secrets
import time
import urllib.request

from opentelemetry.proto.trace.v1.trace_pb2 import Span

from processes import Failure, wait_until

SERVER = Span.SPAN_KIND_SERVER


def check(trial):
    trace, parent = secrets.token_hex(16), secrets.token_hex(8)
    request = urllib.request.Request(
        f"http://{trial.world.address('nginx')}/v1/search?q=trace", headers={"traceparent": f"00-{trace}-{parent}-01"})
    urllib.request.urlopen(request, timeout=10).read()
    span = wait_until(
        lambda: next((each for each in list(trial.recorders.spans) if each.trace_id.hex() == trace and each.kind == SERVER), None), 20,
        "the span of a request arrives")
    if span.parent_span_id.hex() != parent:
        raise Failure(f"the span's parent is {span.parent_span_id.hex() or 'none'} instead of {parent}")
    logged = [json.loads(line) for line in trial.application.app.log.read_text().splitlines() if trace in line]
    if not any(line.get("trace_id") == trace for line in logged):
        raise Failure(f"no line of the log has the trace {trace}")
    wait_until(lambda: _exemplar(trial, trace), 20, f"an exemplar has the trace {trace}")
    return f"span {span.name} below its caller's, its trace in a line of the log and in an exemplar"


def _exemplar(trial, trace):
    now = time.time()
    found = trial.prometheus.exemplars('{__name__=~"http_request.*",service="api"}', now - 120, now + 5)
    return any(each["labels"].get("trace_id") == trace for series in found for each in series["exemplars"])
