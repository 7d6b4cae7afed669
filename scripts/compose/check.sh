#!/usr/bin/env bash
# Is docker-compose.yml a valid Compose file? Docker's own answer where there is Docker, else the specification's schema.
set -euo pipefail
cd "$(dirname "$0")/../.."

if docker compose version >/dev/null 2>&1; then
    docker compose config --quiet
else
    [ -d scripts/compose/node_modules ] || (cd scripts/compose && npm ci --no-audit --no-fund --silent)
    node scripts/compose/check.js docker-compose.yml
fi
