#!/usr/bin/env python3
"""Usage: record.py > ../fixtures/pairs.jsonl

Records what google-re2 (pip install google-re2) says of generated patterns and texts. A line is
[pattern, dialect, [text...], "verdicts"], a verdict for each text being 1 or 0, or [pattern] for one that is refused.

RE2's C++ and Go's regexp, which Prometheus and Alertmanager use, differ in these points; Go is right here, so that none
of them is recorded (ReferenceTests.differences holds what Go says):
- `\\C`, any byte: Go has no such escape.
- two groups of one name: Go takes them.
- `\\x{D800}` to `\\x{DFFF}`: Go takes them; they stand in no text.
- a category by its long name or in other letters, `\\p{Letter}` and `\\p{greek}`, and `\\p{Cn}`, `\\p{LC}`,
  `\\p{ASCII}`, `\\p{Assigned}`: Go takes them since 1.25.
- `\\pC`: with Go since 1.25 it holds what is not assigned.
- `\\B` in a search: C++ finds it between the bytes of one character, Go only between characters.
- the Unicode version of classes and case folding: the texts hold old characters alone.
- nesting: Go counts what is left of the tree, C++ the parentheses.
- `(?:A(?i)k|A)` on "a": Go draws the two A together and forgets that one ignores case; C++ and this module do not.
"""
import json
import random
import sys

import re2

rng = random.Random(20261123)
options = re2.Options()
options.log_errors = False

LETTERS = "abkKs-_ 5\n\u00e9\u017f\u212a\u03c3\u03c2\u03a3A\u00df\U0001f600\ufffd"
ASCII = "".join(c for c in LETTERS if c < "\x80")
CLASSES = [
    "[a-k]", "[^a]", "\\d", "\\W", "[\\s\\S]", "[[:space:]]", "\\pL", "[^\\pL]", "\\p{Lu}", "[^\\n]", "[ksKS]", "[^k]",
    "\\S", "[^\\W\\d]", "\\PN", "[\\x{17f}-\\x{212a}]", "[[:^alpha:]]", "\\p{Greek}", "[^\\x00-\\x{10FFFF}]",
    "[\\x{3c0}-\\x{3ff}]", "\\P{^Greek}", "[]a]", "[a-]", "[\\--a]", "\\p{^Lu}",
]
REPEATS = ["*", "+", "?", "{2}", "{0,2}", "{1,}", "*?", "{0}", "{3}?", "{0,}", "+?", "{1,3}"]
GROUPS = ["(", "(?:", "(?i:", "(?s:", "(?-s:", "(?m:", "(?U:", "(?i-m:", "(?P<n>", "(?-i:"]
ASSERTIONS = ["^", "$", "\\A", "\\z", "\\b", "\\B", "(?m)^", "(?m)$", "(?i)", "(?-s)"]
TOKENS = list("ab.*+?|()[]{}^$\\-,:1029PiQE<>!=_&'#ksKS") + [
    "(?", "(?P<", "(?<n>", "(?:", "[[:", ":]]", "[:^", "\\p", "\\P{^", "\\x", "{2}", "{1,", "(?i)", "\\Q", "\\E", "\\z",
    "\\A", "\\1", "\\d", "\\W", "\\b", "[^", "{1001}", "(?m)", "(?s:", "(?-s)", "(?U)", "(?i:", "{0}", "{0,1}", "{2,}",
    "\\pL", "\\p{Greek}", "\\x{41}", "\\012", "\\7", "[a-k]", "\u00e9", "\n", "\u212a", "\\\\", "??", "*?", "(?P<a>",
    "[[:alpha:]]", "[[:^digit:]]", "[\\d-]", "\\a", "|", ")", "a", "(?=", "(?!", "(?>", "a{2}{3}", "x++",
]


def structured(depth):
    """A pattern that is valid."""
    kind = rng.randrange(14)
    if depth == 0 or kind < 3:
        c = rng.choice(LETTERS)
        return "\\" + c if c in "-_" and rng.random() < 0.3 else c
    if kind == 3:
        return rng.choice(CLASSES)
    if kind == 4:
        return "."
    if kind < 7:
        return "".join(structured(depth - 1) for _ in range(rng.randint(0, 3)))
    if kind < 9:
        return rng.choice(GROUPS) + "|".join(structured(depth - 1) for _ in range(rng.randint(1, 3))) + ")"
    if kind < 12:
        return rng.choice(["(?:%s)", "(%s)"]) % structured(depth - 1) + rng.choice(REPEATS)
    return rng.choice(ASSERTIONS) + rng.choice(["", structured(depth - 1)])


def texts(pattern):
    """Texts of the letters that patterns are made of, some of them off the pattern itself."""
    letters = ASCII if "\\B" in pattern else LETTERS
    own = "".join(c for c in pattern if c in letters)
    found = {"", own[:4], own}
    for _ in range(5):
        found.add("".join(rng.choice(letters if rng.random() < 0.6 else "ab") for _ in range(rng.randint(1, 5))))
    return sorted(found)


def differs(pattern):
    """Whether it is of the points above."""
    return "\\C" in pattern or "\\p{ASCII" in pattern or "\\ps" in pattern or "\\pk" in pattern or \
        pattern.count("(?P<n>") + pattern.count("(?<n>") > 1 or pattern.count("(?P<a>") > 1


def record(pattern, dialect):
    try:
        # The pattern must stand for itself, as in Prometheus, which parses it alone at first.
        re2.compile(pattern, options=options)
        wrapped = {"p": "(?s:%s)", "a": "(?:%s)", "s": "%s"}[dialect] % pattern
        compiled = re2.compile(wrapped, options=options)
    except re2.error:
        return [pattern]
    match = compiled.search if dialect == "s" else compiled.fullmatch
    chosen = texts(pattern)
    return [pattern, dialect, chosen, "".join("1" if match(t) else "0" for t in chosen)]


seen = set()
while len(seen) < 8000:
    pattern = structured(rng.randint(1, 4)) if rng.random() < 0.6 else \
        "".join(rng.choice(TOKENS) for _ in range(rng.randint(1, 8)))
    if pattern in seen or len(pattern) > 60 or differs(pattern):
        continue
    seen.add(pattern)
    json.dump(record(pattern, rng.choice("ppas")), sys.stdout, ensure_ascii=False, separators=(",", ":"))
    print()
