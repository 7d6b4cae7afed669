#!/usr/bin/env bash
# Waits until a process that was just started answers; fails as soon as the process is gone.
# Usage: scripts/wait-for.sh PID SECONDS http URL | … greeting PORT | … file PATH
set -euo pipefail

pid=$1 seconds=$2 kind=$3 target=$4

answers() {
    case $kind in
        http) curl --silent --fail --max-time 5 --output /dev/null "$target" ;;
        # A database speaks first, and only once it accepts connections.
        greeting) timeout 5 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && head -c 1 <&3' - "$target" 2>/dev/null | grep -q . ;;
        file) [ -e "$target" ] ;;
        *) echo "unknown kind: $kind" >&2; exit 2 ;;
    esac
}

deadline=$((SECONDS + seconds))
until answers; do
    kill -0 "$pid" 2>/dev/null || { echo "process $pid ended before it answered ($target)" >&2; exit 1; }
    [ "$SECONDS" -lt "$deadline" ] || { echo "no answer from $target in $seconds seconds" >&2; exit 1; }
    sleep 0.1
done
