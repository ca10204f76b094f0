#!/usr/bin/env bash
# Installs npm's onnxruntime-node in build/, once. Prints the folder of its modules.
#   scripts/install-onnxruntime.sh
set -euo pipefail

version=1.30.0
cd "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"
modules=build/onnxruntime-$version
scripts/install-dependencies.sh onnx
scripts/install-node-modules.sh "$modules" "onnxruntime-node@$version"
echo "$modules"
