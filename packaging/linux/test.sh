#!/usr/bin/env bash
# Runs the tests. Where a Docker engine is installed but none answers and we are root (a bare
# machine, a container), one is started for the time of the tests and stopped afterwards.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
PATH="$PATH:/usr/sbin:/sbin"

ENGINE=
LOG=
stop_engine() {
    if [ -n "$ENGINE" ]; then
        kill "$ENGINE" 2>/dev/null || true
        wait "$ENGINE" 2>/dev/null || true
        rm -f "$LOG"
    fi
}
trap stop_engine EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_engine() {
    LOG="$(mktemp)"
    # In a session of its own: Ctrl-C ends the tests first, and the engine after them.
    setsid dockerd --storage-driver="$1" >"$LOG" 2>&1 </dev/null &
    ENGINE=$!
    for _ in $(seq 60); do
        ! docker info >/dev/null 2>&1 || return 0
        kill -0 "$ENGINE" 2>/dev/null || break
        sleep 1
    done
    stop_engine
    ENGINE=
    return 1
}

if [ "$(id -u)" = 0 ] && command -v dockerd >/dev/null && ! docker info >/dev/null 2>&1; then
    start_engine overlay2 || start_engine vfs ||
        echo "No Docker engine could be started here; the tests that need one are skipped." >&2
fi
QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}" .venv/bin/python -m pytest "$@"
