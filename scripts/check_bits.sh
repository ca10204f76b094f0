#!/usr/bin/env bash
# Proves that nntrain gives the same bits from every compiler and optimisation level, with every set of instructions and
# number of threads, and on other processors (emulated): the jobs of tests/golden/fingerprints.txt must give the
# fingerprints that stand there. Tells every difference.
#   FLAGS="..." scripts/check_bits.sh [--short] [BUILD...]
# BUILD is a compiler and its level (g++-O0, clang++-O3 ...) or a machine: aarch64, s390x (big-endian), by g++ or, in half
# the time, by clang++ (clang-aarch64 ...); all by default.
# --short takes only some pairs of instructions and threads, instead of all with all. FLAGS are added to the compilers'
# (-funsafe-math-optimizations shows that the check can fail).
set -euo pipefail
export LC_ALL=C

top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
native=(g++-O0 g++-O2 g++-O3 clang++-O0 clang++-O2 clang++-O3) foreign=(aarch64 s390x clang-aarch64 clang-s390x)
short=no builds=()
for word in "$@"; do
  case " ${native[*]} ${foreign[*]} --short " in
    *" $word "*) if [[ $word == --short ]]; then short=yes; else builds+=("$word"); fi ;;
    *) echo "check_bits: no build '$word'; there are: ${native[*]} ${foreign[*]}" >&2; exit 2 ;;
  esac
