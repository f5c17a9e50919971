#!/usr/bin/env bash
# Makes .venv from the constraints file. Needs Python 3.11 or newer and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

"$python" - <<'PY' || { echo "picturelock needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
PY
"$python" -m venv --help > /dev/null 2>&1 || { echo "$python has no venv module (Debian: apt-get install python3-venv)"; exit 1; }

echo "setting up .venv (half a minute, once)"
[ -x .venv/bin/python ] || "$python" -m venv .venv
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT=constraints.txt
.venv/bin/python -m pip install --quiet --editable '.[voices,deployed,dev,sdks]'
# A command imports most of it: without bytecode, which Python may be told not to write, it takes half as long again.
.venv/bin/python -m compileall -q services proto/gen

# The drawing library is linked against the system's OpenGL loader, which a bare server may lack.
if ! .venv/bin/python -c 'import skia' 2> build-skia.log; then
  if grep -qE 'lib(GL|EGL)' build-skia.log && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "installing libgl1 and libegl1, which the drawing library needs"
    apt-get update -qq > /dev/null && apt-get install -qq -y libgl1 libegl1 > /dev/null
  fi
  .venv/bin/python -c 'import skia' || { echo "install libgl1 and libegl1 (Debian, Ubuntu) or mesa-libGL and mesa-libEGL (Fedora), then run make again"; rm -f build-skia.log; exit 1; }
fi
rm -f build-skia.log
