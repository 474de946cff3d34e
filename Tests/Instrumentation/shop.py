"""A small FastAPI service that uses the code generated for the reference project."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import StreamingResponse
from fastapi.staticfiles import StaticFiles
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pharos_instrumentation import api_metrics

app = FastAPI()
log = logging.getLogger("shop")
broken: set[str] = set()


@app.get("/items/{item_id}")
async def item(item_id: str) -> dict[str, str]:
    log.info("item %s", item_id)
    return {"item": item_id}


@app.get("/boom")
def boom() -> None:
    raise RuntimeError("password=hunter2 does not work")


@app.get("/status/{code}")
async def status(code: int) -> PlainTextResponse:
    return PlainTextResponse("", status_code=code)


@app.get("/stream")
async def stream(fails: bool = False) -> StreamingResponse:
    async def parts() -> AsyncIterator[bytes]:
        yield b"half"
        if fails:
            raise RuntimeError("broke halfway")
        yield b"half"

    return StreamingResponse(parts())


@app.get("/late")
async def late() -> PlainTextResponse:
    async def work() -> None:
        raise RuntimeError("after the answer")

    return PlainTextResponse("done", background=BackgroundTask(work))


inner = APIRouter(prefix="/v1")


@inner.get("/orders/{order_id}")
async def order(order_id: str) -> dict[str, str]:
    return {"order": order_id}


outer = APIRouter(prefix="/api")
outer.include_router(inner)
app.include_router(outer)

mounted = FastAPI()
mounted.include_router(inner)


@mounted.get("/deep/{x}")
async def deep(x: str) -> dict[str, str]:
    return {"x": x}


async def plain(request: Request) -> PlainTextResponse:
    return PlainTextResponse("plain")


app.mount("/tenants/{tenant}", mounted)
app.mount("/files", StaticFiles(directory=os.path.dirname(__file__)))
app.mount("/old", Starlette(routes=[Route("/pages/{page}", plain)]))


async def database() -> None:
    if "database" in broken:
        raise ConnectionError("no database")


api_metrics.setup(
    app, checks={"database": database}, deep_checks={"database": database}, version="1.2.3",
    pages=["/", "/shop/{product}", "/checkout"],
)  # fmt: skip


async def serve(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The same behind a proxy that serves it under a prefix."""
    await app({**scope, "root_path": "/proxied"}, receive, send)
