#!/usr/bin/env bash
# Runs a command with CLOOP_TEST_MYSQL_URL pointing at a private server, and stops the server if it was not running before.
# Usage: scripts/with-db.sh mariadb|mysql [--durable] -- COMMAND...
set -euo pipefail
cd "$(dirname "$0")/.."

engine=$1 flags=()
shift
while [ "$1" != -- ]; do flags+=("$1") && shift; done
shift

[ "$engine" = mysql ] || scripts/install.sh mariadb
scripts/"$engine".sh url >/dev/null 2>&1 || trap 'scripts/"$engine".sh stop' EXIT
line=$(scripts/"$engine".sh start "${flags[@]}")
export "${line?}"
"$@"
