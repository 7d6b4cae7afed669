#!/usr/bin/env bash
# Files that grew too long, and names that say nothing. Soft limits are printed, hard limits fail.
set -euo pipefail
cd "$(dirname "$0")/.."

failed=0

files() { # DIRECTORY... -- NAME...; sources only
    local dirs=() names=()
    while [ "$1" != -- ]; do { [ ! -d "$1" ] || dirs+=("$1"); } && shift; done
    shift
    for name in "$@"; do names+=(-o -name "$name"); done
    [ ${#dirs[@]} -eq 0 ] || find "${dirs[@]}" -type d \( -name node_modules -o -name dist -o -name target \) -prune -o \
        -type f \( "${names[@]:1}" \) -print | LC_ALL=C sort
}

measure() { # SOFT HARD; paths on standard input
    local path lines
    while IFS= read -r path; do
        lines=$(wc -l <"$path")
        if [ "$lines" -gt "$2" ]; then
            echo "$path: $lines lines, the limit is $2: split it by verb or concept"
            failed=1
        elif [ "$lines" -gt "$1" ]; then
            echo "$path: $lines lines (we aim at $1)"
        fi
    done
}

is_test='(/tests/|/tests?\.rs$)'
measure 300 500 < <(files crates migrations bench -- '*.rs' | grep -Ev "$is_test")
measure 500 600 < <(files crates migrations bench -- '*.rs' | grep -E "$is_test")
measure 200 300 < <(files frontend/src -- '*.tsx' | grep -v '\.test\.tsx$')

while IFS= read -r path; do
    echo "$path: name it after what it holds"
    failed=1
done < <(files crates migrations bench frontend/src scripts -- '*.rs' '*.ts' '*.tsx' '*.js' '*.sh' |
    grep -E '(^|/)(utils?|helpers?|common|misc|types)(\.|/)')
exit $failed
