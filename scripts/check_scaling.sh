#!/usr/bin/env bash
# Checks that the training time is proportional to rows and to iterations. Ten times as many of one of them, from ten
# thousand to ten million rows, must take 8.5 to 11.5 times as long (seconds of training, one thread).
#   ROUNDS=5 MAX_ROWS=10000000 scripts/check_scaling.sh
# The tables (300 MB) are in a temporary folder, which is deleted at the end.
set -euo pipefail
export LC_ALL=C
rounds=${ROUNDS:-5} max_rows=${MAX_ROWS:-10000000} least=8.5 most=11.5

if [[ ! $rounds =~ ^[1-9][0-9]*$ ]] || ! [[ $max_rows =~ ^1(0{5,7})$ ]]; then
  echo "check_scaling: ROUNDS is a number from 1, MAX_ROWS is 100000, 1000000 or 10000000" >&2
  exit 2
fi
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
scripts/install-dependencies.sh build
first=()
[[ -f build/release/CMakeCache.txt ]] || first=(-DNNTRAIN_TESTS=OFF)
scripts/build.sh release "${first[@]}" nntrain
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Rows and iterations; each pair takes about 0.1, 1 or (the last) 10 s. With few iterations, the final measurement would
# matter: it is one more pass over the rows.
runs=() pairs=()
for ((rows = 10000; rows <= max_rows; rows *= 10)); do
  iterations=$((20000000 / rows))
  # The same rows, and (except for the last table) ten times the rows with the same iterations.
  if ((iterations < 20)); then iterations=20; fi
  runs+=("$rows $iterations" "$rows $((10 * iterations))")
  pairs+=("$rows $iterations $rows $((10 * iterations))")
  if ((10 * rows <= max_rows)); then pairs+=("$rows $iterations $((10 * rows)) $iterations"); fi
done

scripts/peers/make_table.sh "$max_rows" 2 >"$folder/$max_rows.csv"
for ((rows = 10000; rows < max_rows; rows *= 10)); do
  head -n $((rows + 1)) "$folder/$max_rows.csv" >"$folder/$rows.csv"
done

for ((round = 1; round <= rounds; round++)); do
  for run in "${runs[@]}"; do
    read -r rows iterations <<<"$run"
    line=$(build/release/nntrain --data "$folder/$rows.csv" --loss mse --learning-rate 0.1 --iterations "$iterations" \
      --threads 1 --seed "$round" --quiet --print rows_used,iterations,stop,seconds)
    if [[ $line != "$rows"$'\t'"$iterations"$'\titerations\t'* ]]; then
      echo "check_scaling: '$line' instead of $rows rows and $iterations iterations" >&2
      exit 1
    fi
    printf '%s\n' "$line"
  done
done >"$folder/measured"

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
echo "Training 2-5-1 with one thread on ${model:-$(uname -m)}; medians over $rounds rounds by turns"
printf '%s\n' "${pairs[@]}" | awk -v least=$least -v most=$most '
  function median(run,   list, n, i, j, swap) {
    n = count[run]
    for (i = 1; i <= n; i++) {
      list[i] = seconds[run, i]
      for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
        swap = list[j]
        list[j] = list[j - 1]
        list[j - 1] = swap
      }
    }
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
  }
  FNR == NR { run = $1 " " $2; seconds[run, ++count[run]] = $4 + 0; next }
  {
    small = median($1 " " $2)
    large = median($3 " " $4)
    times = small > 0 ? large / small : 0
    held = times >= least && times <= most
    printf "%s %8d rows x %5d iterations: %8.4f s; %8d x %5d: %8.4f s: %5.2f times as long (%g to %g are asked for)\n",
      held ? "PASS" : "FAIL", $1, $2, small, $3, $4, large, times, least, most
    told++
    failed = failed || !held
  }
  END { exit failed || !told }' "$folder/measured" -
