#!/usr/bin/env bash
# Installs missing packages, builds nntrain (release) and runs it with the given flags. Without flags, it runs the
# lecture's experiment. Standard output has only the output of nntrain.
#   scripts/run.sh [FLAGS OF NNTRAIN]
set -euo pipefail

top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
# Does not build the tests (or install their packages) until test.sh does; then they stay.
first=()
[[ -f $top/build/release/CMakeCache.txt ]] || first=(-DNNTRAIN_TESTS=OFF)
"$top/scripts/install-dependencies.sh" build </dev/null >&2
"$top/scripts/build.sh" release "${first[@]}" nntrain </dev/null >&2

if (($# == 0)); then
  cd "$top"
  set -- --data data/banknotes.txt --features variance,entropy --hidden 5 --iterations 10000
  echo "nntrain $*" >&2
fi
exec "$top/build/release/nntrain" "$@"
