#!/usr/bin/env bash
# Checks that exported ONNX models give the same predictions as nntrain predict. It runs the models of
# tests/support/export_jobs.txt in ONNX Runtime, at each level of its optimizations, with inputs of 64 and of 32 bits:
# numbers must agree to 1e-12, labels exactly. Cells that a model cannot use must be rejected. Prints one line per
# model.
#   scripts/check_onnx.sh BUILD_FOLDER
# The runtime is npm's onnxruntime-node. It is installed once, in build/.
set -euo pipefail
export LC_ALL=C.UTF-8

(($# == 1)) || { echo "usage: scripts/check_onnx.sh BUILD_FOLDER" >&2; exit 2; }
nntrain=$(realpath "$1")/nntrain
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
[[ -x $nntrain ]] || { echo "check_onnx: there is no $nntrain" >&2; exit 1; }

modules=$(scripts/install-onnxruntime.sh)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
node scripts/check_onnx.mjs "$nntrain" "$modules" "$scratch" tests/support/export_jobs.txt
