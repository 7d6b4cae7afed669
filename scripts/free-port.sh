#!/usr/bin/env bash
# Prints a port of 127.0.0.1 that nobody listens on, below the range the system hands out by itself.
set -euo pipefail

for _ in $(seq 200); do
    port=$((15000 + RANDOM % 17000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        echo "$port"
        exit 0
    fi
done
echo "no free port found on 127.0.0.1" >&2
exit 1
