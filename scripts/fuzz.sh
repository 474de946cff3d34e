#!/usr/bin/env bash
# Usage: scripts/fuzz.sh [--inputs N] [--specs N] [--seed S]
#
# Feeds the languages a million inputs, or N: random bytes, mutated expressions, generated trees. About half a minute. Then makes two
# thousand valid specs, or N, and has promtool, amtool and docker-compose read what is generated from them: about an hour.
. "$(dirname "$0")/lib.sh"

inputs=1000000 specs=2000 seed=$(date +%s)
while [ $# -gt 0 ]; do
  case "$1" in
  --inputs) inputs=$2 ;;
  --specs) specs=$2 ;;
  --seed) seed=$2 ;;
  *) die "unknown option: $1" ;;
  esac
  shift 2
done

scripts/build.sh pharos-fuzz
.build/release/pharos-fuzz --inputs "$inputs" --seed "$seed" Tests/LanguageTests/fixtures/promql/accepted.txt
if [ "$specs" -gt 0 ]; then
  python=$(test_python) || die "no Python with jsonschema and yaml; run: make test-deps"
  scripts/build.sh pharos
  "$python" scripts/random-specs.py --pharos .build/release/pharos --count "$specs" --seed "$seed"
fi
