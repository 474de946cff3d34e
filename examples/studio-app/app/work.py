"""What the application depends on: a database, a cache, a model, agents and a mail server.

The model, the agents and the mail server are pretended; what they cost in time and tokens is not.
"""

import asyncio
import os
import random

import psycopg
import redis.asyncio
import redis.exceptions

DATABASE = os.environ.get("DATABASE_URL", "postgresql://app:app@127.0.0.1:5432/studio?connect_timeout=2")
CACHE = redis.asyncio.Redis.from_url(os.environ.get("REDIS_URL", "redis://127.0.0.1:6379"), socket_timeout=1, socket_connect_timeout=1)
MODEL = "gpt-4o"
FEATURES = ["chat", "search", "export"]


class ModelFailed(Exception):
    """The provider gave no answer."""


async def check_database() -> bool:
    async with await psycopg.AsyncConnection.connect(DATABASE) as connection:
        await connection.execute("select 1")
    return True


async def check_cache() -> bool:
    return bool(await CACHE.ping())


async def check_mail() -> bool:
    return True


def find_item(item_id: int) -> dict[str, object]:
    return {"item": item_id, "title": f"Item {item_id}"}


async def search(words: str) -> list[int]:
    """From the cache where it is there; the search goes on without one."""
    try:
        if known := await CACHE.get(f"search:{words}"):
            return [int(known)]
        await CACHE.set(f"search:{words}", len(words), ex=10)
    except redis.exceptions.RedisError:
        pass
    await asyncio.sleep(0.005)
    return [len(words)]


async def ask_model(question: str) -> dict[str, int]:
    await asyncio.sleep(0.02)
    return {"input": 400 + len(question), "output": random.randint(80, 160)}


async def run_agent() -> bool:
    """Whether the task ended."""
    await asyncio.sleep(0.05)
    return True


def password_is_right(password: str) -> bool:
    return password == "correct"
