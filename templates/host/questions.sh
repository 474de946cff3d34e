# shellcheck shell=bash disable=SC2034,SC2154
# What run.sh and install.sh ask about a part that `describe` has described.

stack=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# The comment at the top of a script.
usage() {
  sed -n '/^# Usage/,/^set /s/^# \{0,1\}//p' "$0"
  exit
}

is_part() {
  local part
  for part in "${parts[@]}"; do [ "$part" != "$1" ] || return 0; done
  return 1
}

# The path of its program, below `root` where that is set; fails where none of its names is there.
program_path() {
  local name folder
  for name in "${programs[@]}"; do
    case $name in
    /*) [ ! -x "${root-}$name" ] || { say "$name"; return 0; } ;;
    *)
      for folder in /usr/local/bin /usr/bin /usr/local/sbin /usr/sbin; do
        [ ! -x "${root-}$folder/$name" ] || { say "$folder/$name"; return 0; }
      done
      ;;
    esac
  done
  return 1
}

# The name by which it reads a secret.
secret_name() {
  case $1 in
  file\ *) say "${1##*/}" ;;
  *) printf '%s\n' "${1#* }" | tr '[:upper:]' '[:lower:]' ;;
  esac
}

# The value of a secret; fails where there is none.
secret_value() {
  local place=${1#* }
  case $1 in
  file\ *) [ -s "$stack/$place" ] && cat "$stack/$place" ;;
  *) [ -n "${!place-}" ] && printf %s "${!place}" ;;
  esac
}

secret_place() {
  case $1 in
  file\ *) say "the file $stack/${1#* }" ;;
  *) say "the variable ${1#* } of the environment" ;;
  esac
}

endpoint_host() {
  local host=${1%:*}
  host=${host#[}
  say "${host%]}"
}

is_in_use() { (exec 3<>"/dev/tcp/$(endpoint_host "$1")/${1##*:}") 2>/dev/null; }
