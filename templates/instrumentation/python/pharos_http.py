"""ASGI middleware that counts and times requests.

    app.add_middleware(PharosMiddleware, metrics=api_metrics)

`metrics` is the service's generated module. Requests are counted by the route's template, `/users/{user_id}`, never by the raw path:
there are as many paths as users. What no route matches is counted as "unmatched". What scrapes and health checks ask for is not counted:
it comes whether or not there are users, and is answered well while nothing else is.
"""

import time

UNMATCHED = "unmatched"


class PharosMiddleware:
    def __init__(self, app, metrics):
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["path"] in self.metrics.UNCOUNTED_PATHS:
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        answer = {"status": 500, "bytes": 0}

        async def observe(message):
            if message["type"] == "http.response.start":
                answer["status"] = message["status"]
            elif message["type"] == "http.response.body":
                answer["bytes"] += len(message.get("body", b""))
            await send(message)

        self.metrics.http_requests_in_progress.inc()
        try:
            await self.app(scope, receive, observe)
        finally:
            self.metrics.http_requests_in_progress.dec()
            # Routing has put the route into the scope by now.
            endpoint = getattr(scope.get("route"), "path", UNMATCHED)
            self.metrics.http_requests_total.labels(method=scope["method"], endpoint=endpoint, status=answer["status"]).inc()
            self.metrics.http_request_duration_seconds.labels(endpoint=endpoint).observe(time.perf_counter() - start)
            self.metrics.http_response_size_bytes.observe(answer["bytes"])
