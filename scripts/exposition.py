#!/usr/bin/env python3
"""Usage: scripts/exposition.py MEGABYTES

Writes an exposition of about that size: counters, gauges and histograms with the labels of a web application, in the
order and with the numbers that client libraries give.
"""
import random
import sys

size = int(sys.argv[1]) * 1_000_000
rng = random.Random(1)
write = sys.stdout.write
bounds = ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"]
written, families = 0, 60

for number in range(families):
    kind = ("counter", "gauge", "histogram")[number % 3]
    name = f"shop_part{number}_" + {"counter": "requests_total", "gauge": "queue_length", "histogram": "duration_seconds"}[kind]
    text = [f"# HELP {name} What part {number} of the shop does, in a sentence as people write them.\n# TYPE {name} {kind}\n"]
    length, target = 0, (number + 1) * size // families - written
    series = 0
    while length < target:
        labels = (
            f'method="{("GET", "POST", "PUT")[series % 3]}",route="/api/v1/things/{series // 3 % 40}/parts",'
            f'status="{(200, 201, 404, 500)[series % 4]}",pod="shop-{series // 120:05d}"'
        )
        if kind == "histogram":
            counts, total = [], 0
            for _ in bounds:
                total += rng.randrange(50)
                counts.append(total)
            lines = [f'{name}_bucket{{{labels},le="{bound}"}} {count}\n' for bound, count in zip(bounds, counts)]
            lines += [f"{name}_sum{{{labels}}} {rng.random() * total!r}\n", f"{name}_count{{{labels}}} {total}\n"]
        else:
            lines = [f"{name}{{{labels}}} {rng.randrange(10**7) if series % 2 else rng.random() * 1e9!r}\n"]
        series += 1
        text += lines
        length += sum(map(len, lines))
    write("".join(text))
    written += length
