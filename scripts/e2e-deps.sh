#!/usr/bin/env bash
# Usage: scripts/e2e-deps.sh
#
# Installs what `make e2e` runs and this machine lacks: Debian's servers and exporters, a browser, a source of load, and the example's Python
# packages in .build/e2e. Starts no daemon and leaves none enabled.
. "$(dirname "$0")/lib.sh"

have apt-get || die "make e2e runs the servers of Debian 12; run it there"

# A program, and the package that has it. Units have the names of their packages.
needed=(
  prometheus:prometheus prometheus-alertmanager:prometheus-alertmanager
  prometheus-node-exporter:prometheus-node-exporter prometheus-postgres-exporter:prometheus-postgres-exporter
  prometheus-redis-exporter:prometheus-redis-exporter prometheus-nginx-exporter:prometheus-nginx-exporter
  prometheus-blackbox-exporter:prometheus-blackbox-exporter
  redis-server:redis-server nginx:nginx-light psql:postgresql hey:hey chromium:chromium curl:curl openssl:openssl
)
packages=()
PATH=$PATH:/usr/sbin
for each in "${needed[@]}"; do have "${each%%:*}" || packages+=("${each##*:}"); done
compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null || packages+=(postgresql)
python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
if [ "${#packages[@]}" -gt 0 ]; then
  hold_daemons
  apt_install "${packages[@]}"
  if [ -d /run/systemd/system ]; then
    as_root systemctl --quiet disable --now "${packages[@]}" 2>/dev/null || true
  fi
fi

python=.build/e2e/bin/python3
requirements=(-r examples/studio-app/app/requirements.txt -r Tests/Trial/requirements.txt)
stamp=.build/e2e/requirements.sum
sum=$(cat examples/studio-app/app/requirements.txt Tests/Trial/requirements.txt | cksum)
if [ ! -x "$python" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$sum" ]; then
  say "installing with pip into .build/e2e: the packages of the example and of the trial"
  python3 -m venv .build/e2e
  "$python" -m pip install --quiet --disable-pip-version-check "${requirements[@]}"
  printf %s "$sum" >"$stamp"
fi
