#!/usr/bin/env bash
# Everything CI runs: installs what is missing, then every stage, so that one failure does not hide another one.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

target=${CARGO_TARGET_DIR:-target}
logs=$target/test-logs
rm -rf "$logs" && mkdir -p "$logs" || exit
export RUST_BACKTRACE=${RUST_BACKTRACE:-1}
if [ ! -t 1 ]; then export NO_COLOR=1 CARGO_TERM_COLOR=never; fi

failed_stages=()
seconds_of=()

stage() { # NAME COMMAND...
    local name=$1 start=$SECONDS status
    printf '\n== %s\n' "$name"
    "${@:2}" 2>&1 | tee "$logs/$name.log"
    status=${PIPESTATUS[0]}
    seconds_of+=("$(printf '%5d s  %s' $((SECONDS - start)) "$name")")
    [ "$status" = 0 ] || { failed_stages+=("$name") && printf '== %s failed\n' "$name"; }
    return "$status"
}

start_database() {
    scripts/mariadb.sh url >/dev/null 2>&1 || trap 'scripts/mariadb.sh stop' EXIT
    local line
    line=$(scripts/mariadb.sh start) && export "${line?}"
}

in_frontend() {
    (cd frontend && npm run --silent "$@")
}

rust_tests() {
    local profile=default
    [ -z "${CI:-}" ] || profile=ci
    cargo nextest run --locked --workspace --profile "$profile"
}

plain() { # what the runners of a stage said, without colours
    sed 's/\x1b\[[0-9;]*[A-Za-z]//g' "$logs/$1.log" 2>/dev/null
}

summaries() { # STAGE; the closing lines of nextest, cargo test and vitest
    plain "$1" | grep -E '^ *(Summary \[|test result:|Tests  )'
}

count() { # WORD; on the lines of standard input
    grep -oE "[0-9]+ $1" | awk '{ sum += $1 } END { print sum + 0 }'
}

recap() {
    local name lines passed=0 failed=0 here
    printf '\n== recap\n'
    printf '%s\n' "${seconds_of[@]}"
    for name in rust doc frontend browser; do
        lines=$(summaries "$name")
        [ -n "$lines" ] || continue
        awk -v name="$name" '{ sub(/^ */, ""); print name ": " $0 }' <<<"$lines"
        passed=$((passed + $(count passed <<<"$lines")))
        failed=$((failed + $(count '(failed|timed out|exec failed)' <<<"$lines")))
    done
    # A stage that fails without a failed test (a lint, an error of the build) counts as one.
    for name in "${failed_stages[@]}"; do
        printf 'failed: %s\n' "$name"
        here=$(summaries "$name" | count '(failed|timed out|exec failed)')
        [ "$here" -gt 0 ] || failed=$((failed + 1))
    done
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
}

stage install scripts/install.sh || exit
stage format cargo fmt --all --check
stage web-build scripts/frontend.sh build
stage lint scripts/lint.sh
start_database || failed_stages+=(database)
stage rust rust_tests
stage doc scripts/doc-tests.sh
stage frontend in_frontend test
stage size in_frontend size
stage browser scripts/e2e.sh
stage compose scripts/compose/check.sh
recap
