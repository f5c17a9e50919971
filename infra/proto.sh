#!/usr/bin/env bash
# Generates the Python of all protos into the folder given: proto/gen, or elsewhere to compare.
set -euo pipefail
cd "$(dirname "$0")/.."
to=$1
rm -rf "$to"
mkdir -p "$to"
mapfile -t protos < <(cd proto && find picturelock_api -name '*.proto' | sort)
.venv/bin/python -m grpc_tools.protoc -I proto --python_out="$to" --pyi_out="$to" "${protos[@]}"
find "$to" -type d -name '[a-z]*' ! -path "$to" -exec touch {}/__init__.py \;
