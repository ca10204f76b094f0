#!/usr/bin/env bash
# Checks that nntrain rejects damaged and edited model files and does not crash. It tests all changes of which the tests
# use samples (every cut, every bit, every number; one minute). It also checks that the memory for reading is limited by
# the file size: for 50 MB that are not a model, and for a model of 45 MB.
#   scripts/check_models.sh
# Builds release if needed.
set -euo pipefail
export LC_ALL=C
(($# == 0)) || { echo "usage: scripts/check_models.sh" >&2; exit 2; }

top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
scripts/install-dependencies.sh build test
scripts/build.sh release -DNNTRAIN_TESTS=ON nntrain test_model
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

build/release/tests/test_model '[.full]' || failures=$((failures + 1))

# within MOST EXIT_CODE NAME FILE COMMAND...: the command must end with EXIT_CODE in an address space of MOST times the
# file's size. Prints the smallest multiple that suffices.
within() {
  local most=$1 expected=$2 name=$3 file=$4 factor code size
  shift 4
  size=$(stat -c %s "$file")
  for ((factor = 2; factor <= most; factor++)); do
    code=0
    (ulimit -v $((factor * size / 1024)); "$@" >/dev/null 2>&1) || code=$?
    if ((code == expected)); then
      echo "ok      $name: $((size / 1000000)) MB, read in $factor times that memory (at most $most)"
      return
    fi
  done
  echo "FAILED  $name: $((size / 1000000)) MB, exit $code (not $expected) in $most times that memory"
  failures=$((failures + 1))
}

bytes=50000000
{ printf '{'; head -c "$bytes" /dev/urandom; } >"$folder/random"
{ printf '{"schema": "'; head -c "$bytes" /dev/zero | tr '\0' x; } >"$folder/text"
{ printf '{"schema": ['; { yes 0, || true; } 2>/dev/null | head -c "$bytes" | tr '\n' ' '; } >"$folder/numbers"
{ printf '{"a":'; head -c "$bytes" /dev/zero | tr '\0' '['; } >"$folder/brackets"
build/release/nntrain --data data/or.csv --hidden 1500,1450 --iterations 0 --quiet --print stop \
  --save "$folder/model" >/dev/null
# A model without its last bytes.
head -c -10 "$folder/model" >"$folder/cut"

within 3 5 "random bytes" "$folder/random" build/release/nntrain show "$folder/random"
within 12 5 "a text without end" "$folder/text" build/release/nntrain show "$folder/text"
within 9 5 "numbers without end" "$folder/numbers" build/release/nntrain show "$folder/numbers"
within 3 5 "brackets" "$folder/brackets" build/release/nntrain show "$folder/brackets"
within 4 5 "a model that was cut off" "$folder/cut" build/release/nntrain show "$folder/cut"
within 4 0 "a model, shown" "$folder/model" build/release/nntrain show "$folder/model"
within 6 0 "a model, used" "$folder/model" \
  build/release/nntrain predict "$folder/model" --data data/or.csv --threads 1

if ((failures)); then echo "check_models: $failures checks failed"; exit 1; fi
