#!/usr/bin/env bash
# The load run: release build, a MariaDB that writes every commit through. Arguments go to the bench program.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install.sh build frontend mariadb
scripts/frontend.sh build
cargo build --release --locked -p server -p bench
target=$(realpath "${CARGO_TARGET_DIR:-target}")
# SQLite's files go where MariaDB's are: /tmp may be memory, where nothing has to be written through.
mkdir -p "$target/bench/tmp"
TMPDIR=$target/bench/tmp scripts/with-db.sh mariadb --durable -- "$target/release/bench" "$@"
