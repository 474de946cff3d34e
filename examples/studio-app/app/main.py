"""A small shop with a model and agents behind it, measured by what pharos generated for it.

    PYTHONPATH=../monitoring/instrumentation/python uvicorn main:app --port 8000
"""

import logging
import os
import random
from pathlib import Path
from time import perf_counter

import work
from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse
from pharos_instrumentation import api_metrics as metrics

HERE = Path(__file__).parent
BROWSER = Path(os.environ.get("BROWSER_CODE", HERE.parent / "monitoring/instrumentation/browser"))

app = FastAPI()
metrics.setup(
    app, checks={}, deep_checks={"database": work.check_database, "cache": work.check_cache, "mail": lambda: work.check_mail()},
    version="1.2.3", pages=["/shop"])
log = logging.getLogger("studio")

# Taken from the database now and then, for the scrape that is asked less often.
for feature in work.FEATURES:
    metrics.feature_adoption_ratio.labels(feature=feature).set(0.3)


@app.get("/v1/items/{item_id}")
async def item(item_id: int):
    return work.find_item(item_id)


@app.get("/v1/search")
async def search(q: str = ""):
    metrics.feature_uses_total.labels(feature="search").inc()
    log.info("searched", extra={"words": len(q.split())})
    return await work.search(q)


@app.post("/v1/orders")
async def order():
    metrics.orders_total.labels(status="completed").inc()
    metrics.payments_total.labels(provider="stripe", status="succeeded").inc()
    metrics.revenue_total.labels(currency="EUR").inc(random.randint(5, 50))
    metrics.active_users.set(120)
    metrics.active_sessions.set(80)
    metrics.api_calls_total.labels(plan="pro").inc()
    return {"ordered": True}


@app.post("/v1/users")
async def register():
    metrics.user_registrations_total.inc()
    return {"registered": True}


@app.post("/v1/sessions")
async def sign_in(password: str = ""):
    metrics.auth_attempts_total.labels(method="password").inc()
    if not work.password_is_right(password):
        metrics.auth_failed_attempts_total.labels(reason="wrong_password").inc()
        return JSONResponse({"signed_in": False}, 401)
    return {"signed_in": True}


@app.post("/v1/questions")
async def ask(q: str = ""):
    model = work.MODEL
    metrics.feature_uses_total.labels(feature="chat").inc()
    metrics.model_requests_in_progress.labels(model=model).inc()
    start = perf_counter()
    try:
        used = await work.ask_model(q)
    except work.ModelFailed:
        metrics.model_requests_total.labels(model=model, status="error").inc()
        return {"answer": None}
    finally:
        metrics.model_requests_in_progress.labels(model=model).dec()
        metrics.model_inference_duration_seconds.labels(model=model).observe(perf_counter() - start)
    metrics.model_requests_total.labels(model=model, status="success").inc()
    metrics.model_time_to_first_token_seconds.labels(model=model).observe((perf_counter() - start) / 3)
    for direction, tokens in used.items():
        metrics.model_tokens_total.labels(model=model, direction=direction).inc(tokens)
    metrics.model_cached_tokens_total.labels(model=model).inc(used["input"] // 4)
    metrics.model_context_window_usage_ratio.labels(model=model).observe(used["input"] / 128_000)
    metrics.model_finish_reasons_total.labels(model=model, reason=random.choice(["stop"] * 19 + ["length"])).inc()
    metrics.model_feedback_total.labels(model=model, rating=random.choice(["positive"] * 4 + ["negative"])).inc()
    # Now and then the provider refuses the first attempt, an answer is no JSON, or another model has to answer.
    for counter, labels in [
        (metrics.model_rate_limited_total, {}),
        (metrics.model_retries_total, {}),
        (metrics.model_invalid_outputs_total, {}),
        (metrics.model_fallbacks_total, {"fallback_model": "gpt-4o-mini"}),
    ]:
        counter.labels(model=model, **labels).inc(random.random() < 0.02)
    return {"answer": "yes"}


@app.post("/v1/tasks")
async def task():
    kind = "researcher"
    metrics.agent_tasks_queued.labels(agent_type=kind).set(1)
    metrics.agent_tasks_started_total.labels(agent_type=kind).inc()
    metrics.agent_tasks_in_progress.labels(agent_type=kind).inc()
    start = perf_counter()
    if not await work.run_agent():
        return {"done": False}
    metrics.agent_tasks_in_progress.labels(agent_type=kind).dec()
    metrics.agent_task_duration_seconds.labels(agent_type=kind).observe(perf_counter() - start)
    metrics.agent_task_steps.labels(agent_type=kind).observe(random.randint(2, 8))
    metrics.agent_tasks_completed_total.labels(agent_type=kind, status=random.choice(["success"] * 49 + ["timeout"])).inc()
    metrics.agent_tool_calls_total.labels(tool="search", status=random.choice(["success"] * 49 + ["error"])).inc()
    metrics.agent_tool_call_duration_seconds.labels(tool="search").observe(random.uniform(0.1, 0.4))
    for counter, labels in [
        (metrics.agent_task_limits_reached_total, {"limit": "steps"}),
        (metrics.agent_task_retries_total, {}),
        (metrics.agent_delegations_total, {}),
        (metrics.agent_human_interventions_total, {}),
    ]:
        counter.labels(agent_type=kind, **labels).inc(random.random() < 0.02)
    return {"done": True}


@app.get("/v1/admin")
async def admin():
    metrics.permission_denied_total.labels(resource="admin").inc()
    return JSONResponse({"error": "not yours"}, 403)


@app.get("/v1/exports")
async def export():
    metrics.rate_limit_hits_total.labels(endpoint="/v1/exports").inc()
    return JSONResponse({"error": "later"}, 429)


@app.get("/wp-login.php")
async def scanner():
    metrics.suspicious_requests_total.labels(type="scanner").inc()
    return JSONResponse({"error": "no such page"}, 404)


@app.get("/shop")
async def shop():
    return FileResponse(HERE / "shop.html")


@app.get("/{name}.js")
async def script(name: str):
    file = {"vitals": HERE / "vitals.js", "pharos-rum": BROWSER / "pharos-rum.js"}.get(name)
    return FileResponse(file, media_type="text/javascript") if file else JSONResponse({"error": "no such script"}, 404)
