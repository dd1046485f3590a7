#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: Python 3.11 or newer, and what the grader needs, in a separate place.
set -euo pipefail
source_=$(cd "$(dirname "$0")" && pwd)
root=${AUTOGRADER:-/autograder}
if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends python3 python3-venv
fi
python3 -c 'import sys; sys.exit("The grader needs Python 3.11 or newer: choose a newer base image." if sys.version_info < (3, 11) else 0)'
python3 -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --quiet -r "$source_/requirements.txt"
