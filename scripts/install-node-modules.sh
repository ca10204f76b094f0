#!/usr/bin/env bash
# Installs packages of npm into a folder, once; with none missing it prints nothing. Runs no scripts of theirs.
#   scripts/install-node-modules.sh FOLDER NAME@VERSION...
set -euo pipefail

(($# >= 2)) || { echo "usage: scripts/install-node-modules.sh FOLDER NAME@VERSION..." >&2; exit 2; }
modules=$1
shift
[[ ! -f $modules/installed ]] || exit 0
echo "install-node-modules: installing $*" >&2
rm -rf "$modules"
mkdir -p "$modules"
npm install --prefix "$modules" --ignore-scripts --no-audit --no-fund --loglevel=error "$@" </dev/null >&2
touch "$modules/installed"
