#!/usr/bin/env bash
# Measures jobs in nntrain and in its peers, side by side and by turns, and prints a table for each. Fails unless
# nntrain trains as many times as fast as the job asks for.
#   ROUNDS=5 ITERATIONS=10000 PASSES=1000 scripts/compare_peers.sh [lecture] [keras]
# ITERATIONS is the length of the job lecture, PASSES (over the rows) that of the job keras, for all programs.
set -euo pipefail
export LC_ALL=C
rounds=${ROUNDS:-5} iterations=${ITERATIONS:-10000} passes=${PASSES:-1000}
(($#)) || set -- lecture keras

top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"

# A job sets its title, the peers' version and the ratio that is needed, and names its peers. A peer is a name in
# the table and a function that is given the seed, does the whole job and prints one line: seconds of training,
# tab, accuracy. The first is what the others are compared with, the second what decides.
peer() { names+=("$1") functions+=("$2"); }
data=data/banknotes.txt hidden=5 rate=0.01 batch=10

job_lecture() {
  title="The lecture's experiment (1372 rows, 2-$hidden-1, $iterations iterations, exact rule, rate $rate)"
  version=$(Rscript -e 'cat(R.version.string, "with", basename(extSoftVersion()[["BLAS"]]))')
  needed=10
  peer "nntrain" lecture_nntrain
  peer "R, %*%" lecture_r
  peer "R, crossprod" lecture_r_crossprod
}
lecture_nntrain() {
  build/release/nntrain --data $data --features variance,entropy --hidden $hidden --iterations "$iterations" \
    --learning-rate $rate --seed "$1" --quiet --print seconds,train.accuracy
}
lecture_r() { Rscript scripts/peers/lecture.R $data $hidden "$iterations" $rate "$1"; }
lecture_r_crossprod() { Rscript scripts/peers/lecture.R $data $hidden "$iterations" $rate "$1" crossprod; }

job_keras() {
  title="The lecture's Keras model (1097 of 1372 rows, 4-$hidden-1, mse, rate $rate, batches of $batch, $passes passes)"
  version="PyTorch $(/usr/bin/python3 -c 'import torch; print(torch.__version__)'), one thread"
  needed=50
  peer "nntrain" keras_nntrain
  peer "PyTorch" keras_pytorch
}
keras_nntrain() {  # the preset's own: 5 hidden units, the rate, the batches and the rows held out
  build/release/nntrain --data $data --preset keras --iterations "$passes" --seed "$1" --quiet \
    --print seconds,train.accuracy
}
keras_pytorch() { scripts/peers/keras.py $data $hidden "$passes" $rate $batch "$1"; }

for job in "$@"; do
  if ! declare -F "job_$job" >/dev/null; then
    echo "compare_peers: no job '$job'; there are: lecture keras" >&2
    exit 2
  fi
done
scripts/install-dependencies.sh build peers
first=()
[[ -f build/release/CMakeCache.txt ]] || first=(-DNNTRAIN_TESTS=OFF)
scripts/build.sh release "${first[@]}" nntrain

measured=$(mktemp)
trap 'rm -f "$measured"' EXIT

measure() {
  local round i begun line ended
  for ((round = 1; round <= rounds; round++)); do
    for i in "${!names[@]}"; do
      begun=$EPOCHREALTIME
      line=$("${functions[i]}" "$round" </dev/null)
      ended=$EPOCHREALTIME
      if [[ ! $line =~ ^[0-9.e-]+$'\t'[0-9.e-]+$ ]]; then
        echo "compare_peers: ${names[i]} printed '$line' instead of its seconds and accuracy" >&2
        exit 1
      fi
      printf '%d\t%s\t%s\t%s\n' "$i" "$line" "$begun" "$ended"
    done
  done
}

tell() {  # fails where nntrain is not as fast as the job asks for
  local names_joined
  names_joined=$(printf '%s\t' "${names[@]}")
  awk -F '\t' -v names="$names_joined" -v needed="$needed" '
    function median(list, n,   i, j, swap) {
      for (i = 2; i <= n; i++)
        for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
          swap = list[j]
          list[j] = list[j - 1]
          list[j - 1] = swap
        }
      return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
    }
    { n = ++count[$1]; training[$1, n] = $2; accuracy[$1] += $3; whole[$1, n] = $5 - $4 }
    END {
      peers = split(names, name, "\t") - 1
      printf "%-14s %12s %8s %16s %8s %10s\n", "", "training s", "ratio", "whole command s", "ratio", "accuracy"
      for (p = 0; p < peers; p++) {
        n = count[p]
        for (k = 1; k <= n; k++) { a[k] = training[p, k] + 0; b[k] = whole[p, k] + 0 }
        t = median(a, n)
        w = median(b, n)
        if (p == 0) { t0 = t; w0 = w }
        ratio[p] = t / t0
        printf "%-14s %12.4f %8.1f %16.4f %8.1f %10.4f\n", name[p + 1], t, t / t0, w, w / w0, accuracy[p] / n
      }
      printf "\n%s trains %.1f times as fast as %s; at least %d are asked for: %s\n", name[1], ratio[1], name[2], needed,
        (ratio[1] >= needed ? "PASS" : "FAIL")
      exit !(ratio[1] >= needed)
    }' "$measured"
}

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
failed=0 between=""
for job in "$@"; do
  names=() functions=()
  "job_$job"
  measure >"$measured"
  printf '%s' "$between"
  echo "$title"
  echo "on ${model:-$(uname -m)}, $(nproc) cores, $version"
  echo "Seconds are medians of $rounds rounds by turns, accuracies means over seeds 1 to $rounds."
  echo
  tell || failed=1
  between=$'\n'
done
exit $failed
