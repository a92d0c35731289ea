#!/usr/bin/env bash
# The README's first command as a newcomer gives it, and again the next morning: sets up, serves, stops, keeps what was there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

state=$(mktemp -d "${TMPDIR:-/tmp}/trepart-run-XXXXXX")
chmod 711 "$state"
port=$((30000 + RANDOM % 8000))
run=''

# shellcheck disable=SC2317 # called by the trap
finish() {
  local code=$?
  if [ -n "$run" ]; then kill -TERM "$run" 2>/dev/null || true; wait "$run" 2>/dev/null || true; fi
  [ "$code" = 0 ] || tail -n 40 "$state".log >&2
  rm -rf "$state" "$state".log
  exit "$code"
}
trap finish EXIT

fail() { printf '%s\n' "$*" >&2; exit 1; }

# start WORDS: runs the command until it is ready, and looks for words in what it says.
start() {
  local tries=1200
  TREPART_STATE=$state TREPART_PORT=$port tools/run >"$state".log 2>&1 &
  run=$!
  until grep -q '^Stop with' "$state".log; do
    kill -0 "$run" 2>/dev/null || fail 'tools/run ended before the service was ready.'
    [ $((tries--)) -gt 0 ] || fail 'tools/run was not ready within ten minutes.'
    sleep 0.5
  done
  grep -q "$1" "$state".log || fail "tools/run did not say: $1"
}

stop() {
  local code=0
  kill -TERM "$run"
  wait "$run" || code=$?
  run=''
  [ "$code" = 143 ] || fail "tools/run ended with code $code on TERM, not 143."
}

# page PATH: in plain bash, since curl may be missing.
page() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAccept: text/html\r\nConnection: close\r\n\r\n' "$1" "$port" >&3
  cat <&3
  exec 3>&-
}

start 'lines are new to steinkjer'
[[ $(page /logg-inn) == *'Steinkjer kommune'* ]] || fail 'The sign-in page does not name the demo municipalities.'
[[ $(page /lib/designsystemet.css) == *'.ds-button'* ]] || fail 'The stylesheet is not served.'
stop
started=$SECONDS
start 'nothing new; steinkjer has all'
printf 'The second run was ready within %s s.\n' $((SECONDS - started))
stop
