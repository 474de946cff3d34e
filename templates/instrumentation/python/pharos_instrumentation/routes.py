"""The template of the route that answered a request: `/users/{user_id}`, never the path, of which there are as many as users."""

from __future__ import annotations

from typing import Any

from .asgi import Scope

UNMATCHED = "unmatched"


class Templates:
    """Templates of the routes of an application and of those that are mounted in it."""

    def __init__(self) -> None:
        self._by_endpoint: dict[object, str | None] = {}

    def of(self, scope: Scope, root: str) -> str:
        """Read after the request, when routing has put what it found into the scope; `root` is the path's prefix before."""
        own = self._own(scope)
        if own is None:
            return UNMATCHED
        mounted = scope.get("root_path", "")
        return own if mounted == root else _with_parameters(mounted[len(root) :], scope, own) + own

    def _own(self, scope: Scope) -> str | None:
        """The template below the innermost mounted application."""
        route = scope.get("route")
        if route is None or not hasattr(route, "endpoint"):
            return self._of_endpoint(scope)
        # Newer FastAPI keeps prefixes of included routers here and out of the route, which may be included twice.
        included = scope["fastapi"].get("effective_route_context") if "fastapi" in scope else None
        if included is not None and included.original_route is route:
            template: str = included.path_format
            return template
        path: str = route.path
        return path

    def _of_endpoint(self, scope: Scope) -> str | None:
        """Routes of Starlette leave no more than what they call, and files that are mounted the application that has them."""
        endpoint = scope.get("endpoint")
        if endpoint is None:
            return None
        if endpoint not in self._by_endpoint:
            # A mounted application with routes answered by itself: none of them matched.
            self._by_endpoint[endpoint] = None if hasattr(endpoint, "routes") or not hasattr(endpoint, "__call__") else ""
            for route in getattr(scope.get("app"), "routes", []):
                if getattr(route, "endpoint", None) is endpoint:
                    self._by_endpoint[endpoint] = route.path
        return self._by_endpoint[endpoint]


def _with_parameters(prefix: str, scope: Scope, own: str) -> str:
    """A prefix with the names of its parameters for their values: `/tenants/7` is `/tenants/{tenant}`."""
    segments = prefix.split("/")
    parameters: dict[str, Any] = scope.get("path_params", {})
    for name, value in parameters.items():
        if f"{{{name}}}" not in own and f"{{{name}:" not in own and str(value) in segments:
            last = len(segments) - 1 - segments[::-1].index(str(value))
            segments[last] = f"{{{name}}}"
    return "/".join(segments)
