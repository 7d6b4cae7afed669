#!/usr/bin/env bash
# Writes the OpenAPI document from the code, and the browser's types from the document.
set -euo pipefail
cd "$(dirname "$0")/.."

new=$(mktemp)
trap 'rm -f "$new"' EXIT
cargo run -q -p server -- openapi >"$new"
cat "$new" >openapi/openapi.json
scripts/frontend.sh deps
(cd frontend && npm run --silent generate)
