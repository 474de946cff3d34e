#!/usr/bin/env python3
"""Usage: scripts/unicode-scripts.py > Sources/RE2/ScriptRanges.swift

Writes the ranges of Unicode's scripts (Scripts.txt) as fontTools carries them: pip install fonttools.
"""
import textwrap

from fontTools.unicodedata import Scripts

# Younger than the Unicode 15 of Go, which does not know their names.
YOUNGER = {
    "Garay", "Gurung_Khema", "Kirat_Rai", "Ol_Onal", "Sunuwar", "Todhri", "Tulu_Tigalari", "Beria_Erfe", "Sidetic",
    "Tai_Yo", "Tolong_Siki", "Proto_Cuneiform", "Seal", "Jurchen", "Unknown", "Katakana_Or_Hiragana",
}

scripts = {}
bounds = list(Scripts.RANGES) + [0x110000]
for start, end, value in zip(bounds, bounds[1:], Scripts.VALUES):
    name = Scripts.NAMES[value]
    if name not in YOUNGER:
        scripts.setdefault(name, []).append(f"{start:X}" if end == start + 1 else f"{start:X}-{end - 1:X}")

print("/// The characters of each script, by the names that Go knows; written by scripts/unicode-scripts.py.")
print("/// <https://www.unicode.org/Public/UCD/latest/ucd/Scripts.txt>")
print("enum ScriptRanges {")
print("  /// `Name range range …;`, numbers in base 16.")
print('  static let text = """')
lines = [line for name in sorted(scripts) for line in textwrap.wrap(f"{name} {' '.join(scripts[name])};", 110)]
print(" \\\n".join(f"    {line}" for line in lines))
print('    """')
print("}")
