#!/usr/bin/env bash
# Everything that can be said about the sources without running them; all of it runs, then it fails if any part did.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

failed=0
check() { # COMMAND...
    "$@" || { echo "failed: $*"; failed=1; }
}

frontend_lint() { # in a subshell, so that the folder stays
    (cd frontend && npm run --silent lint)
}

check scripts/lint-sizes.sh
check scripts/deps-check.sh
check shellcheck -S warning scripts/*.sh scripts/compose/*.sh .ci/run
check cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
check frontend_lint
exit $failed
