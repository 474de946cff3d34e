"""Uses every metric of a stack's Python instrumentation, and prints what each service exposes.

Usage: instrumentation.py FOLDER

Needs prometheus_client alone. Every label takes far more values than it has places for. Prints "== MODULE" before the metrics of a module.
"""

from __future__ import annotations

import importlib
import logging
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(folder))
logging.disable()

from pharos_instrumentation.metrics import Info, Labelled
from pharos_instrumentation.registry import expose


def use(metric):
    names = metric.names if isinstance(metric, Labelled) else ()
    for i in range(300 if names else 1):
        child = metric.labels(**{name: f"value-{i}" for name in names}) if names else metric
        if hasattr(child, "observe"):
            child.observe(0.1)
        elif hasattr(child, "inc"):
            child.inc()


modules = sorted(path.stem for path in (folder / "pharos_instrumentation").glob("*_metrics.py"))
assert modules, "no service has a module"
for name in modules:
    module = importlib.import_module(f"pharos_instrumentation.{name}")
    assert callable(module.setup)
    for value in list(vars(module).values()):
        if isinstance(value, Info):
            value.info({label: "1" for label in value.names})
        elif isinstance(value, Labelled) or hasattr(value, "_documentation"):
            use(value)
    print(f"== {name}")
    sys.stdout.write("".join(expose(registry)[0].decode() for registry in module.SCRAPES.values()))
