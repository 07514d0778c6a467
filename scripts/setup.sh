#!/usr/bin/env bash
# Makes .venv with everything Trellis needs. Quick when pyproject.toml and the model are unchanged.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\033[1m[setup]\033[0m %s\n' "$*"; }
fail() { printf '\033[1m[setup] failed:\033[0m %s\n' "$*" >&2; exit 1; }

TORCH_VERSION=2.13.0
# Where an ordinary Linux machine finds the CPU build of torch (the default build brings gigabytes of CUDA).
TORCH_CPU_INDEX=${TORCH_CPU_INDEX:-https://download.pytorch.org/whl/cpu}
VENV=.venv
STAMP="$VENV/.installed"

find_python() {
  for name in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
      command -v "$name"; return 0
    fi
  done
  return 1
}

wanted=$(cat pyproject.toml scripts/setup.sh | sha256sum | cut -c1-16)
if [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$wanted" ] && [ -x "$VENV/bin/trellis" ]; then
  exit 0
fi

python=$(find_python) || fail "no Python 3.11, 3.12 or 3.13 with venv found. On Debian: apt-get install python3-venv. Or set PYTHON=/path/to/python."
say "using $python ($("$python" --version 2>&1))"
[ -x "$VENV/bin/python" ] || { say "making $VENV"; "$python" -m venv "$VENV" || fail "could not make $VENV"; }
say "installing the installer"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check uv || fail "pip could not install uv; is the package index reachable?"
if ! "$VENV/bin/python" -c "import torch" 2>/dev/null; then
  say "installing torch $TORCH_VERSION for the CPU (about 200 MB; the longest step)"
  extra=()
  if [ "$(uname -s)" = Linux ]; then extra=(--extra-index-url "$TORCH_CPU_INDEX"); fi
  "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 --no-deps ${extra[@]+"${extra[@]}"} "torch==$TORCH_VERSION" \
    || fail "pip could not install torch $TORCH_VERSION"
fi
say "installing Trellis and its dependencies"
"$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" -e ".[dev]" || fail "uv could not install the dependencies named in pyproject.toml"
printf '%s' "$wanted" > "$STAMP"
say "done: $VENV/bin/trellis is ready"
