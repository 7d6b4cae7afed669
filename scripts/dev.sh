#!/usr/bin/env bash
# Server and simulators beside Vite, which serves the browser part and reloads it. The server is rebuilt on a change too
# when cargo-watch is installed. Ctrl-C stops all of it.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install.sh build frontend
export CLOOP_PUBLIC_URL=${CLOOP_PUBLIC_URL:-http://127.0.0.1:5173}
children=()
stop_all() {
    trap - EXIT INT TERM
    kill "${children[@]}" 2>/dev/null || true
    wait
}
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

(cd frontend && exec node_modules/.bin/vite --strictPort) &
children+=($!)
if cargo watch --version >/dev/null 2>&1; then
    cargo watch -q -w crates -w migrations -w Cargo.toml -s 'scripts/run.sh --no-frontend' &
else
    scripts/run.sh --no-frontend &
fi
children+=($!)
wait -n
