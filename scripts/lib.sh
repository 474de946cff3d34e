# Usage: . "$(dirname "$0")/lib.sh"
#
# What the scripts beside this file share. Goes to the root of the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

die() {
  say "error: $*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    die "this needs root, and there is no sudo: $*"
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
    apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@"
}

# Installs Debian packages. A fresh machine has no package lists and an old one has stale lists: both show as a failure
# that `apt-get update` cures.
apt_install() {
  say "installing with apt-get: $*"
  local log attempt
  log=$(mktemp)
  for attempt in 1 2 3; do
    if apt_get install --no-install-recommends "$@" >"$log" 2>&1; then
      rm -f "$log"
      return
    fi
    if [ "$attempt" -lt 3 ]; then
      say "  not there yet; fetching the package lists"
      apt_get update >>"$log" 2>&1 || sleep $((attempt * 5))
    fi
  done
  cat "$log" >&2
  rm -f "$log"
  die "apt-get could not install: $*"
}

# Debian's packages of daemons start them on installation. invoke-rc.d asks this file whether they may, with or without systemd; 101 is "no".
policy=/usr/sbin/policy-rc.d
hold_daemons() {
  [ -e "$policy" ] && return
  say "keeping daemons from starting: $policy, until the packages are in"
  trap 'as_root rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
}

brew_install() {
  say "installing with brew: $*"
  brew install --quiet "$@"
}

# Prints the path of a Python that has the modules of the tests: the machine's, or the one that test-deps.sh made.
test_python() {
  local python
  for python in python3 /usr/bin/python3 .build/python/bin/python3; do
    if have "$python" && "$python" -c 'import jsonschema, prometheus_client, sys, yaml; print(sys.executable)' 2>/dev/null; then return; fi
  done
  return 1
}

# Compose comes as a program of its own or as a part of docker.
have_compose() { have docker-compose || { have docker && docker compose version >/dev/null 2>&1; }; }

# Runs a command on one processor, where the system can say so.
one_processor() {
  if have taskset; then taskset -c 0 "$@"; else "$@"; fi
}
