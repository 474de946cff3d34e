#!/usr/bin/env bash
# Usage: scripts/deps.sh
#
# Installs what building pharos needs and this machine lacks: libyaml with its headers, and pkg-config, by which SwiftPM
# finds it. Swift itself is only looked for.
. "$(dirname "$0")/lib.sh"

have swift || die "Swift is missing; pharos needs 6.1 or later: https://www.swift.org/install/"
version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+)\.([0-9]+).*/\1 \2/p')
read -r major minor <<<"$version"
if [ "$((${major:-0} * 100 + ${minor:-0}))" -lt 601 ]; then
  die "this Swift is ${major:-?}.${minor:-?}; pharos needs 6.1 or later: https://www.swift.org/install/"
fi

if have pkg-config && pkg-config --exists yaml-0.1; then
  exit
elif have apt-get; then
  apt_install libyaml-dev pkg-config
elif have brew; then
  brew_install libyaml pkgconf
else
  die "libyaml with its headers, or pkg-config, is missing, and there is neither apt-get nor brew to install them
  Fedora, Amazon Linux: dnf install libyaml-devel libyaml-static pkgconf-pkg-config"
fi
pkg-config --exists yaml-0.1 || die "pkg-config does not find yaml-0.1 even now; PKG_CONFIG_PATH may hide it"
