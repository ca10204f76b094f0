#!/usr/bin/env bash
# Minimises the lecture's loss with nntrain's L-BFGS and with R's BFGS (optim) and nnet, from the same starts and
# by turns, and prints a table for each budget. Fails unless nntrain's median loss is as low as optim's, from no
# more evaluations and in at most half the time.
#   STARTS=20 BUDGETS='100:1e-8 1000:0' scripts/research/compare_lbfgs.sh
# SKIP_NNTRAIN=1 leaves nntrain's part (not the starts, which are nntrain's) and the verdict out.
#
# A budget is ITERATIONS:RELTOL. 100:1e-8 is what optim does by default: it also stops where a step gains less than
# a 1e-8th of the loss. nntrain has no such rule unless asked, so that this helps optim to fewer evaluations. In
# 1000:0 nobody stops before the last iteration but where the loss falls no further.
set -euo pipefail
export LC_ALL=C OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
starts=${STARTS:-20} budgets=${BUDGETS:-100:1e-8 1000:0} skip=${SKIP_NNTRAIN:-}

top=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
cd "$top"
scripts/install-dependencies.sh build peers
first=()
[[ -f build/release/CMakeCache.txt ]] || first=(-DNNTRAIN_TESTS=OFF)
scripts/build.sh release "${first[@]}" nntrain

hidden=5
lecture=(build/release/nntrain --data data/banknotes.txt --features "variance,entropy" --hidden "$hidden" --quiet)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The weights of start $1, one line for each unit: its bias, then its weights.
write_start() {
  "${lecture[@]}" --seed "$1" --iterations 0 --format json | /usr/bin/python3 -c '
import json, sys
for layer in json.load(sys.stdin)["layers"]:
    for unit, bias in enumerate(layer["bias"]):
        print(bias, *(weights[unit] for weights in layer["weights"]))' >"$folder/start$1"
}

# Each prints for start $1, iterations $2 and reltol $3: loss, losses asked for, gradients asked for, seconds.
run_nntrain() {  # one of nntrain's evaluations is a loss and its gradient
  local line
  line=$("${lecture[@]}" --seed "$1" --optimizer lbfgs --iterations "$2" --print train.loss,evaluations,seconds)
  awk -F '\t' -v OFS='\t' '{ print $1, $2, $2, $3 }' <<<"$line"
}
run_optim() { Rscript scripts/peers/optim.R data/banknotes.txt $hidden "$2" "$3" optim <"$folder/start$1"; }
run_nnet() { Rscript scripts/peers/optim.R data/banknotes.txt $hidden "$2" "$3" nnet <"$folder/start$1"; }

names=(nntrain "R, optim" "R, nnet") functions=(run_nntrain run_optim run_nnet)
if [[ $skip ]]; then names=("${names[@]:1}") functions=("${functions[@]:1}"); fi

measure() {  # iterations, reltol
  local start i line number='[0-9.e+-]+' count='([0-9]+|NA)'
  for ((start = 1; start <= starts; start++)); do
    for i in "${!functions[@]}"; do
      line=$("${functions[i]}" "$start" "$1" "$2")
      if [[ ! $line =~ ^$number$'\t'$count$'\t'$count$'\t'$number$ ]]; then
        echo "compare_lbfgs: ${names[i]} printed '$line' instead of its loss, evaluations and seconds" >&2
        return 1
      fi
      printf '%s\t%s\n' "${names[i]}" "$line"
    done
  done
}

tell() {  # fails where nntrain does not keep up with optim
  awk -F '\t' '
    function median(of, name,   n, list, i, j, swap) {
      n = count[name]
      for (i = 1; i <= n; i++) {
        list[i] = value[of, name, i] + 0
        for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
          swap = list[j]
          list[j] = list[j - 1]
          list[j - 1] = swap
        }
      }
      best = list[1]
      worst = list[n]
      return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
    }
    function verdict(held, text) {
      print (held ? "PASS " : "FAIL ") text
      failed = failed || !held
    }
    {
      if (!count[$1]++) order[++names] = $1
      value["loss", $1, count[$1]] = $2
      value["functions", $1, count[$1]] = $3
      value["gradients", $1, count[$1]] = $4
      value["more", $1, count[$1]] = $3 > $4 ? $3 : $4
      value["sum", $1, count[$1]] = $3 + $4
      value["seconds", $1, count[$1]] = $5
      untold[$1] = $3 == "NA"
    }
    END {
      printf "%-10s %12s %12s %12s %10s %10s %10s\n", "", "median loss", "best", "worst", "losses", "gradients", "seconds"
      for (i = 1; i <= names; i++) {
        name = order[i]
        loss[name] = median("loss", name)
        printf "%-10s %12.6f %12.6f %12.6f", name, loss[name], best, worst
        more[name] = median("more", name)
        if (untold[name]) printf " %10s %10s", "?", "?"
        else printf " %10.1f %10.1f", median("functions", name), median("gradients", name)
        seconds[name] = median("seconds", name)
        printf " %10.4f\n", seconds[name]
      }
      r = "R, optim"
      printf "optim asks for losses and gradients apart: in the median %.1f calls, %.1f of the more frequent kind\n",
        median("sum", r), more[r]
      if (!("nntrain" in count)) exit
      verdict(loss["nntrain"] <= loss[r],
        sprintf("nntrain'\''s median loss %.6f is to be at most that of optim, %.6f", loss["nntrain"], loss[r]))
      verdict(more["nntrain"] <= more[r],
        sprintf("nntrain'\''s %.1f evaluations are to be at most the %.1f of optim", more["nntrain"], more[r]))
      verdict(seconds["nntrain"] <= seconds[r] / 2,
        sprintf("nntrain'\''s %.4f s are to be at most half of the %.4f s of optim", seconds["nntrain"], seconds[r]))
      exit failed
    }' "$1"
}

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
r_version=$(Rscript -e 'cat(R.version.string, "with", basename(extSoftVersion()[["BLAS"]]))')
echo "The lecture's loss (sse, 1372 rows, 2-$hidden-1) minimised from $starts starts, by turns"
echo "on ${model:-$(uname -m)}, $(nproc --all) cores, $r_version"
echo "Evaluations and seconds are medians; the seconds are those of minimising alone."
for ((start = 1; start <= starts; start++)); do write_start "$start"; done
failed=0
for budget in $budgets; do
  echo
  echo "At most ${budget%:*} iterations (optim and nnet: reltol ${budget#*:})"
  measure "${budget%:*}" "${budget#*:}" >"$folder/measured"
  tell "$folder/measured" || failed=1
done
exit $failed
