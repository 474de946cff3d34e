#!/usr/bin/env bash
# Usage: scripts/test.sh [OPTION OF swift test…]
#
# Prints the versions of the tools that judge the output, then runs the tests. The build has the flags of a plain
# `swift test`, so that a run by hand between two runs of this script builds nothing anew.
. "$(dirname "$0")/lib.sh"

# The tests run Python by this name.
PYTHON=$(test_python) || die "no Python with jsonschema and yaml; run: make test-deps"
export PYTHON

first_line() { "$@" 2>&1 | sed -n 1p; }

compose=(docker-compose)
have docker-compose || compose=(docker compose)

say "swift           $(swift --version 2>/dev/null | sed -n '/Swift version/p')"
say "promtool        $(first_line promtool --version)"
say "amtool          $(first_line amtool --version)"
say "docker-compose  $("${compose[@]}" version --short)"
say "python          $("$PYTHON" -c 'import importlib.metadata as m, platform
print(platform.python_version(), "with jsonschema", m.version("jsonschema"), "and PyYAML", m.version("PyYAML"))')"

# All tests are Swift Testing's; XCTest would only report that it found none.
exec swift test --disable-xctest "$@"
