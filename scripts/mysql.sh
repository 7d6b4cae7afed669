#!/usr/bin/env bash
# A private MySQL for an optional leg of the tests; `make test` never needs it. Debian has MySQL only in its unstable
# suite, so the packages are unpacked into a folder and run with their own C library: nothing is installed.
# Usage: scripts/mysql.sh start | stop | url | env
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p "${CARGO_TARGET_DIR:-target}/mysql"
home=$(realpath "${CARGO_TARGET_DIR:-target}/mysql")
root=$home/root
exec 9>"$home/lock"
flock 9

fetch() {
    [ -e "$home/unpacked" ] && return 0
    command -v apt-get >/dev/null || { echo "MySQL is unpacked from Debian packages, and this system has no apt-get" >&2; return 1; }
    local apt=$home/apt mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -m1 -E '/debian/?$') ||
        { echo "no Debian archive in this system's package sources: run apt-get update" >&2; return 1; }
    rm -rf "$apt" "$root"
    mkdir -p "$apt"/{etc/apt.conf.d,etc/preferences.d,state/lists/partial,cache/archives/partial} "$root"
    : >"$apt/status"
    cp /etc/apt/apt.conf.d/99* "$apt/etc/apt.conf.d/" 2>/dev/null || true
    cat >"$apt/etc/sources.list" <<<"deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main"
    cat >"$apt/apt.conf" <<CONF
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc "$apt/etc";
APT::Sandbox::User "$(id -un)";
CONF
    echo "fetching MySQL" >&2
    APT_CONFIG=$apt/apt.conf apt-get -qq update >&2
    APT_CONFIG=$apt/apt.conf apt-get -qq -y --no-install-recommends --download-only install mysql-server-core >&2
    for package in "$apt"/cache/archives/*.deb; do
        dpkg -x "$package" "$root"
    done
    rm -rf "$apt"
    touch "$home/unpacked"
}

server() { # ARGUMENT...
    local lib loader
    lib=$root/usr/lib/$(uname -m)-linux-gnu
    loader=$(find "$lib" -maxdepth 1 -name 'ld-linux-*.so.*' | head -n 1)
    exec setsid "$loader" --library-path "$lib:$root/usr/lib/mysql/private" "$root/usr/sbin/mysqld" --no-defaults \
        --user="$(id -un)" --basedir="$root/usr" --datadir="$home/data" --plugin-dir="$root/usr/lib/mysql/plugin" \
        --lc-messages-dir="$root/usr/share/mysql" --character-sets-dir="$root/usr/share/mysql/charsets" \
        --secure-file-priv=NULL --log-error="$home/error.log" "$@" </dev/null >/dev/null 2>&1 9>&-
}

pid() { # of the running server, and nothing when the pid file is a leftover
    local pid
    pid=$(cat "$home/pid" 2>/dev/null) && grep -qsF "$home/data" "/proc/$pid/cmdline" && echo "$pid"
}

url() {
    pid >/dev/null || { echo "MySQL is not running: scripts/mysql.sh start" >&2; return 1; }
    cat "$home/url"
}

env_line() {
    local url
    url=$(url)
    echo "CLOOP_TEST_MYSQL_URL=$url"
}

launch() {
    local port password
    port=$(scripts/free-port.sh)
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    (umask 077 && cat >"$home/init.sql") <<SQL
DROP USER IF EXISTS 'cloop'@'127.0.0.1';
CREATE USER 'cloop'@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO 'cloop'@'127.0.0.1' WITH GRANT OPTION;
SQL
    rm -f "$home/pid"
    server --socket=mysql.sock --mysqlx=OFF --pid-file="$home/pid" --init-file="$home/init.sql" --bind-address=127.0.0.1 \
        --port="$port" --skip-name-resolve --max-connections=500 --performance-schema=OFF --disable-log-bin \
        --max-allowed-packet=64M --innodb-flush-log-at-trx-commit=0 &
    scripts/wait-for.sh $! 180 greeting "$port" || { tail -n 30 "$home/error.log" >&2; return 1; }
    (umask 077 && echo "mysql://cloop:$password@127.0.0.1:$port/" >"$home/url")
}

stop() {
    local server
    if server=$(pid); then
        kill "$server"
        timeout 120 tail --pid="$server" -f /dev/null || { echo "MySQL (process $server) does not stop" >&2; return 1; }
    fi
    rm -f "$home/pid" "$home/url" "$home/init.sql"
}

start() {
    if ! pid >/dev/null; then
        stop
        fetch
        if [ ! -e "$home/initialised" ]; then
            rm -rf "$home/data"
            (server --initialize-insecure) || { tail -n 30 "$home/error.log" >&2; return 1; }
            touch "$home/initialised"
        fi
        launch
    fi
    env_line
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    url) url ;;
    env) env_line ;;
    *) echo "usage: scripts/mysql.sh start | stop | url | env" >&2; exit 2 ;;
esac
