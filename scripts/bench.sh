#!/usr/bin/env bash
# The load run: release build, a MariaDB that writes every commit through. Arguments go to the bench program.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install.sh build frontend mariadb
scripts/frontend.sh build
cargo build --release -p server -p simulators -p bench
scripts/with-db.sh mariadb --durable -- cargo run --release -q -p bench -- "$@"
