"""The example, in which the trial breaks what the application depends on: `POST /faults` with what is broken."""

import asyncio

import work
from fastapi import Request
from main import app

broken = {"items": False, "search": 0.0, "model": False, "agents": False, "mail": False}

find_item, search, ask_model, run_agent = work.find_item, work.search, work.ask_model, work.run_agent


def broken_find_item(item_id):
    if broken["items"]:
        raise RuntimeError("the catalogue is not there")
    return find_item(item_id)


async def slow_search(words):
    await asyncio.sleep(broken["search"])
    return await search(words)


async def failing_model(question):
    if broken["model"]:
        raise work.ModelFailed
    return await ask_model(question)


async def stuck_agent():
    return False if broken["agents"] else await run_agent()


async def lost_mail():
    return not broken["mail"]


work.find_item, work.search, work.ask_model, work.run_agent, work.check_mail = (
    broken_find_item, slow_search, failing_model, stuck_agent, lost_mail)


async def faults(request: Request):
    broken.update(await request.json())
    return broken


app.add_api_route("/faults", faults, methods=["POST"])
