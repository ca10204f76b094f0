#!/usr/bin/env bash
# Installs what is missing, builds what users run, and runs every test. With --full, as CI does, warnings are errors, and
# the sanitizers of memory, undefined behaviour and threads, clang++ with clang-tidy, exported models in ONNX Runtime
# (scripts/check_onnx.sh), and the bits from other optimisation levels and processors (scripts/check_bits.sh, in short)
# join.
# Fails if any step fails.
#   scripts/test.sh [--full]
set -euo pipefail

full=no
for word in "$@"; do
  case $word in
    --full) full=yes ;;
    *) echo "usage: scripts/test.sh [--full]" >&2; exit 2 ;;
  esac
done
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"

summary=() failures=0
# step NAME COMMAND...: runs it, and notes the verdict and the seconds.
step() {
  local name=$1 start=$SECONDS verdict=ok
  shift
  echo "== $name" >&2
  "$@" </dev/null || verdict=FAILED
  [[ $verdict == ok ]] || failures=$((failures + 1))
  summary+=("$(printf '%-6s %5d s  %s' "$verdict" $((SECONDS - start)) "$name")")
  [[ $verdict == ok ]]
}
run_tests() { ctest --test-dir "build/$1" -j2 --output-on-failure --no-tests=error "${@:2}"; }
# test_program PROGRAM OTHER: by the tests of the release build, in which sanitizers have nothing to see.
test_program() {
  NNTRAIN_UNDER_TEST=$1 NNTRAIN_TO_COMPARE=$2 run_tests release -R '^cli_'
}
threads_under_tsan() {
  local job
  for job in '--dropout 0.3' '--restarts 5' '--optimizer lbfgs --validation-fraction 0.4'; do
    # shellcheck disable=SC2086
    build/tsan/nntrain --data data/banknotes.txt --hidden 20 --iterations 10 --threads 3 $job --quiet \
      --print fingerprint || return 1
  done
}
# A preset that does not build has no tests to run: an older program would be tested.
build_and_test() {
  local preset=$1
  shift
  if step "build $preset" scripts/build.sh "$preset" -DNNTRAIN_TESTS=ON "$@"; then
    step "test $preset" run_tests "$preset" || true
  fi
}

groups=(build test)
[[ $full == no ]] || groups+=(check cross onnx)
scripts/install-dependencies.sh "${groups[@]}"

if [[ $full == no ]]; then
  build_and_test release
else
  # The release tests compare g++ and clang++ bit for bit, those of asan debug and release. clang++ builds the tests of
  # what is hot only: the others would tell nothing that the comparison does not.
  clang_tests=(test_math test_network test_optimizer)
  if step "build tidy" scripts/build.sh tidy -DNNTRAIN_TESTS=ON -DNNTRAIN_WERROR=ON nntrain "${clang_tests[@]}"; then
    step "test tidy" run_tests tidy -R '^(math|network|optimizer)$' || true
  fi
  build_and_test release -DNNTRAIN_WERROR=ON -DNNTRAIN_OTHER_BUILD="$top/build/tidy/nntrain"
  step "onnx" scripts/check_onnx.sh build/release || true
  if step "build asan" scripts/build.sh asan -DNNTRAIN_TESTS=ON nntrain unit_tests; then
    step "test asan" run_tests asan -E '^cli_' || true
    step "program of asan" test_program build/asan/nntrain build/release/nntrain || true
  fi
  # Threads are in few places: their tests under tsan, and some jobs of the program.
  tsan_tests=(test_base test_math test_dataset test_training)
  if step "build tsan" scripts/build.sh tsan -DNNTRAIN_TESTS=ON nntrain "${tsan_tests[@]}"; then
    step "test tsan" run_tests tsan -R '^(base|math|training)$' || true
    step "ranges under tsan" build/tsan/tests/test_dataset \
      "tables that are in order*,levels and lines*,progress is told*" || true
    step "threads under tsan" threads_under_tsan || true
  fi
  # The tests had g++ by -O3 (release) and -O1 (asan), and clang++ by -O3 (tidy). All pairs: scripts/check_bits.sh.
  step "bits" scripts/check_bits.sh --short clang++-O0 aarch64 s390x || true
fi

echo
printf '%s\n' "${summary[@]}"
if ((failures)); then echo "$failures of ${#summary[@]} steps failed"; exit 1; fi
echo "all ${#summary[@]} steps passed in $SECONDS s"
