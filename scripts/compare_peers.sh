#!/usr/bin/env bash
# Measures jobs in nntrain and in its peers, side by side and by turns, and prints a table for each. Fails unless
# every ratio that a job asks for (scripts/peers/jobs.sh) is met. Installs the peers from Debian where they are missing.
#   ROUNDS=5 ITERATIONS=10000 PASSES=1000 scripts/compare_peers.sh [--docs] [JOB...]
# The jobs are lecture, wide, keras, csv, predict, startup, threads and sweep. --docs writes the jobs' seconds and
# ratios into docs/speed.md, too (in full length, at least 5 rounds); README.md tells some of these ratios. ITERATIONS is
# the length of the job lecture, PASSES (over the rows) that of the job keras, for all programs.
# Every second round goes through the programs from the last to the first: a machine that becomes slower, or faster, with
# time favours none of them. All run as they would on a plain Debian: what the environment presets for libraries of
# numbers and threads is left out.
set -euo pipefail
export LC_ALL=C
rounds=${ROUNDS:-5} iterations=${ITERATIONS:-10000} passes=${PASSES:-1000}

top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
peer() { names+=("$1") functions+=("$2"); }
slower() { demands+=("slower"$'\t'"$1"$'\t'"$2"$'\t'"$3"); }
within() { demands+=("within"$'\t'"$1"$'\t'"$2"); }
memory() { demands+=("memory"$'\t'"$1"$'\t'"$2"$'\t'"$("$3")"); }
# shellcheck source=scripts/peers/jobs.sh
source scripts/peers/jobs.sh

all=(lecture wide keras csv predict startup threads sweep) docs=no jobs=()
for word in "$@"; do
  if [[ $word == --docs ]]; then
    docs=yes
  elif declare -F "job_$word" >/dev/null; then
    jobs+=("$word")
  else
    echo "compare_peers: no job '$word'; there are: ${all[*]}" >&2
    exit 2
  fi
done
if [[ $docs == yes ]] && { ((rounds < 5)) || ((iterations != 10000)) || ((passes != 1000)); }; then
  echo "compare_peers: --docs takes jobs in full length, and at least 5 rounds" >&2
  exit 2
fi
((${#jobs[@]})) || jobs=("${all[@]}")
if ((rounds < 1)); then echo "compare_peers: ROUNDS is to be at least 1" >&2; exit 2; fi

preset=()
for variable in $(compgen -e); do
  case $variable in
    OPENBLAS_* | GOTO_* | OMP_* | GOMP_* | KMP_* | MKL_* | BLIS_* | DNNL_* | ONEDNN_* | ATEN_* | NPY_* | R_DATATABLE_* | \
      NNTRAIN_KERNELS | GLIBC_TUNABLES | MALLOC_* | LD_PRELOAD)
      preset+=("$variable=${!variable}")
      unset "$variable"
      ;;
  esac
done
if ((${#preset[@]})); then echo "compare_peers: left out of the environment: ${preset[*]}" >&2; fi

scripts/install-dependencies.sh build peers
first=()
[[ -f build/release/CMakeCache.txt ]] || first=(-DNNTRAIN_TESTS=OFF)
scripts/build.sh release "${first[@]}" nntrain
mkdir -p build/peers
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

measure() {
  local round i begun line ended order number='[0-9]+([.][0-9]+)?(e[+-]?[0-9]+)?'
  for ((round = 1; round <= rounds; round++)); do
    order=("${!names[@]}")
    ((round % 2)) || mapfile -t order < <(printf '%s\n' "${order[@]}" | tac)
    for i in "${order[@]}"; do
      begun=$EPOCHREALTIME
      line=$("${functions[i]}" "$round" </dev/null)
      ended=$EPOCHREALTIME
      if [[ ! $line =~ ^$number$'\t'($number|-)$ ]]; then
        echo "compare_peers: ${names[i]} printed '$line' instead of its seconds and ${figure:--}" >&2
        exit 1
      fi
      printf '%s\t%s\t%s\t%s\n' "${names[i]}" "$line" "$begun" "$ended"
    done
  done
}
tell() {
  awk -v seconds_of="$seconds_of" -v figure="$figure" -v job="$job" "$@" -f scripts/peers/tell.awk \
    "$folder/demands" "$folder/measured"
}

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
machine="${model:-$(uname -m)}, $(nproc) cores"
failed=0 between=""
for job in "${jobs[@]}"; do
  names=() functions=() demands=() seconds_of="training" figure="accuracy"
  "job_$job"
  printf '%s\n' "${demands[@]}" >"$folder/demands"
  measure >"$folder/measured"
  printf '%s' "$between"
  echo "$title"
  echo "on $machine, $version"
  legend="Seconds are medians over $rounds rounds by turns, every second one backwards"
  [[ $figure != accuracy ]] || legend+=", accuracies means over seeds 1 to $rounds"
  echo "$legend."
  echo
  tell || failed=1
  between=$'\n'
  { tell -v markdown=1 || true; } >>"$folder/rows"
  echo "- **$job**: $title; $version." >>"$folder/legend"
done

if [[ $docs == yes ]]; then
  {
    echo "Measured on $machine: medians over $rounds rounds, by turns. The seconds are those of"
    echo "training; for the job csv those of reading, for predict those of predicting; for startup and sweep those of the"
    echo "whole command."
    echo
    echo "| job | program | seconds | ratio to the first | ratio to nntrain, 1 thread | whole command, seconds |"
    echo "|---|---|---:|---:|---:|---:|"
    cat "$folder/rows"
    echo
    cat "$folder/legend"
  } >"$folder/text"
  awk -v text="$folder/text" '
    /^<!-- end of what scripts\/compare_peers.sh --docs writes -->$/ { inside = 0; ended++ }
    !inside { print }
    /^<!-- scripts\/compare_peers.sh --docs writes from here -->$/ {
      while ((getline line <text) > 0) print line
      inside = 1
      begun++
    }
    END { exit !(begun == 1 && ended == 1) }' docs/speed.md >"$folder/speed.md" ||
    { echo "compare_peers: docs/speed.md lacks the lines that say where the results go" >&2; exit 1; }
  cat "$folder/speed.md" >docs/speed.md
fi
exit $failed
