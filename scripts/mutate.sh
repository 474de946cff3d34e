#!/usr/bin/env bash
# Usage: scripts/mutate.sh [--sample N] [--seed S] [--only WORD] [SPEC]
#
# Generates the stack of the reference project, or of SPEC, and breaks its rules one mistake at a time: how many do its own unit tests
# notice? Some minutes; mutate.py has the options.
. "$(dirname "$0")/lib.sh"

python=$(test_python) || die "no Python with yaml; run: make test-deps"
spec=examples/agentic-startup-studio/pharos.yml
case "${!#:-}" in *.yml) spec=${!#} && set -- "${@:1:$#-1}" ;; esac

scripts/build.sh pharos
scripts/build.sh pharos-mutate
stack=.build/mutate
rm -rf "$stack"
.build/release/pharos generate "$spec" --output "$stack" >/dev/null
"$python" scripts/mutate.py "$@" .build/release/pharos-mutate "$stack/prometheus"
