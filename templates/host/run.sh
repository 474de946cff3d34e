#!/usr/bin/env bash
#
# Usage: host/run.sh [--free-ports] [--skip-missing] [--data FOLDER] [--only PART...]
#
# Runs the parts in the foreground, to try them: with a copy of the configuration, as whoever calls it, until Ctrl-C.
#
#   --free-ports    listen on free ports, where the usual ones are taken
#   --skip-missing  leave out parts whose program or secrets are missing, instead of stopping
#   --data FOLDER   keep data there; a temporary folder if not said
#   --only PART...  run these parts alone
set -eo pipefail

# shellcheck source-path=SCRIPTDIR source=parts.sh
. "$(dirname "$0")/parts.sh"
# shellcheck source-path=SCRIPTDIR source=questions.sh
. "$(dirname "$0")/questions.sh"
PATH=$PATH:/usr/local/sbin:/usr/sbin

free_ports=false skip_missing=false data="" wanted=()
while [ $# -gt 0 ]; do
  case $1 in
  --free-ports) free_ports=true ;;
  --skip-missing) skip_missing=true ;;
  --data)
    [ -n "${2-}" ] || die "--data takes a folder"
    mkdir -p "$2"
    data=$(cd "$2" && pwd)
    shift
    ;;
  --only)
    while [ $# -gt 1 ] && [ "${2#-}" = "$2" ]; do
      is_part "$2" || die "no part is called $2; there are ${parts[*]}"
      wanted+=("$2")
      shift
    done
    [ ${#wanted[@]} -gt 0 ] || die "--only takes names of parts: ${parts[*]}"
    ;;
  -h | --help) usage ;;
  *) die "unknown argument: $1; --help lists them" ;;
  esac
  shift
done
[ ${#wanted[@]} -gt 0 ] || wanted=("${parts[@]}")

# What is missing, all at once.
running=() missing=false
for part in "${wanted[@]}"; do
  describe "$part"
  problems=()
  program_path >/dev/null || problems+=("no program ${programs[*]##*/}; get it from $source")
  for secret in "${secrets[@]}"; do
    secret_value "$secret" >/dev/null || problems+=("no secret $(secret_name "$secret"); put it into $(secret_place "$secret")")
  done
  if ! "$free_ports"; then
    for endpoint in "${endpoints[@]}"; do
      ! is_in_use "$endpoint" || problems+=("something listens on $endpoint already; --free-ports takes another")
    done
  fi
  [ ${#problems[@]} -gt 0 ] || { running+=("$part"); continue; }
  missing=true
  printf "$part: %s\n" "${problems[@]}" >&2
done
if "$missing"; then
  "$skip_missing" || die "nothing is started; --skip-missing goes on without these parts"
  [ ${#running[@]} -gt 0 ] || die "nothing is left to start"
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/$project-trial.XXXXXX")
[ -n "$data" ] || data=$work/data
pids=() names=()

# Each by its own id: nobody else's processes are touched.
stop() {
  local pid round
  trap '' INT TERM
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for round in {1..100}; do
    : "$round"
    alive || break
    sleep 0.1
  done
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}

alive() {
  local pid
  for pid in "${pids[@]}"; do ! kill -0 "$pid" 2>/dev/null || return 0; done
  return 1
}

trap stop EXIT
trap 'exit 0' INT TERM

# Texts as sed takes them, in a pattern and in its replacement.
pattern() { printf %s "$1" | sed 's/[][\.*^$|]/\\&/g'; }
replacement() { printf %s "$1" | sed 's/[\&|]/\\&/g'; }

taken=" "
# A port that nobody listens on, in `port`.
find_free_port() {
  while :; do
    port=$((20000 + RANDOM % 10000))
    [ "${taken#* "$port" }" = "$taken" ] || continue
    is_in_use "127.0.0.1:$port" || break
  done
  taken+="$port "
}

# What differs from the machine's configuration: everywhere, and in what one part alone reads.
mkdir -p "$work/secrets"
{
  printf 's|%s/|%s/|g\n' "$(pattern "$configuration")" "$(replacement "$work/etc")"
  printf 's|/var/lib/%s-|%s/|g\n' "$(pattern "$project")" "$(replacement "$data")"
  printf 's|/run/credentials/%s-[a-z0-9_-]*[.]service/|%s/|g\n' "$(pattern "$project")" "$(replacement "$work/secrets")"
} >"$work/places"
for part in "${running[@]}"; do
  describe "$part"
  : >"$work/places.$part"
  : >"$work/answers.$part"
  for endpoint in "${endpoints[@]}"; do
    address=$endpoint
    if "$free_ports"; then
      find_free_port
      address=${endpoint%:*}:$port
      printf 's|%s$|%s|\n' "$(pattern "$endpoint")" "$(replacement "$address")" >>"$work/places"
      printf 's|%s\\([^0-9]\\)|%s\\1|g\n' "$(pattern "$endpoint")" "$(replacement "$address")" >>"$work/places"
      printf 's/\\(port: \\|PORT=\\)%s$/\\1%s/\n' "${endpoint##*:}" "$port" >>"$work/places.$part"
    fi
    say "$address" >>"$work/answers.$part"
  done
done

copy_configuration() {
  local folder file
  for folder in "${folders[@]}"; do
    find "$stack/$folder" -type f | while IFS= read -r file; do
      mkdir -p "$(dirname "$work/etc/${file#"$stack"/}")"
      sed -f "$work/places" -f "$work/places.$1" "$file" >"$work/etc/${file#"$stack"/}"
    done
  done
}

# Its arguments or variables as they are here, a line each.
here() {
  local part=$1
  shift
  [ $# = 0 ] || printf '%s\n' "$@" | sed -f "$work/places" -f "$work/places.$part"
}

prefixed() {
  local line
  while IFS= read -r line; do printf '%-16s | %s\n' "$1" "$line"; done
}

start() {
  local part=$1 words=() variables=() line secret folder program
  describe "$part"
  program=$(program_path)
  copy_configuration "$part"
  for secret in "${secrets[@]}"; do (umask 077 && secret_value "$secret" >"$work/secrets/$(secret_name "$secret")"); done
  for folder in "${storage[@]}"; do mkdir -p "$data/${folder#"$project"-}"; done
  while IFS= read -r line; do words+=("$line"); done < <(here "$part" "${arguments[@]}")
  while IFS= read -r line; do variables+=("$line"); done < <(here "$part" "${environment[@]}")
  env "${variables[@]}" "$program" "${words[@]}" > >(prefixed "$part") 2>&1 </dev/null &
  pids+=("$!")
  names+=("$part")
}

# Ends this script where a part has ended.
check() {
  local index status
  for index in "${!pids[@]}"; do
    kill -0 "${pids[index]}" 2>/dev/null && continue
    status=0
    wait "${pids[index]}" || status=$?
    die "${names[index]} ended with status $status; its last lines are above"
  done
}

# `wait` is interrupted by a signal, `sleep` is not.
pause() { sleep "$1" & wait "$!"; }

cd "$work"
for part in "${running[@]}"; do start "$part"; done
for part in "${running[@]}"; do
  address=$(head -n 1 "$work/answers.$part")
  for _ in {1..120}; do
    check
    ! is_in_use "$address" || break
    pause 0.5
  done
  is_in_use "$address" || die "$part does not answer at $address after a minute"
done
say
for part in "${running[@]}"; do say "$part answers at $(paste -sd ' ' "$work/answers.$part")"; done
say "All parts run; Ctrl-C stops them."
say
while :; do
  check
  pause 1
done
