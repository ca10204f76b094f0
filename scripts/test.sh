#!/usr/bin/env bash
# Installs what is missing, builds what users run, and runs every test. Tells which step it is at, and fails if any step
# fails.
#   scripts/test.sh [--full | --long]
# --full, as CI does: warnings are errors, and more steps join. What each finds that no other does:
#   build asan     clang++'s warnings (kernels by -O3, the rest by -O0; the release tests compare its program's bits)
#   tidy           clang-tidy's findings in src/
#   build release  g++'s warnings
#   test release   wrong results, messages and bits
#   ranks          what several processes do otherwise than one, and jobs that do not end (scripts/check_ranks.sh)
#   onnx           what ONNX Runtime would compute or read otherwise (scripts/check_onnx.sh)
#   pages          what a reader cannot see, read or use in a browser (scripts/check_pages.sh)
#   program asan   memory errors, undefined behaviour and lost memory in every command of the program
#   test asan      the same in damaged files and odd texts by the thousand, and in kernels
#   build tsan     an #include that a file has forgotten: each is compiled by itself
#   test tsan      races of the workers
#   program tsan   races in reading and training
#   bits           what a big-endian processor computes or writes otherwise (scripts/check_bits.sh)
# --long, before an issue is resolved: all of --full, but with all tests under asan, and more under tsan, more rounds of random
# cases, more raw files, all pages, broken pages that must be found, the tests of what is hot by clang++ -O3, and all
# pairs of bits.
set -euo pipefail

extent=quick steps=2
case "$# ${1:-}" in
  "0 ") ;;
  "1 --full") extent=full steps=13 ;;
  "1 --long") extent=long steps=17 ;;
  *) echo "usage: scripts/test.sh [--full | --long]" >&2; exit 2 ;;
esac
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"

summary=() failures=0 begun=0
# step NAME COMMAND...: tells that it begins, runs it, and notes the verdict and the seconds.
step() {
  local name=$1 start=$SECONDS verdict=ok
  shift
  begun=$((begun + 1))
  echo "== $begun/$steps $name" >&2
  "$@" </dev/null || verdict=FAILED
  [[ $verdict == ok ]] || failures=$((failures + 1))
  summary+=("$(printf '%-6s %5d s  %s' "$verdict" $((SECONDS - start)) "$name")")
  [[ $verdict == ok ]]
}
# build PRESET [-DNAME=VALUE...] [TARGET...]: whether there is something to test; an older program is not tested.
build() { step "build $1" scripts/build.sh "$1" -DNNTRAIN_TESTS=ON "${@:2}"; }
run_tests() { ctest --test-dir "build/$1" -j2 --output-on-failure --no-tests=error "${@:2}"; }

# All that is compiled of src/, in the units that asan has.
tidy() {
  local units
  units=$(grep -o '[^"]*/\(nntrain\|nntrain_core\|kernels_[a-z0-9]*\)\.dir/Unity/[^"]*\.cxx' \
    <(grep '"file":' build/asan/compile_commands.json)) || return 1
  xargs -d '\n' -n 1 -P 2 clang-tidy -p build/asan --quiet --warnings-as-errors='*' \
    --checks=-bugprone-suspicious-include <<<"$units" 2>&1 | sed '/^[0-9]* warnings* generated\.$/d'
}
# program_asan CTEST_ARGUMENT...: by the tests of the release build, in which sanitizers have nothing to see.
program_asan() {
  local model
  model=$(mktemp)
  for command in "--data data/orchard.csv --preset modern --iterations 2 --plot $model.svg --save $model" \
    "--data data/xnor.csv --iterations 5 --plot-film $model.svg --plot-every 2 --plot-panels data,units,network" \
    "export $model --to c --output -" "export $model --to onnx --output -" "plot $model --output $model.svg" \
    "bench --quick"; do
    # shellcheck disable=SC2086
    build/asan/nntrain $command >/dev/null || { echo "failed: nntrain $command" >&2; return 1; }
  done
  rm "$model" "$model.svg"
  NNTRAIN_UNDER_TEST=build/asan/nntrain NNTRAIN_TO_COMPARE=build/release/nntrain run_tests release -R '^cli_' "$@"
}
program_tsan() {
  local job table
  for job in '--dropout 0.3' '--restarts 5' '--optimizer lbfgs --validation-fraction 0.4'; do
    # shellcheck disable=SC2086
    build/tsan/nntrain --data data/banknotes.txt --hidden 20 --iterations 10 --threads 3 $job --quiet \
      --print fingerprint || return 1
  done
  # A file that is large enough to be read in ranges, side by side.
  table=$(mktemp)
  awk 'BEGIN { print "a,b,y"; for (i = 0; i < 300000; ++i) print i % 7 "," i / 3 "," i % 2 }' >"$table"
  build/tsan/nntrain --data "$table" --iterations 1 --threads 3 --quiet --print rows_used || { rm "$table"; return 1; }
  rm "$table"
}

