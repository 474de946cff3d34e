#!/usr/bin/env python3
"""Usage: folding.py > ../fixtures/folding.txt

Records which characters google-re2 (pip install google-re2) takes for each other under (?i): a line is one orbit, its
members in base 16. Characters younger than Unicode 14, which older Swift runtimes may not know, are left out.
"""
import unicodedata

import re2

# Taken for each other since Unicode 15.1, which Go 1.25 has not.
YOUNGER = set("\u0390\u03b0\ufb05")

cased = [
    c for c in map(chr, [*range(0xD800), *range(0xE000, 0x1F000)])
    if len({c, c.lower(), c.upper(), c.casefold()}) > 1 and unicodedata.category(c) != "Cn"
]
text = "".join(cased)
seen = set()
for c in cased:
    if c in seen:
        continue
    orbit = re2.findall(f"(?i)\\x{{{ord(c):x}}}", text)
    seen.update(orbit)
    if len(orbit) > 1 and not YOUNGER & set(orbit):
        print(*(f"{ord(member):X}" for member in orbit))
