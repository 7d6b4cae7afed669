#!/usr/bin/env bash
# The directions in which crates may depend on each other, where a Cargo.toml alone does not show them.
set -euo pipefail
cd "$(dirname "$0")/.."

failed=0

names() { # CARGO-TREE-ARGUMENT...; one name a line
    cargo tree --quiet --locked --prefix none --format '{p}' "$@" | cut -d' ' -f1 | sort -u
}

refuse() { # WHO REASON FORBIDDEN... -- CARGO-TREE-ARGUMENT...
    local who=$1 reason=$2 forbidden=() have found
    shift 2
    while [ "$1" != -- ]; do forbidden+=("$1") && shift; done
    shift
    have=$(names "$@")
    found=$(grep -Fx -f <(printf '%s\n' "${forbidden[@]}") <<<"$have" || true)
    [ -z "$found" ] || { echo "$who depends on ${found//$'\n'/, }: $reason"; failed=1; }
}

refuse domain "it is pure, without I/O, storage or wire format" \
    sea-orm tokio serde_json actix-web -- -p domain -e normal
refuse api "it speaks to use cases only" \
    persistence integrations sea-orm sqlx reqwest -- -p api -e normal --depth 1
refuse app "it knows ports, not the wire and not SQL" \
    integrations actix-web sea-orm sqlx reqwest -- -p app -e normal --depth 1
refuse integrations "it knows the outside, not our storage" \
    app persistence actix-web sea-orm sqlx -- -p integrations -e normal --depth 1
refuse migrations "history does not change when code does" \
    app domain persistence -- -p migrations -e normal --depth 1
refuse server "one crypto library is enough, and it is aws-lc-rs" \
    ring openssl-sys native-tls -- -p server -e normal,build
exit $failed
