#!/usr/bin/env bash
# Usage: scripts/bench.sh [--json FILE] [--seed N] [--quick]
#
# Measures the release build of pharos: start-up, validation, generation and drift check of the reference project and of
# projects with 50 and 500 services, 100 MB of exposition, lint of our own rules and of rules in the shapes that others write
# (another seed makes other ones), and parts of it in their own process. promtool, doing the same in the same run, is the measure of what
# is fast, by time and, where rules are linted, by instructions that valgrind counts. Prints tables; --json writes the same to FILE.
# --quick takes a hundredth of the input, to try the script itself.
# Fails when a command fails, never because one is slow. PHAROS=PATH measures another build, with the pharos-bench beside it.
. "$(dirname "$0")/lib.sh"

seed=1 json=() services="50 500" megabytes=100 files=100 many="10000 100000"
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=(--json "$2"); shift ;;
    --seed) seed=$2; shift ;;
    --quick) services=5 megabytes=1 files=1 many=100 ;;
    *) die "no such option: $1" ;;
  esac
  shift
done

pharos=${PHAROS:-.build/release/pharos}
[ -x "$pharos" ] || die "$pharos is missing; run: make build"
[ -n "${PHAROS:-}" ] || scripts/build.sh pharos-bench
if [ "$(uname)" = Linux ] && have apt-get; then
  [ -x /usr/bin/time ] || apt_install time
  have valgrind || apt_install valgrind
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp examples/agentic-startup-studio/pharos.yml "$work/reference.yml"
for count in $services; do scripts/many-services.py "$count" >"$work/$count-services.yml"; done
scripts/exposition.py "$megabytes" >"$work/$megabytes-megabytes.prom"

# Our own rules, renamed, in files of a hundred and in one.
"$pharos" generate "$work/reference.yml" --output "$work/stack" >/dev/null 2>&1
mkdir "$work/rules"
for count in $many; do
  scripts/many-rules.py "$count" "$work/own" "$work/stack"/prometheus/rules/*.yml
  mv "$work/own/many" "$work/rules/$count rules"
  mkdir "$work/rules/$count rules in one file"
  mv "$work/own/one.yml" "$work/rules/$count rules in one file"
  rmdir "$work/own"
done

# What others write.
shapes() { scripts/shapes.py "$work/rules/$1" --seed "$seed" "${@:2}" >/dev/null; }
shapes "other shapes" --files "$files"
shapes "other shapes in one file" --files 1 --rules $((files * 100))
shapes "other shapes, 1% broken" --files "$files" --broken 0.01
shapes "other shapes, groups of 1000" --files $(((files + 9) / 10)) --rules 1000 --group 1000

scripts/bench.py --seed "$seed" ${json[@]+"${json[@]}"} "$pharos" "$(dirname "$pharos")/pharos-bench" "$work"
