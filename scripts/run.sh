#!/usr/bin/env bash
# Cloop on this machine with a demo workspace and a simulated Zoom, in one command; Ctrl-C stops all of it.
# Usage: scripts/run.sh [--no-frontend] [--no-dotenv]
# Settings come from the environment, then from .env, then from here. DEMO_DATA is the folder for the database, the key
# and the logs (a file `ready` appears in it when all is up); DEMO_ZOOM_PORT, DEMO_MAIL_PORT and DEMO_SMTP_PORT are the simulators' ports.
set -euo pipefail
cd "$(dirname "$0")/.."

frontend=yes dotenv=yes
for flag in "$@"; do
    case $flag in
        --no-frontend) frontend=no ;;
        --no-dotenv) dotenv=no ;;
        *) echo "usage: scripts/run.sh [--no-frontend] [--no-dotenv]" >&2; exit 2 ;;
    esac
done

read_dotenv() { # KEY=VALUE lines; what the environment has already said stays
    local line key
    while IFS= read -r line || [ -n "$line" ]; do
        key=${line%%=*}
        if [[ $line =~ ^[A-Z_][A-Z0-9_]*= ]] && [ -z "${!key+set}" ]; then
            export "${line?}"
        fi
    done <.env
}

settings() {
    if [ $dotenv = yes ] && [ -f .env ]; then read_dotenv; fi
    data=${DEMO_DATA:-data}
    zoom=127.0.0.1:${DEMO_ZOOM_PORT:-8090}
    mail=127.0.0.1:${DEMO_MAIL_PORT:-8025}
    smtp=127.0.0.1:${DEMO_SMTP_PORT:-1025}
    export CLOOP_LISTEN=${CLOOP_LISTEN:-127.0.0.1:8080}
    export CLOOP_PUBLIC_URL=${CLOOP_PUBLIC_URL:-http://$CLOOP_LISTEN}
    export CLOOP_DATABASE_URL=${CLOOP_DATABASE_URL:-sqlite://$data/cloop.db}
    [ -n "${CLOOP_SECRET_KEY:-}" ] || export CLOOP_SECRET_KEY_FILE=${CLOOP_SECRET_KEY_FILE:-$data/secret_key}
    simulated=no
    [ -z "${CLOOP_ZOOM_CLIENT_ID:-}" ] || return 0
    simulated=yes
    export CLOOP_ZOOM_CLIENT_ID=demo-client CLOOP_ZOOM_CLIENT_SECRET=demo-client-secret
    export CLOOP_ZOOM_WEBHOOK_SECRET=demo-webhook-secret
    export CLOOP_ZOOM_OAUTH_URL=http://$zoom CLOOP_ZOOM_API_URL=http://$zoom
    [ -n "${CLOOP_SMTP_URL:-}" ] || export CLOOP_SMTP_URL=smtp://$smtp CLOOP_MAIL_FROM="${CLOOP_MAIL_FROM:-Cloop <cloop@cloop.example>}"
}

keep_key() {
    mkdir -p "$data/log"
    [ -n "${CLOOP_SECRET_KEY:-}" ] || [ -e "$CLOOP_SECRET_KEY_FILE" ] || new_key
}

new_key() {
    (umask 077 && head -c 32 /dev/urandom | base64 >"$CLOOP_SECRET_KEY_FILE")
}

port_is_free() { # HOST:PORT SETTING
    if (exec 3<>"/dev/tcp/${1%:*}/${1##*:}") 2>/dev/null; then
        echo "port ${1##*:} is taken: stop what listens there, or choose another one with $2" >&2
        return 1
    fi
}

children=()
start() { # NAME COMMAND...
    "${@:2}" >"$data/log/$1.log" 2>&1 &
    children+=($!)
}

stop_all() {
    trap - EXIT INT TERM
    rm -f "$data/ready"
    [ ${#children[@]} -eq 0 ] || kill "${children[@]}" 2>/dev/null || true
    wait
}

ports_are_free() {
    port_is_free "$CLOOP_LISTEN" CLOOP_LISTEN=127.0.0.1:…
    [ $simulated = yes ] || return 0
    port_is_free "$zoom" DEMO_ZOOM_PORT=…
    port_is_free "$mail" DEMO_MAIL_PORT=…
    port_is_free "$smtp" DEMO_SMTP_PORT=…
}

start_simulators() {
    start simulators env -u RUST_LOG "$bin/cloop-simulators" --zoom-listen "$zoom" --mail-listen "$mail" --smtp-listen "$smtp" \
        --client-id "$CLOOP_ZOOM_CLIENT_ID" --client-secret "$CLOOP_ZOOM_CLIENT_SECRET" \
        --webhook-secret "$CLOOP_ZOOM_WEBHOOK_SECRET" --webhook-url "$CLOOP_PUBLIC_URL/hooks/zoom" \
        --redirect-uri "$CLOOP_PUBLIC_URL/zoom/callback" --demo-app-url "$CLOOP_PUBLIC_URL"
    scripts/wait-for.sh "${children[-1]}" 30 http "http://$zoom/" || { tail -n 20 "$data/log/simulators.log" >&2; return 1; }
}

start_server() {
    "$bin/cloop" migrate >"$data/log/migrate.log" 2>&1 || { tail -n 20 "$data/log/migrate.log" >&2; return 1; }
    start cloop "$bin/cloop" serve
    scripts/wait-for.sh "${children[-1]}" 60 http "http://$CLOOP_LISTEN/readyz" || { tail -n 20 "$data/log/cloop.log" >&2; return 1; }
}

# The demo is made through the API once the server answers; a demo that cannot be made is no reason to stop.
demo_is_settled() {
    local deadline=$((SECONDS + 60))
    until grep -qE 'the demo is|no demo:' "$data/log/simulators.log" || [ $SECONDS -ge $deadline ]; do
        sleep 0.1
    done
    grep -F 'no demo:' "$data/log/simulators.log" >&2 || true
}

welcome() {
    echo
    echo "Cloop is ready at $CLOOP_PUBLIC_URL (its log: $data/log/cloop.log; Ctrl-C stops it)"
    [ $simulated = yes ] || return 0
    echo "  sign in to the demo   demo@cloop.example / paper lantern harbour"
    echo "  make somebody register   http://$zoom/ (the simulated Zoom)"
}

settings
ports_are_free
scripts/install.sh build
[ $frontend = no ] || { scripts/install.sh frontend && scripts/frontend.sh build; }
cargo build -p server -p simulators
bin=$(realpath "${CARGO_TARGET_DIR:-target}")/debug
keep_key
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
[ $simulated = no ] || start_simulators
start_server
[ $simulated = no ] || demo_is_settled
touch "$data/ready"
welcome
wait -n || true
echo "a part of Cloop ended by itself; its last words:" >&2
tail -n 20 "$data"/log/{cloop,simulators}.log >&2 || true
exit 1
