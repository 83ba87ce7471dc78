#!/bin/sh
# Makes the virtual environment with everything that building and testing needs; works without root.
# Usage: scripts/setup.sh PYTHON FOLDER
set -eu
python=$1 folder=$2
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    for candidate in python3.13 python3.12 python3.11; do
        command -v "$candidate" >/dev/null && python=$candidate && break
    done
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3" >&2
    exit 2
}
# Debian splits ensurepip off into python3-venv, which needs root; without it pip is brought by virtualenv's own wheel.
if ! "$python" -m venv "$folder" 2>/dev/null; then
    rm -rf "$folder"
    "$python" -m venv --without-pip "$folder"
    "$python" -m pip --python "$folder/bin/python" install --quiet pip || {
        echo "$python has neither ensurepip nor pip: install python3-venv, or name another one: make PYTHON=..." >&2
        exit 2
    }
fi
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check -e '.[dev]'
touch "$folder/.ready"
