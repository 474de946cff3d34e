#!/usr/bin/env bash
#
# Usage: host/install.sh                                                  what it would do; changes nothing
#        host/install.sh install [--start] [--skip-missing] [--root FOLDER]
#        host/install.sh uninstall [--root FOLDER]
#
# Installs the parts as services of systemd, or takes them away again. Data and secrets are never removed.
#
#   --start         start all of it at once and with the machine, and have running parts take what changed
#   --skip-missing  leave out parts whose program is missing, instead of stopping
#   --root FOLDER   install below this folder, for an image of a machine; starts nothing
set -eo pipefail

# shellcheck source-path=SCRIPTDIR source=parts.sh
. "$(dirname "$0")/parts.sh"
# shellcheck source-path=SCRIPTDIR source=questions.sh
. "$(dirname "$0")/questions.sh"

task=explain start=false skip_missing=false root=""
while [ $# -gt 0 ]; do
  case $1 in
  install | uninstall) task=$1 ;;
  --start) start=true ;;
  --skip-missing) skip_missing=true ;;
  --root)
    [ -d "${2-}" ] || die "--root takes a folder that exists"
    root=$(cd "$2" && pwd)
    shift
    ;;
  -h | --help) usage ;;
  *) die "unknown argument: $1; --help lists them" ;;
  esac
  shift
done
if [ "$task" != explain ] && [ -z "$root" ] && [ "$(id -u)" != 0 ]; then die "needs root: sudo host/install.sh $task"; fi
if "$start" && [ -n "$root" ]; then die "--start does not go with --root"; fi

# The users that the parts run as read the configuration.
umask 022
units=/etc/systemd/system
# What is installed, a path a line.
record=$configuration/installed
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/files"
: >"$work/changes"

# Puts a file where it would be on the machine, below a folder of its own.
stage() {
  mkdir -p "$(dirname "$work/files$2")"
  cat "$1" >"$work/files$2"
}

# The service of a part, with the path of its program.
stage_service() {
  sed "s|^ExecStart=[^ ]*|ExecStart=$1|" "$stack/host/systemd/$project-$part.service" >"$work/service"
  stage "$work/service" "$units/$project-$part.service"
}

installed=() missing=false
for part in "${parts[@]}"; do
  describe "$part"
  if program=$(program_path); then
    installed+=("$part")
    stage_service "$program"
    for folder in "${folders[@]}"; do
      find "$stack/$folder" -type f >"$work/list"
      while IFS= read -r file; do stage "$file" "$configuration/${file#"$stack"/}"; done <"$work/list"
    done
  else
    missing=true
    say "missing   $part: no program ${programs[*]##*/}; get it from $source"
  fi
done
stage "$stack/host/systemd/$group.target" "$units/$group.target"

was_installed() { [ -f "$root$record" ] && grep -qxF "$1" "$root$record"; }

