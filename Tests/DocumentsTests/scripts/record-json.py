#!/usr/bin/env python3
"""Records what Python's json makes of texts, whole and damaged.

usage: record-json.py > ../fixtures/json.json

Each case is [text, value]; value is null where the text is refused, else the value flattened as `flatten` does.
"""
import json, random

class Raw(str):
    """A number as it was written."""

def refuse(word):
    raise ValueError(word)

def scalars(text):
    """Half a surrogate pair is no character."""
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in text)

def flatten(value):
    if isinstance(value, Raw):
        return "#" + value + ";"
    if isinstance(value, str):
        value = scalars(value)
        return f"s{len(value.encode())}:{value}"
    if value is None or isinstance(value, bool):
        return "#" + json.dumps(value) + ";"
    if isinstance(value, list):
        return "[" + "".join(map(flatten, value)) + "]"
    return "{" + "".join(flatten(k) + flatten(v) for k, v in value.items()) + "}"

def judge(text):
    try:
        return flatten(json.loads(text, parse_int=Raw, parse_float=Raw, parse_constant=refuse))
    except ValueError:
        return None

RULES = [
    "", " ", "0", "-0", "-", "01", "1.", ".5", "1.5e3", "1E+05", "1e", "+1", "0x10", "1_000", "NaN", "-Infinity", "true",
    "True", "nul", "null", "truefalse", '""', '"', '"a', "'a'", '"\\u00e9"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ude00\\ud83d"',
    '"\\ud83d\\u0041"', '"\\u12"', '"\\x41"', '"\\/\\b\\f\\n\\r\\t\\"\\\\"', '"a\tb"', '"a\nb"', '"\u007f\u2028"', '"\u65e5\u672c \U0001f600"',
    "[]", "[ ]", "[1]", "[1,]", "[,1]", "[1 2]", "[1,,2]", "[", "]", "[1", "[[[]]]", "{}", '{"a":1}', '{"a":1,}', '{"a" 1}', '{a:1}',
    '{"a":1,"a":2}', '{"a":{"b":[null,true]}}', '{"a"}', '{"a":}', '{1:2}', "{", "}", '{"a":1}}', "1 2", "[] []", "// c\n1", "/* c */ 1",
    "# c\n1", "\t\r\n [\n1\r\n,\t2 ] \n", "\u00a01", "\u000b1", "[1]\u0000", '{"a":1 // c\n}', "[0e0,-0.0,1e-7,123456789012345678901234567890]",
    json.dumps({f"k{i % 11}": i for i in range(30)}), "{" + ",".join(f'"k{i % 11}":{i}' for i in range(30)) + "}",
]
WHOLE = [
    json.dumps({"title": "Ze \u00e9 \U0001f600", "panels": [{"id": 1, "targets": [{"expr": 'sum(rate(x{a="b"}[5m]))\n/ 2'}]}, {}], "n": None}, ensure_ascii=ascii, indent=indent)
    for ascii in (True, False) for indent in (None, 1)
]

random.seed(7)
cases = RULES + WHOLE
pieces = ['"', "\\", ",", ":", "{", "}", "[", "]", "0", "-", "e", ".", "\\u", "\\ud83d", " ", "\n", "t", "\u00fc", "/", "null", "true"]
for _ in range(1500):
    text = random.choice(WHOLE + RULES[-4:])
    for _ in range(random.choice([1, 1, 2])):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(["", random.choice(pieces)]) + text[at + random.choice([0, 1, 1, 3]):]
    cases.append(text)
print("[\n" + ",\n".join(json.dumps([text, judge(text)]) for text in dict.fromkeys(cases)) + "\n]")
