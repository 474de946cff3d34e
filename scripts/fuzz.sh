#!/usr/bin/env bash
# Usage: scripts/fuzz.sh [--inputs N] [--seed S]
#
# Feeds the languages a million inputs, or N: random bytes, mutated expressions, generated trees. About half a minute.
. "$(dirname "$0")/lib.sh"

scripts/build.sh pharos-fuzz
.build/release/pharos-fuzz "$@" Tests/LanguageTests/fixtures/promql/accepted.txt