# What is to be done: a word and a path a line.
foreign=false
find "$work/files" -type f | sort >"$work/list"
while IFS= read -r file; do
  path=${file#"$work/files"}
  if [ ! -e "$root$path" ]; then
    say "new       $path"
  elif cmp -s "$file" "$root$path"; then
    continue
  elif was_installed "$path"; then
    say "changed   $path"
  else
    say "foreign   $path"
  fi
done <"$work/list" >"$work/changes"
if [ -f "$root$record" ]; then
  while IFS= read -r path; do [ -e "$work/files$path" ] || say "removed   $path"; done <"$root$record" >>"$work/changes"
fi
! grep -q '^foreign' "$work/changes" || foreign=true

# Of those that the parts read, each once.
each_secret() {
  for part in "${installed[@]}"; do
    describe "$part"
    [ ${#secrets[@]} = 0 ] || printf '%s\n' "${secrets[@]}"
  done | sort -u
}

explain_secrets() {
  local secret name
  each_secret | while IFS= read -r secret; do
    name=$(secret_name "$secret")
    if [ -e "$root$secrets_dir/$name" ]; then
      say "kept      $secrets_dir/$name, as it is; delete it to have it written anew"
    elif secret_value "$secret" >/dev/null; then
      say "secret    $secrets_dir/$name, for root alone, from $(secret_place "$secret")"
    else
      say "missing   $secrets_dir/$name; put the value into $(secret_place "$secret")"
    fi
  done
}

install_secrets() {
  local secret name
  mkdir -p "$root$secrets_dir"
  chmod 700 "$root$secrets_dir"
  each_secret | while IFS= read -r secret; do
    name=$(secret_name "$secret")
    [ ! -e "$root$secrets_dir/$name" ] || continue
    secret_value "$secret" >"$work/secret" || { say "missing   $secrets_dir/$name: its part does not start without"; continue; }
    install -m 600 "$work/secret" "$root$secrets_dir/$name"
  done
}

# Folders that are empty then go as well.
remove() {
  local folder
  rm -f "$root$1"
  folder=$(dirname "$1")
  while [ "${folder#"$configuration"}" != "$folder" ] && rmdir "$root$folder" 2>/dev/null; do folder=$(dirname "$folder"); done
}

install_files() {
  local word path
  while read -r word path; do
    case $word in
    new | changed)
      mkdir -p "$root$(dirname "$path")"
      install -m 644 "$work/files$path" "$root$path"
      ;;
    removed) remove "$path" ;;
    esac
  done <"$work/changes"
  sed "s|^$work/files||" "$work/list" >"$root$record"
}

# Debian's packages start services of their own, at the usual ports.
explain_ports() {
  [ -z "$root" ] || return 0
  for part in "${installed[@]}"; do
    describe "$part"
    ! was_installed "$units/$project-$part.service" || continue
    for endpoint in "${endpoints[@]}"; do
      ! is_in_use "$endpoint" || say "in use    $endpoint, where $part is to listen; stop what does, or give $part another address in the spec"
    done
  done
}

has_changed() { grep -qE "^($1) +$2" "$work/changes"; }

# Takes what changed: by a reload, where the unit is the same and its program can.
start_all() {
  local services=() folder unit
  for part in "${installed[@]}"; do services+=("$project-$part.service"); done
  systemctl daemon-reload
  systemctl enable --quiet "$group.target" "${services[@]}"
  systemctl start "$group.target" "${services[@]}"
  for part in "${installed[@]}"; do
    describe "$part"
    unit=$project-$part.service
    if has_changed changed "$units/$unit"; then
      systemctl restart "$unit"
    elif ! has_changed new "$units/$unit"; then
      for folder in "${folders[@]}"; do
        has_changed 'new|changed|removed' "$configuration/$folder/" || continue
        systemctl reload-or-restart "$unit"
        break
      done
    fi
  done
  systemctl list-units --all "$project-*"
}

uninstall() {
  [ -f "$root$record" ] || die "nothing is installed: there is no $root$record"
  local services=() path
  while IFS= read -r path; do
    case $path in "$units"/*) services+=("${path##*/}") ;; esac
  done <"$root$record"
  [ -n "$root" ] || systemctl disable --now --quiet "${services[@]}"
  cp "$root$record" "$work/record"
  rm -f "$root$record"
  while IFS= read -r path; do
    remove "$path"
    say "removed   $path"
  done <"$work/record"
  [ -n "$root" ] || systemctl daemon-reload
  say
  say "Secrets in $secrets_dir and data in /var/lib/private/$project-* are left; remove them by hand."
}

case $task in
explain)
  cat "$work/changes"
  explain_secrets
  explain_ports
  say
  ! "$foreign" || say "What is foreign was not installed by this script: move it away first."
  say "Nothing is changed. To do this:"
  say "  sudo host/install.sh install           copy these files"
  say "  sudo host/install.sh install --start   and start $group.target, now and with the machine"
  ;;
install)
  cat "$work/changes"
  ! "$foreign" || die "nothing is installed: move away what is foreign, which this script did not install"
  if "$missing" && ! "$skip_missing"; then die "nothing is installed; --skip-missing goes on without these parts"; fi
  mkdir -p "$root$configuration"
  install_files
  install_secrets
  if "$start"; then
    start_all
  else
    say
    say "Start it, now and with the machine:  sudo host/install.sh install --start"
  fi
  ;;
uninstall) uninstall ;;
esac
