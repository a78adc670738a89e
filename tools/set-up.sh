#!/bin/sh
# Makes .venv: the project and its dependencies, in the very versions that uv.lock names; with the
# argument `tools` also what the tests and the other tools need, which is four times as much.
#
# `make` calls this when it has to. It needs Python 3.11 or newer. uv is taken from PATH, or put
# into .uv/ by pip; outside this folder nothing is written but the caches of pip and uv.
set -eu
cd "$(dirname "$0")/.."

# Meant for another Python, or for other environments than .uv and .venv.
unset PYTHONHOME PYTHONPATH PYTHONSAFEPATH VIRTUAL_ENV UV_PROJECT_ENVIRONMENT PIP_TARGET PIP_PREFIX
export PIP_USER=0

uv_version=0.13.9

fail() {
  printf '\nhyoka: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

# The first Python that is new enough: the one that PYTHON names, or those with the usual names.
find_python() {
  if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
  else
    set -- python3 python3.15 python3.14 python3.13 python3.12 python3.11 python
  fi
  for python; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      return
    fi
  done
  fail "Python 3.11 or newer is needed; here is: $("${PYTHON:-python3}" --version 2>&1 || true)" \
    "Install one (https://www.python.org/downloads/), or name the one you have:" \
    "make PYTHON=/path/to/python3.12 …"
}

make_uv() {
  case $(.uv/bin/uv --version 2>/dev/null || true) in
    "uv $uv_version"*) return ;;
  esac
  find_python
  echo "Set-up: uv $uv_version into .uv/"
  "$python" -m venv --clear .uv || fail "$python cannot make a virtual environment." \
    "On Debian and Ubuntu: apt-get install python3-venv" \
    "Or install uv itself: https://docs.astral.sh/uv/"
  .uv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
    "uv==$uv_version" || fail "uv $uv_version could not be fetched from the package index." \
    "Behind a proxy, set HTTPS_PROXY (and PIP_CERT, if the proxy has a certificate of its own)."
}

[ "${1:-}" != tools ] || command -v git >/dev/null \
  || fail "git is needed: the tests make histories of records." "Debian, Ubuntu: apt-get install git"

# Where the caches may not be written, they lie here.
caches=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
if ! { [ -n "$caches" ] && mkdir -p "$caches/uv" && [ -w "$caches/uv" ]; } 2>/dev/null; then
  export UV_CACHE_DIR="${UV_CACHE_DIR:-$PWD/.uv/cache}" PIP_CACHE_DIR="${PIP_CACHE_DIR:-$PWD/.uv/pip}"
fi

case $(uv --version 2>/dev/null || true) in
  "" | "uv 0."[0-9].* | "uv 0.10."*) # none, or one that does not read UV_SYSTEM_CERTS yet
    make_uv
    uv=.uv/bin/uv
    ;;
  *) uv=uv ;;
esac

# A virtual environment does not survive a move: its programs name the old folder.
if [ -e .venv/set-up ] && [ "$(cat .venv/set-up)" != "$(pwd -P)" ]; then
  rm -rf .venv
fi

if [ -n "${PYTHON:-}" ]; then
  find_python
  export UV_PYTHON="$python"
fi
export UV_PYTHON_DOWNLOADS="${UV_PYTHON_DOWNLOADS:-never}"
# Many an office network opens TLS with a certificate that only the machine knows.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

case ${1:-} in
  tools) set -- ;;
  bench) set -- --group bench ;; # what benchmarks measure beside
  *) set -- --no-dev --extra excel --inexact ;; # tools that are there already stay
esac

echo "Set-up: the locked dependencies into .venv/"
# The package is built with what is locked too, not with what its `build-system` would bring anew.
"$uv" sync --locked --no-build-isolation-package hyoka "$@" || fail "the dependencies could not be installed (see above)." \
  "Behind a proxy, set HTTPS_PROXY. After a change of dependencies, run: uv lock"
pwd -P >.venv/set-up
[ $# -gt 0 ] || cp .venv/set-up .venv/tools