groups=(build test)
[[ $extent == quick ]] || groups+=(check cross mpi onnx pages)
scripts/install-dependencies.sh "${groups[@]}"

if [[ $extent == quick ]]; then
  if build release; then step "test release" run_tests release || true; fi
else
  asan=(nntrain test_base test_dataset test_export test_math test_model test_network test_optimizer)
  # What they find in memory others find, and they compute much or run compilers, gnuplot and shells, or the same code
  # hundreds of times. Each command and each kind of file is in another test.
  slow='^cli_(data_(advice|line|model_check)|evaluation_(compare|coverage)|models_(export|killed_save|onnx|resume)'
  slow+='|output_(film|plot|signal|trace_show)|sweep_restart'
  slow+='|training_(ensemble|fingerprint|invariance|lecture_numbers|metric|preset|threads|torch)'
  slow+='|usage_(bad_flag|bench|completion|other_words))$'
  left_out=(-E "$slow") asan_tests='^(base|dataset|export|math|model|network|optimizer|numerics)$'
  tsan=(nntrain test_base) tsan_tests='^base$' pairs=(--short clang-s390x) pages=(--short) ranks=(--short)
  if [[ $extent == long ]]; then
    export NNTRAIN_LONG=1  # tests/support/run_program.hpp
    asan=(nntrain unit_tests) left_out=() asan_tests='^[^_]*$' pairs=() pages=() ranks=()
    tsan+=(test_math test_dataset test_training) tsan_tests='^(base|math|dataset|training)$'
  fi

  if build asan -DNNTRAIN_WERROR=ON "${asan[@]}"; then has_asan=yes; else has_asan=no; fi
  step "tidy" tidy || true
  if build release -DNNTRAIN_WERROR=ON -DNNTRAIN_OTHER_BUILD="$top/build/asan/nntrain"; then
    step "test release" run_tests release || true
    step "ranks" scripts/check_ranks.sh --core build/release "${ranks[@]}" || true
    step "onnx" scripts/check_onnx.sh build/release || true
    step "pages" scripts/check_pages.sh build/release "${pages[@]}" || true
    if [[ $extent == long ]]; then step "broken pages" scripts/check_pages.sh --self-test || true; fi
    if [[ $extent == long ]]; then step "raw files" scripts/check_raw_files.py build/release/nntrain || true; fi
    if [[ $has_asan == yes ]]; then
      step "program asan" program_asan "${left_out[@]}" || true
    fi
  fi
  if [[ $has_asan == yes ]]; then step "test asan" run_tests asan -R "$asan_tests" || true; fi
  if build tsan "${tsan[@]}"; then
    step "test tsan" run_tests tsan -R "$tsan_tests" || true
    step "program tsan" program_tsan || true
  fi
  if [[ $extent == long ]]; then
    if build tidy -DNNTRAIN_WERROR=ON nntrain test_math test_network test_optimizer; then
      step "test tidy" run_tests tidy -R '^(math|network|optimizer)$' || true
    fi
  fi
  step "bits" scripts/check_bits.sh "${pairs[@]}" || true
fi

echo
printf '%s\n' "${summary[@]}"
if ((failures)); then echo "$failures of ${#summary[@]} steps failed"; exit 1; fi
echo "all ${#summary[@]} steps passed in $SECONDS s"
