#!/usr/bin/env bash
# Usage: scripts/instrumentation.sh [--newest]
#
# Runs the tests of the generated instrumentation on both ends of the range of releases that it states, and measures what it adds to a
# request. With --newest it only makes the environment that `make test` uses. Environments are kept below .build/instrumentation.
. "$(dirname "$0")/lib.sh"

# Prints the interpreter of one end, with what its list names from PyPI.
environment() {
  local folder=.build/instrumentation/$1 list=Tests/Instrumentation/requirements-$1.txt
  if ! cmp -s "$list" "$folder/installed.txt"; then
    rm -rf "$folder"
    python3 -m venv "$folder" >&2
    "$folder/bin/python3" -m pip install --quiet --disable-pip-version-check --requirement "$list" >&2
    cp "$list" "$folder/installed.txt"
  fi
  echo "$folder/bin/python3"
}

if [ "${1:-}" = --newest ]; then
  environment newest >/dev/null
  exit
fi

stack=$(mktemp -d)
trap 'rm -rf "$stack"' EXIT
swift run pharos generate examples/agentic-startup-studio/pharos.yml --output "$stack" >/dev/null
export INSTRUMENTATION=$stack/instrumentation/python PYTHONDONTWRITEBYTECODE=1
for end in oldest newest; do
  python=$(environment "$end")
  say "$end: $("$python" -m pip list --format freeze 2>/dev/null | grep -E '^(fastapi|prometheus.client|opentelemetry-sdk)=' | tr '\n' ' ')"
  "$python" -m pytest -q -p no:cacheprovider -p no:logging Tests/Instrumentation
  (cd "$INSTRUMENTATION" && "$OLDPWD/$python" -m mypy --strict --exclude crews pharos_instrumentation)
  "$python" Tests/Instrumentation/overhead.py
done

python=$PWD/$(environment crews)
"$python" -m pytest -q -p no:cacheprovider -p no:logging --noconftest Tests/Instrumentation/crews/test_crews.py
(cd "$INSTRUMENTATION" && "$python" -m mypy --strict pharos_instrumentation/crews.py)
