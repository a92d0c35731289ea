# shellcheck shell=bash
# Reads what dotnet test wrote. Read in after common.sh.

# trx_counts FILE: prints passed, failed and skipped. What ran without passing has failed; what did not run was skipped.
trx_counts() {
  local counters='' total executed passed
  if [ -f "$1" ]; then counters=$(tr '\r\n' '  ' <"$1" | grep -o '<Counters [^>]*>' | tail -n 1) || counters=''; fi
  total=$(trx_attribute total "$counters")
  executed=$(trx_attribute executed "$counters")
  passed=$(trx_attribute passed "$counters")
  say "$passed $((executed - passed)) $((total - executed))"
}

trx_attribute() {
  local value
  value=$(sed -nE "s/.* $1=\"([0-9]+)\".*/\1/p" <<<" $2")
  say "${value:-0}"
}
