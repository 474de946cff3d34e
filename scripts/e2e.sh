#!/usr/bin/env bash
# Usage: scripts/e2e.sh [OPTION of Tests/Trial/trial.py…]
#
# Tries what pharos generates on real servers, with .build/release/pharos, or the program that PHAROS names.
. "$(dirname "$0")/lib.sh"

pharos=${PHAROS:-.build/release/pharos}
[ -x "$pharos" ] || die "no $pharos; run: make build"
export PYTHONDONTWRITEBYTECODE=1
exec .build/e2e/bin/python3 Tests/Trial/trial.py "$@" "$pharos"
