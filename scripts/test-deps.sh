#!/usr/bin/env bash
# Usage: scripts/test-deps.sh
#
# Installs the tools that judge what pharos generates and this machine lacks: promtool, amtool, docker-compose, Debian's exporters, Python's
# jsonschema and yaml, the shells that complete its command lines, mandoc, shellcheck and, on Linux, systemd-analyze. Starts no daemon and leaves none enabled.
. "$(dirname "$0")/lib.sh"

units=""

with_apt() {
  local packages=()
  have promtool || packages+=(prometheus) units+=" prometheus"
  have amtool || packages+=(prometheus-alertmanager) units+=" prometheus-alertmanager"
  have_compose || packages+=(docker-compose)
  for exporter in node postgres redis blackbox; do
    have "prometheus-$exporter-exporter" || packages+=("prometheus-$exporter-exporter") units+=" prometheus-$exporter-exporter"
  done
  have curl || packages+=(curl)
  have zsh || packages+=(zsh)
  have fish || packages+=(fish)
  have mandoc || packages+=(mandoc)
  have shellcheck || packages+=(shellcheck)
  have systemd-analyze || packages+=(systemd)
  test_python >/dev/null || packages+=(python3-jsonschema python3-prometheus-client python3-yaml)
  [ "${#packages[@]}" = 0 ] && return
  hold_daemons
  apt_install "${packages[@]}"
  if [ -n "$units" ] && [ -d /run/systemd/system ]; then
    # shellcheck disable=SC2086 # names without spaces
    as_root systemctl --quiet disable --now $units
  fi
}

with_brew() {
  local packages=()
  have promtool || packages+=(prometheus)
  have amtool || packages+=(alertmanager)
  have_compose || packages+=(docker-compose)
  have fish || packages+=(fish)
  have mandoc || packages+=(mandoc)
  [ "${#packages[@]}" = 0 ] || brew_install "${packages[@]}"
  if ! test_python >/dev/null; then
    say "installing with pip into .build/python: jsonschema prometheus-client pyyaml"
    python3 -m venv .build/python
    .build/python/bin/python3 -m pip install --quiet --disable-pip-version-check jsonschema prometheus-client pyyaml
  fi
}

if have apt-get; then with_apt; elif have brew; then with_brew; fi

hash -r
missing=""
have promtool || missing+=" promtool"
have amtool || missing+=" amtool"
have_compose || missing+=" docker-compose"
for tool in zsh fish mandoc; do have "$tool" || missing+=" $tool"; done
test_python >/dev/null || missing+=" python3-with-jsonschema,-yaml-and-prometheus_client"
[ -z "$missing" ] || die "the tests need what this machine lacks and cannot install by itself:$missing"

# The generated instrumentation is tested with what services use, where PyPI is reached.
scripts/instrumentation.sh --newest || say "no PyPI: the tests of the generated instrumentation run without FastAPI"
