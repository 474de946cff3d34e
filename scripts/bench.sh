#!/usr/bin/env bash
# Usage: scripts/bench.sh
#
# Measures the release build of pharos: start-up, validation, generation and drift check of the reference project and of
# projects with 50 and 500 services. promtool, checking the same project's rules in the same run, is the measure of what
# is fast. Fails when a command fails, never because one is slow.
. "$(dirname "$0")/lib.sh"

[ -x .build/release/pharos ] || die ".build/release/pharos is missing; run: make build"
if [ "$(uname)" = Linux ] && [ ! -x /usr/bin/time ] && have apt-get; then apt_install time; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp examples/agentic-startup-studio/pharos.yml "$work/reference.yml"
for count in 50 500; do scripts/many-services.py "$count" >"$work/$count-services.yml"; done

scripts/bench.py .build/release/pharos "$work"
