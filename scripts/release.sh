#!/usr/bin/env bash
# Usage: scripts/release.sh
#
# Builds pharos and writes dist/: an archive with the binary, its completions and its manual page, a bill of materials, and
# the checksums of both. On Linux makes sure that the binary is self-contained. Outside of a repository PHAROS_COMMIT and
# SOURCE_DATE_EPOCH say what Git would.
. "$(dirname "$0")/lib.sh"

# A commit that the sources have moved on from would be a lie.
if [ -z "${PHAROS_COMMIT:-}" ] && [ -z "$(git status --porcelain 2>&1)" ]; then
  PHAROS_COMMIT=$(git rev-parse HEAD)
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
fi
export PHAROS_COMMIT=${PHAROS_COMMIT:-} SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0}

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
scripts/pack.py dist/pharos dist
printf 'dist/  pharos %s  %s MB\n' "$version" "$(du -m dist/pharos | cut -f1)"
