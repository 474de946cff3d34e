"""Code by which a FastAPI service exposes exactly the metrics that its spec declares.

Each service has a module of its own, with its metrics and `setup`:

    from pharos_instrumentation import api_metrics

    app = FastAPI()
    api_metrics.setup(app)
"""