done
((${#builds[@]})) || builds=("${native[@]}" "${foreign[@]}")
extra=${FLAGS:-}

# --- the jobs ---------------------------------------------------------------------------------------------------
golden=tests/golden/fingerprints.txt
mapfile -t jobs < <(grep -E '^[0-9a-f]{16} ' "$golden" | grep -v -E -e '--iterations [0-9]{5}')
left_out=$(grep -E -c -e '^[0-9a-f]{16} .*--iterations [0-9]{5}' "$golden" || true)
failed=0
# They are to cover what can be chosen; defaults (gd, sse, sigmoid, softmax for three classes) need no word.
words=("--optimizer "{adam,rprop,lbfgs,perceptron} --momentum --nesterov "--loss "{half-sse,mse,half-mse,cross-entropy,mae,huber}
       tanh relu elu selu softplus identity softmax --dropout --average "--schedule cosine" "--l2 auto"
       "--scale "{standard,minmax} "--scale-target robust" "--missing mean" orchard --batch-size
       "--hidden [0-9]+,[0-9]+" --l2 --class-weights --validation-fraction --restarts)
for word in "${words[@]}"; do
  if ! grep -q -E -e "$word" <<<"${jobs[*]}"; then
    echo "check_bits: no job of $golden has '$word'"
    failed=1
  fi
done

# --- building ---------------------------------------------------------------------------------------------------
groups=(build)
[[ " ${builds[*]}" != *" clang"* ]] || groups+=(check)
[[ " ${builds[*]}" != *[\ -]aarch64* && " ${builds[*]}" != *[\ -]s390x* ]] || groups+=(cross)
scripts/install-dependencies.sh "${groups[@]}"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() { "$@" </dev/null >"$log" 2>&1; }

# build NAME FOLDER SETTING...: in units of many files, which take a third of the time.
build() {
  grep -qs '^CMAKE_UNITY_BUILD:.*=ON$' "$2/CMakeCache.txt" || rm -rf "$2"  # no objects of the other way
  if ! quietly cmake -S . -B "$2" -G Ninja -DNNTRAIN_TESTS=OFF -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
      -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=12 -DCMAKE_CXX_FLAGS="$extra" "${@:3}" ||
    ! quietly cmake --build "$2" --target nntrain; then
    cat "$log" >&2
    echo "check_bits: $1 cannot be built" >&2
    exit 1
  fi
}

# build_native NAME FOLDER: a Debug build adds no flags of its own to the level.
build_native() {
  build "$1" "$2" -DCMAKE_CXX_COMPILER="${1%-*}" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-${1##*-} -DNDEBUG"
}

# build_foreign NAME FOLDER: kernels by -O3, which a Release build adds; the rest, which would take minutes, by -O0.
build_foreign() {
  local machine=${1#clang-} compiler=()
  [[ $1 == "$machine" ]] || compiler=(-DCMAKE_CXX_COMPILER=clang++)
  build "$1" "$2" -DCMAKE_TOOLCHAIN_FILE=cmake/cross.cmake -DNNTRAIN_MACHINE="$machine" "${compiler[@]}" \
    -DNNTRAIN_LINK=static -DNNTRAIN_CRYPTO=OFF -DNNTRAIN_COMPRESSION=OFF -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O0 -DNDEBUG"
}

# --- running ----------------------------------------------------------------------------------------------------
# one LEVEL THREADS WANTED FLAGS PROGRAM...: says "same", or what differs.
one() {
  local level=$1 threads=$2 wanted=$3 flags=$4 got
  shift 4
  # shellcheck disable=SC2086
  got=$(NNTRAIN_KERNELS=$level "$@" $flags --threads "$threads" --quiet --print fingerprint 2>&1) || got="exit $?: $got"
  if [[ $got == "$wanted" ]]; then
    echo same
  else
    echo "  $level, $threads threads: $got instead of $wanted: $flags"
  fi
}
export -f one

# same_bits NAME PROGRAM...: all jobs with all levels and threads that there are.
same_bits() {
  local name=$1 level levels=() runs=() lacking="" job differences
  shift
  for level in baseline avx2 avx512; do
    if NNTRAIN_KERNELS=$level "$@" --data data/or.csv --iterations 0 --quiet --print fingerprint >"$log" 2>&1; then
      levels+=("$level")
    elif grep -q 'which this processor does not have' "$log"; then
      lacking+=" $level"
    else
      cat "$log"
    fi
  done
  case " ${foreign[*]} " in *" $name "*) lacking="" ;; esac
  if ((${#levels[@]} == 0)); then echo "FAIL $name: runs with no set of instructions"; return 1; fi
  if [[ $short == yes ]]; then
    case ${#levels[@]} in
      3) runs=(baseline 1 avx2 3 avx512 8 avx512 2) ;;
      2) runs=(baseline 1 avx2 3 avx2 8 baseline 2) ;;
      *) runs=(baseline 3) ;;
    esac
  else
    for level in "${levels[@]}"; do runs+=("$level" 1 "$level" 2 "$level" 3 "$level" 8); done
  fi
  local i begun=$SECONDS answers all=$((${#jobs[@]} * ${#runs[@]} / 2))
  answers=$(for job in "${jobs[@]}"; do
    for ((i = 0; i < ${#runs[@]}; i += 2)); do
      printf '%s\0' "${runs[i]}" "${runs[i + 1]}" "${job%% *}" "${job#* }"
    done
  done | xargs -0 -r -n 4 -P "$(nproc)" bash -c 'one "${@: -4}" "${@:1:$#-4}"' _ "$@")
  if ((all == 0)) || (($(grep -c '^same$' <<<"$answers") != all)); then
    differences=$(grep -v '^same$' <<<"$answers" || true)
    echo "FAIL $name: $(grep -c '' <<<"$differences") of $all runs differ"
    head -n 10 <<<"$differences"
    return 1
  fi
  echo "PASS $name: ${#jobs[@]} jobs, $((${#runs[@]} / 2)) combinations of instructions (${levels[*]}) and threads," \
    "$((SECONDS - begun)) s${lacking:+; this processor lacks$lacking}"
}

for build in "${builds[@]}"; do
  folder=build/bits/$build
  case " ${foreign[*]} " in
    *" $build "*)
      build_foreign "$build" "$folder"
      NM="${build#clang-}-linux-gnu-nm" scripts/check_numerics.sh "$folder" || failed=1
      same_bits "$build" "qemu-${build#clang-}-static" "$folder/nntrain" || failed=1 ;;
    *)
      build_native "$build" "$folder"
      scripts/check_numerics.sh "$folder" || failed=1
      same_bits "$build" "$folder/nntrain" || failed=1 ;;
  esac
done
((left_out == 0)) || echo "left out: $left_out jobs of 10 000 iterations and more, which ctest runs"
exit $failed
