#!/usr/bin/env bash
# Usage: scripts/demo.sh [FOLDER]
#
# Validates the spec of the reference project and generates its stack into FOLDER (default: .build/demo, made anew).
. "$(dirname "$0")/lib.sh"

pharos=.build/release/pharos
spec=examples/agentic-startup-studio/pharos.yml
output=${1:-.build/demo}

[ -x "$pharos" ] || die "$pharos is missing; run: make build"
if [ $# = 0 ]; then
  rm -rf "$output"
elif [ -e "$output" ] && [ -n "$(ls -A "$output")" ]; then
  die "$output is not empty"
fi

run() {
  printf '\n$ %s\n' "$*"
  "$@"
}

run "$pharos" validate "$spec"
run "$pharos" generate "$spec" --output "$output"

printf '\n%s\n' "$output"
(cd "$output" && find . -type f | LC_ALL=C sort) | awk -F/ '
  NF == 2 { order[++n] = $2; next }
  !($2 in files) { order[++n] = $2 }
  { files[$2]++ }
  END {
    for (i = 1; i <= n; i++)
      if (order[i] in files) printf "  %-22s %s\n", order[i] "/", files[order[i]] (files[order[i]] > 1 ? " files" : " file")
      else print "  " order[i]
  }'

cat <<NEXT

Next: read $output/docs/monitoring.md, put the secrets where
$output/secrets/README.md says, then
  cd $output && docker compose up -d
Or change $spec and see what follows from it:
  $pharos generate $spec --output $output --diff
NEXT
