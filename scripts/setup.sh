#!/usr/bin/env bash
# Makes .venv from the hash-locked requirements-dev.txt, once: a stamp in it, named after the
# checksum of the lock and of pyproject.toml, says that it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv/.stamp-$(cat requirements-dev.txt pyproject.toml | cksum | cut -d ' ' -f 1)
if [ -e "$stamp" ] && [ -x .venv/bin/python ]; then
  exit 0
fi

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  echo "Python 3.11 or newer is missing; Debian, Ubuntu: sudo apt-get install python3 python3-venv" >&2
  return 1
}

python=$(find_python)
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "Python's venv is missing; Debian, Ubuntu: sudo apt-get install make python3-venv" >&2
  exit 1
fi

echo "Setting up .venv with $("$python" -V), once: about a minute ..." >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT

quietly() {
  if ! "$@" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Setting up failed at: $*" >&2
    exit 1
  fi
}

# An environment of another machine or Python is made anew; a sound one is only brought up to date.
.venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  quietly "$python" -m venv --clear .venv
pip=(.venv/bin/python -m pip --quiet --disable-pip-version-check --no-input)
quietly "${pip[@]}" install --require-hashes --no-deps --only-binary :all: -r requirements-dev.txt
quietly "${pip[@]}" install --no-deps --no-build-isolation -e .
rm -f .venv/.stamp-*
touch "$stamp"
