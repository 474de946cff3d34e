#!/usr/bin/env bash
# Usage: scripts/bench.sh
#
# Measures the release build of pharos: start-up, validation, generation and drift check of the reference project and of
# projects with 50 and 500 services, 100 MB of exposition, and PromQL beside the bare scan of its YAML. promtool, doing
# the same in the same run, is the measure of what is fast. Fails when a command fails, never because one is slow.
. "$(dirname "$0")/lib.sh"

[ -x .build/release/pharos ] || die ".build/release/pharos is missing; run: make build"
if [ "$(uname)" = Linux ] && [ ! -x /usr/bin/time ] && have apt-get; then apt_install time; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp examples/agentic-startup-studio/pharos.yml "$work/reference.yml"
for count in 50 500; do scripts/many-services.py "$count" >"$work/$count-services.yml"; done

scripts/exposition.py 100 >"$work/100-megabytes.prom"

.build/release/pharos generate "$work/reference.yml" --output "$work/rules-of-reference" >/dev/null 2>&1
for count in 10000 100000; do
  scripts/many-rules.py "$count" "$work/$count-rules" "$work/rules-of-reference"/prometheus/rules/*.yml
done

scripts/bench.py .build/release/pharos "$work"

# On one processor and one thread, in turn.
scripts/build.sh pharos-bench
say ""
say "hostile patterns on 1 MB of text:"
one_processor .build/release/pharos-bench re2
say ""
say "PromQL of the reference project's rules, and of 500 services':"
for spec in reference 500-services; do
  .build/release/pharos generate "$work/$spec.yml" --output "$work/$spec" >/dev/null 2>&1
  one_processor .build/release/pharos-bench promql "$work/$spec"/prometheus/rules/*.yml
done
say ""
say "10,000 rules, linted with every rule that is on by default:"
one_processor .build/release/pharos-bench lint "$work"/10000-rules/many/*.yml
