#!/usr/bin/env bash
# Installs what is missing, by package name, and nothing that is already there.
# Usage: scripts/install.sh [build|lint|mariadb|chromium|nextest|frontend]...   (all of them when none is named)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

packages=()

need() { # COMMAND PACKAGE...
    command -v "$1" >/dev/null || packages+=("${@:2}")
}

need_font() { # DIRECTORY PACKAGE; a browser without it still works, so only Debian is asked for it
    [ -d "/usr/share/fonts/truetype/$1" ] || ! command -v apt-get >/dev/null || packages+=("$2")
}

need_tool() { # COMMAND ADVICE
    command -v "$1" >/dev/null || { echo "missing: $1. $2" >&2; exit 1; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -- "$@"
    else
        echo "missing: ${packages[*]}. Neither root nor sudo; install them as root: apt-get install ${packages[*]}" >&2
        exit 1
    fi
}

install_packages() {
    [ ${#packages[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || {
        echo "missing: ${packages[*]} (Debian's names). Install them with this system's package manager." >&2
        exit 1
    }
    echo "installing ${packages[*]}"
    as_root apt-get -qq -o Acquire::Retries=3 update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "${packages[@]}" >/dev/null
}

[ $# -gt 0 ] || set -- build lint mariadb chromium nextest frontend
for part in "$@"; do
    case $part in
        build)
            need_tool cargo "Install Rust 1.94 or newer with rustfmt and clippy."
            need cc gcc libc6-dev
            need make make
            need curl curl ca-certificates
            ;;
        lint) need shellcheck shellcheck ;;
        # The server's core only: no service of the system is set up or started.
        mariadb) need mariadbd mariadb-server-core mariadb-client-core && need my_print_defaults mariadb-client-core ;;
        # Fonts so that a name in any script is drawn: 15 MB for most of them, CJK included.
        chromium) need chromium chromium && need_font noto fonts-noto-core && need_font droid fonts-droid-fallback ;;
        nextest) need_tool cargo "Install Rust 1.94 or newer with rustfmt and clippy." ;;
        frontend) need_tool node "Install Node.js 20.19 or newer." && need_tool npm "Install npm, which comes with Node.js." ;;
        *) echo "unknown part: $part" >&2; exit 2 ;;
    esac
done
install_packages

for part in "$@"; do
    case $part in
        nextest) cargo nextest --version >/dev/null 2>&1 || cargo install cargo-nextest --locked ;;
        frontend) scripts/frontend.sh deps ;;
    esac
done
