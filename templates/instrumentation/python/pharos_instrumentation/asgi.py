"""The types of ASGI, and how an endpoint answers without a framework.

<https://asgi.readthedocs.io/en/latest/specs/www.html>
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def path_of(scope: Scope) -> str:
    """The path as the application knows it: without the prefix at which a proxy or another application serves it."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path[len(root) :] or "/" if root and path.startswith(root) else path


def header(scope: Scope, name: bytes) -> str:
    """The first header of this name, which is in lower case; empty if there is none."""
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return ""


async def answer(send: Send, status: int, body: bytes = b"", content_type: str = "text/plain; charset=utf-8") -> None:
    headers = [(b"content-length", str(len(body)).encode())]
    if body:
        headers.append((b"content-type", content_type.encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def answer_json(send: Send, status: int, body: object) -> None:
    await answer(send, status, json.dumps(body).encode(), "application/json")
