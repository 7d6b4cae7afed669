#!/usr/bin/env bash
# Runs the examples in doc comments of the crates that have any; most have none, and linking them all takes minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

has_examples() { # DIRECTORY; a code fence that opens without a language, or with Rust's
    find "$1" -name '*.rs' -print0 | xargs -0 awk '
        FNR == 1 { inside = 0 }
        match($0, /^[ \t]*\/\/[\/!][ \t]*```/) {
            language = substr($0, RLENGTH + 1)
            if (!inside && language ~ /^(rust|no_run|should_panic|compile_fail|$)/) found = 1
            inside = !inside
        }
        END { exit !found }'
}

packages=()
for source in crates/*/src migrations/src; do
    [ ! -f "$source/lib.rs" ] || ! has_examples "$source" || packages+=(-p "$(basename "$(dirname "$source")")")
done
[ ${#packages[@]} -eq 0 ] || cargo test --quiet --locked --doc "${packages[@]}"
