#!/usr/bin/env bash
# Usage: scripts/release.sh
#
# Builds pharos and writes dist/pharos, stripped, and dist/pharos.sha256. On Linux makes sure that it is self-contained.
. "$(dirname "$0")/lib.sh"

scripts/build.sh
rm -rf dist
mkdir dist
cp .build/release/pharos dist/pharos

if [ "$(uname)" = Linux ]; then
  # ldd fails on a static executable; its words are the answer.
  libraries=$(ldd dist/pharos 2>&1 || true)
  [[ $libraries == *"not a dynamic executable"* ]] || die "dist/pharos needs shared libraries:
$libraries"
else
  strip dist/pharos
fi

# From another folder, so that nothing beside the sources can be of help.
binary=$PWD/dist/pharos
version=$(cd / && "$binary" --version)

cd dist
if have sha256sum; then sha256sum pharos; else shasum -a 256 pharos; fi >pharos.sha256
printf 'dist/pharos  version %s  %s MB  sha256 %s\n' \
  "$version" "$(du -m pharos | cut -f1)" "$(cut -d' ' -f1 pharos.sha256)"
