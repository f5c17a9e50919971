#!/usr/bin/env bash
# Generates the Python of all protos into the folder given: proto/gen, or elsewhere to compare.
set -euo pipefail
cd "$(dirname "$0")/.."
to=$1
rm -rf "$to"
mkdir -p "$to/picturelock_api"
mapfile -t protos < <(cd proto && find picturelock_api -name '*.proto' | sort)
mapfile -t served < <(cd proto && grep -lr '^service ' picturelock_api --include '*.proto' | sort)
# The comments go along, for the OpenAPI and AsyncAPI documents that are made of them.
.venv/bin/python -m grpc_tools.protoc -I proto --python_out="$to" --pyi_out="$to" \
  --include_source_info --descriptor_set_out="$to/picturelock_api/api.binpb" "${protos[@]}"
[ ${#served[@]} -eq 0 ] ||
  PATH=$PWD/.venv/bin:$PATH .venv/bin/python -m grpc_tools.protoc -I proto --grpc_python_out="$to" --mypy_grpc_out=quiet:"$to" "${served[@]}"
find "$to" -type d -name '[a-z]*' ! -path "$to" -exec touch {}/__init__.py \;
