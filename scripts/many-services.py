#!/usr/bin/env python3
"""Usage: scripts/many-services.py COUNT > pharos.yml

Prints the spec of a project with COUNT services, each with objectives, a metric of its own and a tuned alert, and a
Postgres and a Redis for every ten services: what a grown project looks like, not the least that is possible.
"""
import sys

count = int(sys.argv[1])

print(f"""\
version: 1
project: many-services
team: platform
budgets: {{ series: {count * 100_000}, series_per_metric: 100000, label_values: {max(count, 100)} }}

receivers:
  slack: {{ type: slack, channel: "#alerts", webhook_url_file: secrets/slack_webhook_url }}

services:""")

for i in range(1, count + 1):
    name = f"service-{i:04}"
    print(f"""\
  {name}:
    targets: [{name}:8000]
    replicas: 3
    team: team-{i % 7}
    packs: [http]
    objectives:
      availability: {{ type: availability, target: 99.9%, window: 30d }}
      latency: {{ type: latency, target: 95%, under: 500ms, window: 30d }}
    metrics:
      jobs_{i}_done_total:
        type: counter
        help: Jobs that {name} finished.
        labels: {{ kind: {{ values: [import, export, report] }} }}
    alerts:
      HighErrorRate: {{ warning: 1%, critical: {2 + i % 5}%, for: 5m }}""")

print("\ncomponents:\n  node: {}")
for i in range(1, count // 10 + 1):
    print(f"""\
  db-{i:03}: {{ pack: postgres, targets: [db-{i:03}:5432], database: app, user: exporter, password_file: secrets/db_{i:03} }}
  cache-{i:03}: {{ pack: redis, targets: [cache-{i:03}:6379] }}""")
