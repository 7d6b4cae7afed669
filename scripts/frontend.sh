#!/usr/bin/env bash
# The browser part, built only when something it is made of has changed.
# Usage: scripts/frontend.sh deps|build
set -euo pipefail
cd "$(dirname "$0")/.."

stamps=${CARGO_TARGET_DIR:-target}/stamps
mkdir -p "$stamps"

changed() { # NAME HASH OUTPUT
    [ ! -e "$3" ] || [ "$(cat "$stamps/$1" 2>/dev/null)" != "$2" ]
}

deps() {
    local hash
    hash=$( (node --version; cat frontend/package-lock.json) | sha256sum)
    changed npm "$hash" frontend/node_modules || return 0
    echo "installing the frontend's packages"
    (cd frontend && npm ci --no-audit --no-fund)
    echo "$hash" >"$stamps/npm"
}

sources() {
    find frontend openapi -type d \( -name node_modules -o -name dist \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum
}

build() {
    local hash
    hash=$(sources | sha256sum)
    changed frontend "$hash" frontend/dist/index.html || return 0
    deps
    echo "building the frontend"
    (cd frontend && npm run --silent build)
    echo "$hash" >"$stamps/frontend"
}

case ${1:-} in
    deps | build) "$1" ;;
    *) echo "usage: scripts/frontend.sh deps|build" >&2; exit 2 ;;
esac
