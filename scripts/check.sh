#!/usr/bin/env bash
# Usage: scripts/check.sh SWIFT-SOURCE…
#
# Checks what can be checked in seconds, without building: formatting, syntax of the scripts, templates, links, wording.
. "$(dirname "$0")/lib.sh"

failed=0
check() {
  local name=$1
  shift
  if "$@"; then say "ok      $name"; else say "failed  $name"; failed=1; fi
}

shell_syntax() {
  local file
  for file in scripts/*.sh templates/host/*.sh .ci/run; do bash -n "$file" || return; done
}

python_syntax() {
  python3 -c 'import ast, sys
for name in sys.argv[1:]: ast.parse(open(name).read(), name)' scripts/*.py
}

# Carriage returns and hidden characters cannot be embedded; the build says so too, but later.
line_ends() { ! grep -rlI $'\r' templates runbooks; }

executable_bits() {
  local file
  for file in scripts/*.sh scripts/*.py .ci/run; do
    [ -x "$file" ] || [ "$file" = scripts/lib.sh ] || { say "$file is not executable"; return 1; }
  done
}

# A tag can be moved to other code, a commit cannot.
pinned_actions() {
  ! grep -nE '^ *(- )?uses: [^.]' .github/workflows/*.yml action.yml | grep -vE '@[0-9a-f]{40} # v[0-9]'
}

check "formatting (make fmt fixes it)" swift format lint --strict --parallel --recursive "$@"
check "shell syntax" shell_syntax
if have shellcheck; then check "shellcheck" shellcheck -s bash -S warning -x -P scripts scripts/*.sh .ci/run; fi
check "Python syntax" python_syntax
check "executable bits" executable_bits
check "line ends of templates" line_ends
check "actions are pinned by commit" pinned_actions
check "links" scripts/check-links.py
check "phrases (scripts/phrases.txt)" scripts/check-phrases.py
exit "$failed"
