#!/usr/bin/env bash
# Checks a program for another processor, emulated by qemu: that it prints what the program of this processor prints, and
# gives the same bits, models, receipts and exit codes. With --tests also by the program's own tests, but for those of
# faults, signals, memory and time, in which it is qemu that one would test.
#   scripts/check_emulated.sh [--tests] MACHINE PROGRAM NATIVE_PROGRAM      (MACHINE as in qemu-MACHINE-static)
set -euo pipefail
export LC_ALL=C

with_tests=no
if [[ ${1:-} == --tests ]]; then with_tests=yes; shift; fi
[[ $# == 3 ]] || { echo "usage: scripts/check_emulated.sh [--tests] MACHINE PROGRAM NATIVE_PROGRAM" >&2; exit 2; }
emulator=qemu-$1-static program=$(readlink -e "$2") native=$(readlink -e "$3")
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$emulator" "$program" >"$scratch/nntrain"
chmod +x "$scratch/nntrain"
emulated=$scratch/nntrain
fail() { echo "check_emulated: $*" >&2; exit 1; }

# same WORD...: both programs print the same, errors and exit code included; `code` is that exit code.
same() {
  local other=0
  code=0
  "$native" "$@" >"$scratch/native.txt" 2>&1 </dev/null || code=$?
  "$emulated" "$@" >"$scratch/emulated.txt" 2>&1 </dev/null || other=$?
  ((code == other)) || fail "exit code $other instead of $code: nntrain $*"
  cmp "$scratch/native.txt" "$scratch/emulated.txt" || fail "prints something else: nntrain $*"
}
# exits WANTED WORD...: both end with this exit code, and print the same.
exits() {
  local wanted=$1
  shift
  same "$@"
  ((code == wanted)) || fail "exit code $code instead of $wanted: nntrain $*"
}

exits 0 --version
exits 0 help
for what in man bash zsh train; do exits 0 help "$what"; done
same check data/orchard.csv
exits 1 --data data/or.csv --iterations 1 --quiet --print loss --assert 'loss<0'
exits 2 --data data/or.csv --no-such-flag
exits 3 --data no/such/file.csv

jobs=0
while read -r fingerprint job; do
  [[ $fingerprint != '#'* ]] || continue
  # shellcheck disable=SC2086
  got=$("$emulated" $job --quiet --print fingerprint </dev/null) || fail "does not run: nntrain $job"
  [[ $got == "$fingerprint" ]] || fail "fingerprint $got instead of $fingerprint: nntrain $job"
  jobs=$((jobs + 1))
done <tests/golden/fingerprints.txt
((jobs >= 5)) || fail "only $jobs golden fingerprints"

train=(--data data/banknotes.txt --hidden 5 --iterations 50 --test-fraction 0.2 --quiet)
"$emulated" "${train[@]}" --save "$scratch/model.json" --format json >"$scratch/result.json"
grep -q -F "$(sha256sum <data/banknotes.txt | cut -d ' ' -f 1)" "$scratch/result.json" || fail "another SHA-256"
"$native" "${train[@]}" --save "$scratch/native.json" >/dev/null
cmp "$scratch/model.json" "$scratch/native.json" || fail "another model file"
for one in "$native" "$emulated"; do "$one" replay "$scratch/model.json" --quiet >/dev/null || fail "the model has no replay"; done
exits 0 predict "$scratch/model.json" --data data/banknotes.txt
exits 0 evaluate "$scratch/model.json" --data data/banknotes.txt

if [[ $with_tests == yes ]]; then
  scripts/build.sh release -DNNTRAIN_TESTS=ON nntrain test_cli
  chosen='data_(bad_cell|check|reading|split|text_data)|models_(evaluate|golden_model|predict|save|show)'
  chosen+='|training_start_weights|usage_exit_code'
  NNTRAIN_UNDER_TEST=$emulated NNTRAIN_TO_COMPARE=build/release/nntrain \
    ctest --test-dir build/release -j "$(nproc)" --output-on-failure --no-tests=error -R "^cli_($chosen)\$"
fi
echo "check_emulated: $jobs golden fingerprints are the same"
