# shellcheck shell=bash
# What tools/run and tools/test share: messages, installing, ports, and programs that end when the script does.
# Meant to be read in by a bash script that has set -euo pipefail.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() { warn "$*"; exit 1; }

is_root() { [ "$(id -u)" = 0 ]; }

# Signals end the script through its EXIT trap, with the exit code that a shell expects for them.
exit_on_signals() {
  trap 'exit 130' INT; trap 'exit 143' TERM; trap 'exit 129' HUP; trap 'exit 141' PIPE
}

# start_child NAME PROGRAM…: in the background and in a session of its own, so that Ctrl-C reaches this script alone.
# Should this script be killed outright, the kernel sends the child TERM. The process id is left in the variable NAME.
start_child() {
  local -n started=$1; shift
  setsid setpriv --pdeathsig TERM -- "$@" 9>&- & # 9 is the state folder's lock, which is the script's own
  # shellcheck disable=SC2034 # read by the caller, through the name
  started=$!
}

# stop_child ID SECONDS: TERM to the child and all that it started, and KILL to what is left when it has ended or the time is up.
stop_child() {
  local id=$1 tries=$(($2 * 20))
  kill -TERM -- "-$id" 2>/dev/null || kill -TERM "$id" 2>/dev/null || return 0
  while kill -0 "$id" 2>/dev/null && [ $((tries--)) -gt 0 ]; do sleep 0.05; done
  kill -KILL -- "-$id" 2>/dev/null || true
  wait "$id" 2>/dev/null || true
}

# run_child PROGRAM…: waits for it, but a signal to this script is answered at once; stop_running_child ends it then.
running_child=''
run_child() {
  local code=0
  start_child running_child "$@"
  wait "$running_child" || code=$?
  running_child=''
  return "$code"
}
stop_running_child() { [ -z "$running_child" ] || stop_child "$running_child" 10; running_child=''; }

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

random_hex() { od -An -v -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# apt_install PACKAGE…: as root, or through sudo where that asks for no password; else fails without a word.
apt_install() {
  local as=()
  command -v apt-get >/dev/null || return 1
  if ! is_root; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as=(sudo -n)
  fi
  say "Installing $* with apt-get."
  local log code=0
  log=$(mktemp)
  { "${as[@]}" apt-get update && "${as[@]}" env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
      apt-get install -y --no-install-recommends "$@"; } </dev/null >"$log" 2>&1 || code=$?
  [ "$code" = 0 ] || { warn "apt-get could not install $*:"; tail -n 15 "$log" >&2; }
  rm -f "$log"
  return "$code"
}

# The .NET SDK that global.json asks for; also settles what the SDK needs from its surroundings.
ensure_dotnet() {
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
  if [ -z "${HOME:-}" ]; then HOME=$(getent passwd "$(id -u)" | cut -d: -f6); export HOME; fi
  command -v dotnet >/dev/null || { [ ! -x "$HOME/.dotnet/dotnet" ] || PATH="$HOME/.dotnet:$PATH"; }
  # Without ICU the SDK stops unless told that it can do without; then it must also be told not to warn at each translation.
  if ! compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null && ! compgen -G '/usr/lib*/libicuuc.so.*' >/dev/null; then
    export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY=0
  fi
  local version
  version=$(cd "$root" && dotnet --version 2>/dev/null </dev/null) || version=''
  case ${version%%.*} in
    1[0-9] | [2-9][0-9]) ;;
    *) die "The .NET SDK 10.0.400 or a later 10.0 is missing (found: ${version:-none}). How to install it: https://learn.microsoft.com/dotnet/core/install/linux" ;;
  esac
}
