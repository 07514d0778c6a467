#!/usr/bin/env bash
# Runs every test. Without a browser the browser tests are skipped, loudly; in CI that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null 2>&1 && [ -z "${TRELLIS_CHROMIUM:-}" ]; then
  if [ -n "${CI:-}" ]; then
    echo "[test] failed: no Chromium on this machine, and CI must run the browser tests" >&2; exit 1
  fi
  echo "[test] NOTICE: no Chromium found; THE BROWSER TESTS ARE SKIPPED. apt-get install chromium brings it." >&2
fi
exec .venv/bin/python -m pytest -n 2 --dist loadgroup "$@"
