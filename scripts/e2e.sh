#!/usr/bin/env bash
# The browser tests against the program as `make run` starts it, with nothing of it left behind. Screenshots go to
# artifacts/screenshots/ENGINE.
# Usage: scripts/e2e.sh [--engines sqlite|mysql|sqlite,mysql]   (MySQL too when CLOOP_TEST_MYSQL_URL is set)
set -euo pipefail
cd "$(dirname "$0")/.."

engines=sqlite${CLOOP_TEST_MYSQL_URL:+,mysql}
if [ "${1:-}" = --engines ]; then engines=$2; fi

scratch=$(mktemp -d)
runner=
stop() {
    [ -z "$runner" ] || { kill "$runner" 2>/dev/null && wait "$runner" || true; }
    runner=
}
trap 'stop; rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

database_url() { # ENGINE
    case $1 in
        sqlite) echo "sqlite://$scratch/sqlite/cloop.db" ;;
        mysql)
            [[ $CLOOP_TEST_MYSQL_URL =~ ^mysql://([^:]+):([^@]*)@([^:/]+):([0-9]+)/ ]] || { echo "not understood: CLOOP_TEST_MYSQL_URL" >&2; return 1; }
            MYSQL_PWD=${BASH_REMATCH[2]} mariadb --user="${BASH_REMATCH[1]}" --host="${BASH_REMATCH[3]}" --port="${BASH_REMATCH[4]}" \
                --execute="CREATE OR REPLACE DATABASE cloop_e2e CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
            echo "${CLOOP_TEST_MYSQL_URL%/}/cloop_e2e"
            ;;
        *) echo "unknown engine: $1" >&2; return 2 ;;
    esac
}

browse() { # ENGINE
    local app zoom_port
    app=127.0.0.1:$(scripts/free-port.sh)
    zoom_port=$(scripts/free-port.sh)
    CLOOP_DATABASE_URL=$(database_url "$1")
    export CLOOP_DATABASE_URL
    mkdir -p "$scratch/$1"
    # Nothing of the caller's own settings may reach the program under test.
    env -u CLOOP_PUBLIC_URL -u CLOOP_ZOOM_CLIENT_ID -u CLOOP_SECRET_KEY_FILE \
        CLOOP_LISTEN="$app" DEMO_DATA="$scratch/$1" DEMO_ZOOM_PORT="$zoom_port" \
        DEMO_MAIL_PORT="$(scripts/free-port.sh)" DEMO_SMTP_PORT="$(scripts/free-port.sh)" scripts/run.sh --no-dotenv &
    runner=$!
    scripts/wait-for.sh "$runner" 1200 file "$scratch/$1/ready"
    mkdir -p "artifacts/screenshots/$1"
    (cd frontend && CLOOP_E2E_APP_URL=http://$app CLOOP_E2E_ZOOM_URL=http://127.0.0.1:$zoom_port \
        CLOOP_E2E_SCREENSHOTS=../artifacts/screenshots/$1 npm run --silent e2e) || {
        tail -n 40 "$scratch/$1"/log/*.log >&2
        return 1
    }
    stop
}

scripts/install.sh chromium frontend
for engine in ${engines//,/ }; do
    echo "browser tests on $engine"
    browse "$engine"
done
