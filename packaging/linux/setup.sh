#!/usr/bin/env bash
# Makes .venv ready to run ("setup.sh run") or to run and test ("setup.sh test") Dreamer.
#
# Safe to repeat: what is there already is left alone. A system package is installed only where
# this user may (root, or sudo without a password); otherwise its name is printed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

MODE="${1:-run}"
VENV=.venv
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/dreamer"
LLAMA_VERSION="$(sed -n 's/^ *"llama-cpp-python==\([^"]*\)".*/\1/p' pyproject.toml)"
CONSTRAINTS=packaging/constraints.txt

COMPILE=(build-essential cmake)
SANDBOX=(bubblewrap)
WINDOW=(
    libegl1 libgl1 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-xinerama0 fonts-dejavu-core
)
# A display of their own with a tray for the tests, and the other sandbox.
TEST_TOOLS=(
    docker.io iptables xvfb openbox trayer xdotool x11-utils dbus dbus-x11 imagemagick procps git
    ca-certificates
)

say() { printf '%s\n' "$*" >&2; }
fail() {
    say "$1"
    exit 3
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

is_installed() {
    # Other distributions have other names: there the programs speak for themselves.
    ! command -v dpkg-query >/dev/null ||
        dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q ' installed$'
}

APT_UPDATED=
apt_install() {
    if [ -z "$APT_UPDATED" ]; then
        as_root apt-get -qq update >&2 || say "The package lists could not be refreshed."
        APT_UPDATED=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=600 "$@" >&2 </dev/null
}

# want WHY PACKAGE...: installs what is missing; says what is, where it cannot.
want() {
    local why="$1" name missing=()
    shift
    for name in "$@"; do
        is_installed "$name" || missing+=("$name")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if may_install; then
        say "Installing for $why: ${missing[*]}"
        apt_install "${missing[@]}" && return 0
        # One that this release does not have must not keep out the others.
        for name in "${missing[@]}"; do
            apt_install "$name" || say "Not available here, for $why: $name"
        done
    else
        say "Missing for $why: ${missing[*]}"
        say "  sudo apt-get install ${missing[*]}"
    fi
}

is_fit() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local name
    for name in "${PYTHON:-}" python3.11 python3; do
        if [ -n "$name" ] && command -v "$name" >/dev/null && is_fit "$name"; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    return 1
}

make_venv() {
    if [ -x "$VENV/bin/python" ] && is_fit "$VENV/bin/python" && [ -x "$VENV/bin/pip" ]; then
        return
    fi
    local python version
    python="$(find_python)" || {
        want "Python" python3.11
        python="$(find_python)" || fail "Python 3.11 or newer is missing; install python3.11."
    }
    version="$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || want "virtual environments" "$version-venv"
    "$python" -m venv --clear "$VENV" ||
        fail "A virtual environment could not be made with $python; install $version-venv."
}

# pynput's evdev and llama.cpp are compiled: a compiler and Python's headers.
want_compiler() {
    command -v cc >/dev/null && command -v c++ >/dev/null && command -v cmake >/dev/null ||
        want "compiling" "${COMPILE[@]}"
    command -v cc >/dev/null || fail "A C compiler is missing; install build-essential."
    local header version
    header="$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h"
    version="$("$VENV/bin/python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')"
    [ -f "$header" ] || want "compiling" "$version-dev"
    [ -f "$header" ] || fail "Python's headers are missing ($header); install $version-dev."
}

# A wheel fits the processor that compiled it, so its folder is named after the processor too.
wheel_folder() {
    local flags python
    flags="$(grep -m1 -E '^(flags|Features)' /proc/cpuinfo 2>/dev/null | sha256sum | cut -c1-12)"
    python="$("$VENV/bin/python" -c 'import sys; print("cp%d%d" % sys.version_info[:2])')"
    printf '%s/wheels/llama-%s-%s-%s-%s\n' "$CACHE" "$LLAMA_VERSION" "$python" "$(uname -m)" "$flags"
}

find_wheel() { find "$1" -maxdepth 1 -name 'llama_cpp_python-*.whl' 2>/dev/null | head -n 1; }

llama_wheel() {
    local folder wheel work flags="-DLLAVA_BUILD=OFF" no_amx="-mno-amx-tile -mno-amx-int8 -mno-amx-bf16"
    folder="$(wheel_folder)"
    wheel="$(find_wheel "$folder")"
    if [ -z "$wheel" ]; then
        # llama.cpp's AMX kernels end in a segmentation fault on some machines that have AMX.
        [ "$(uname -m)" != x86_64 ] ||
            flags="$flags -DCMAKE_C_FLAGS='$no_amx' -DCMAKE_CXX_FLAGS='$no_amx'"
        say "Compiling llama.cpp, once: about ten minutes on two cores."
        mkdir -p "$folder"
        work="$(mktemp -d "$folder/building-XXXXXX")"
        trap "rm -rf '$work'" EXIT # its value now: the variable is gone by then
        # Not from pip's own cache: it may hold one that was compiled with other flags.
        if ! CMAKE_ARGS="$flags" CMAKE_BUILD_PARALLEL_LEVEL="$(nproc)" "$VENV/bin/pip" \
            --disable-pip-version-check wheel --no-cache-dir --no-deps --no-binary llama-cpp-python \
            --wheel-dir "$work" "llama-cpp-python==$LLAMA_VERSION" >"$work/build.log" 2>&1; then
            tail -n 40 "$work/build.log" >&2
            fail "llama.cpp could not be compiled."
        fi
        mv "$work"/llama_cpp_python-*.whl "$folder/"
        wheel="$(find_wheel "$folder")"
    fi
    printf '%s\n' "$wheel"
}

install_packages() {
    local extra="" stamp wheel asked
    [ "$MODE" != test ] || extra="[dev]"
    asked="$(cat pyproject.toml "$CONSTRAINTS" packaging/linux/setup.sh | sha256sum | cut -d' ' -f1)"
    asked="$asked $PWD"
    for stamp in "$VENV/dreamer-test.stamp" "$VENV/dreamer-$MODE.stamp"; do
        [ "$(cat "$stamp" 2>/dev/null)" != "$asked" ] || return 0
    done
    want_compiler
    wheel="$(llama_wheel)"
    say "Installing Python packages."
    "$VENV/bin/pip" --disable-pip-version-check install --quiet --constraint "$CONSTRAINTS" \
        "$wheel" --editable ".$extra" >&2 </dev/null
    printf '%s\n' "$asked" >"$VENV/dreamer-$MODE.stamp"
}

fetch_model() {
    local folder
    folder="$("$VENV/bin/python" -c \
        'from dreamer_app.paths import Paths; print(Paths.from_environment().models)')"
    "$VENV/bin/python" -m dreamer_app.inference.default_model "$folder"
}

case "$MODE" in
run | test) ;;
*)
    say "Usage: setup.sh run|test"
    exit 2
    ;;
esac
want "the sandbox" "${SANDBOX[@]}"
want "the window" "${WINDOW[@]}"
[ "$MODE" != test ] || want "the tests" "${TEST_TOOLS[@]}"
make_venv
install_packages
[ "$MODE" != run ] || fetch_model
