# shellcheck shell=bash
# shellcheck disable=SC2154 # root comes from common.sh
# The state folder of tools/run: .trepart in the repository, or TREPART_STATE. Read in after common.sh.
# It holds the database, the service's configuration with its keys, and the logs. A mark in it tells that it is ours to remove.

state=$(realpath -m "${TREPART_STATE:-$root/.trepart}")
state_mark=$state/made-by-trepart

state_open() {
  if [ ! -e "$state_mark" ]; then
    [ -z "$(ls -A "$state" 2>/dev/null)" ] || die "$state is not empty and was not made by tools/run. Choose another folder with TREPART_STATE."
    mkdir -p "$state" || die "The folder $state cannot be made. Choose another with TREPART_STATE."
    # Root's database runs as another user, who must be able to pass through; what lies here is closed to others file by file.
    if is_root; then chmod 711 "$state"; else chmod 700 "$state"; fi
    : >"$state_mark"
  fi
  [ -O "$state_mark" ] || die "$state belongs to another user. Run as that user, or choose another folder with TREPART_STATE."
  state_lock
  (umask 077 && : >"$state/service.log" && : >>"$state/build.log")
}

state_lock() {
  exec 9>>"$state/lock"
  flock -n 9 || die "tools/run already runs with $state. Stop it first, or choose another folder with TREPART_STATE."
}

# state_reset [yes]: removes everything that tools/run has made, after asking.
state_reset() {
  local answer=${1:-} elsewhere=''
  [ -e "$state_mark" ] || { say "There is nothing to remove: no state in $state."; return 0; }
  state_lock
  if [ -f "$state/pg-home" ]; then elsewhere=$(<"$state/pg-home"); fi
  [[ $elsewhere == /var/lib/trepart-* ]] || elsewhere=''
  if [ "$answer" != yes ]; then
    printf 'Remove the database, keys and logs in %s%s? Type yes: ' "$state" "${elsewhere:+ and $elsewhere}"
    read -r answer || say
    [ "$answer" = yes ] || die "Nothing was removed. Without a terminal: tools/run --reset --yes"
  fi
  rm -rf "$state" ${elsewhere:+"$elsewhere"}
  say "Removed $state. The next tools/run starts anew."
}
