#!/usr/bin/env bash
# A private MariaDB for tests: own data, own port on 127.0.0.1, as the current user. No server of the system is touched.
# Usage: scripts/mariadb.sh start [--durable] | stop | url | env
# `start` prints `CLOOP_TEST_MYSQL_URL=…` and may be called again; `--durable` writes every commit through to the disk.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin

mkdir -p "${CARGO_TARGET_DIR:-target}/mariadb"
home=$(realpath "${CARGO_TARGET_DIR:-target}/mariadb")
exec 9>"$home/lock"
flock 9

pid() { # of the running server, and nothing when the pid file is a leftover
    local pid
    pid=$(cat "$home/pid" 2>/dev/null) && grep -qsF "$home/data" "/proc/$pid/cmdline" && echo "$pid"
}

url() {
    pid >/dev/null || { echo "MariaDB is not running: scripts/mariadb.sh start" >&2; return 1; }
    cat "$home/url"
}

env_line() {
    local url
    url=$(url)
    echo "CLOOP_TEST_MYSQL_URL=$url"
}

initialise() {
    [ -e "$home/initialised" ] && return 0
    rm -rf "$home/data"
    mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$home/data" --skip-test-db \
        --auth-root-authentication-method=socket >"$home/install.log" 2>&1 9>&- || { cat "$home/install.log" >&2; return 1; }
    touch "$home/initialised"
}

launch() { # MODE
    local port password flags=(--innodb-flush-log-at-trx-commit=0 --sync-binlog=0 --skip-innodb-doublewrite)
    [ "$1" = fast ] || flags=(--innodb-flush-log-at-trx-commit=1 --sync-binlog=1 --innodb-buffer-pool-size=1G --innodb-log-file-size=1G)
    port=$(scripts/free-port.sh)
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    (umask 077 && cat >"$home/init.sql") <<SQL
CREATE OR REPLACE USER 'cloop'@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO 'cloop'@'127.0.0.1' WITH GRANT OPTION;
SQL
    rm -f "$home/pid"
    # The socket is named relative to the data, because a path to it may be too long for one.
    setsid mariadbd --no-defaults --user="$(id -un)" --datadir="$home/data" --socket=mariadb.sock \
        --pid-file="$home/pid" --log-error="$home/error.log" --init-file="$home/init.sql" \
        --bind-address=127.0.0.1 --port="$port" --skip-name-resolve --max-connections=500 \
        --character-set-server=utf8mb4 --collation-server=utf8mb4_bin --sql-mode=TRADITIONAL,ONLY_FULL_GROUP_BY \
        --max-allowed-packet=64M "${flags[@]}" </dev/null >/dev/null 2>&1 9>&- &
    scripts/wait-for.sh $! 120 greeting "$port" || { tail -n 30 "$home/error.log" >&2; return 1; }
    echo "$1" >"$home/mode"
    (umask 077 && echo "mysql://cloop:$password@127.0.0.1:$port/" >"$home/url")
}

stop() {
    local server
    if server=$(pid); then
        kill "$server"
        timeout 120 tail --pid="$server" -f /dev/null || { echo "MariaDB (process $server) does not stop" >&2; return 1; }
    fi
    rm -f "$home/pid" "$home/url" "$home/mode" "$home/init.sql"
}

start() {
    local mode=fast
    [ "${1:-}" != --durable ] || mode=durable
    if ! pid >/dev/null || [ "$(cat "$home/mode" 2>/dev/null)" != "$mode" ]; then
        stop
        initialise
        launch "$mode"
    fi
    env_line
}

case ${1:-} in
    start) start "${2:-}" ;;
    stop) stop ;;
    url) url ;;
    env) env_line ;;
    *) echo "usage: scripts/mariadb.sh start [--durable] | stop | url | env" >&2; exit 2 ;;
esac
