#!/usr/bin/env bash
# Usage: scripts/catalogues-deps.sh
#
# Installs what `make catalogues` runs and this machine lacks: Debian's servers and exporters, and modules of its Python. Starts no daemon and
# leaves none enabled.
. "$(dirname "$0")/lib.sh"

have dpkg-query || die "make catalogues runs the servers of Debian 12; run it there"

needed=(
  apache2-bin bind9 caddy haproxy mariadb-server nginx-light postgresql rabbitmq-server redis-server varnish
  prometheus prometheus-alertmanager prometheus-apache-exporter prometheus-bind-exporter prometheus-blackbox-exporter
  prometheus-mysqld-exporter prometheus-nginx-exporter prometheus-node-exporter prometheus-postgres-exporter prometheus-process-exporter
  prometheus-pushgateway prometheus-redis-exporter prometheus-varnish-exporter
  python3 python3-prometheus-client python3-yaml
)
packages=()
# Their versions are read from the packages, so a program from elsewhere is not enough.
for each in "${needed[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$each" 2>/dev/null)" = installed ] || packages+=("$each")
done
if [ "${#packages[@]}" -gt 0 ]; then
  hold_daemons
  apt_install "${packages[@]}"
  # Units have the names of their packages; those of MariaDB and Apache differ.
  if [ -d /run/systemd/system ]; then
    as_root systemctl --quiet disable --now "${packages[@]}" mariadb 2>/dev/null || true
  fi
fi
