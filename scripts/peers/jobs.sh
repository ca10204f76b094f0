# The jobs of scripts/compare_peers.sh, which sources this file.
#
# A job sets its title and the peers' version, and names its peers with `peer`: a name in the table and a function
# that is given the seed, does the whole job and prints one line: its seconds (of training, unless the job says of
# what), a tab, and a figure that shows that it did the job (its accuracy, unless the job says what) or `-`. The
# first peer is what the table's ratios refer to. What the job asks for:
#   slower NAME TIMES REFERENCE   NAME takes at least TIMES times as many seconds as REFERENCE
#   within NAME SECONDS           NAME takes at most so many
#   memory NAME BYTES FUNCTION    NAME needs at most so many at its peak; FUNCTION prints how many it needed
# shellcheck shell=bash disable=SC2034,SC2154

nntrain=build/release/nntrain notes=data/banknotes.txt
hidden=5 rate=0.01 batch=10 wide=64,64 wide_rows=100000 long_rows=300000 inputs=28

# as_peer THREADS COMMAND...: with so many threads, else as Debian has it.
as_peer() { env OPENBLAS_NUM_THREADS="$1" OMP_NUM_THREADS="$1" "${@:2}"; }
# timed COMMAND...: its whole time, where a job compares that.
timed() {
  local begun=$EPOCHREALTIME ended
  "$@" >/dev/null || return 1
  ended=$EPOCHREALTIME
  begun=$((${ended/./} - ${begun/./}))
  printf '%d.%06d\t-\n' $((begun / 1000000)) $((begun % 1000000))
}
version_of() { /usr/bin/python3 -c "import $1; print($1.__version__)"; }
version_of_r() { Rscript -e 'cat(R.version[["major"]], R.version[["minor"]], sep = ".")'; }
version_of_package() { dpkg-query -W -f '${Version}' "$1" 2>/dev/null || echo unknown; }
blas() { echo "OpenBLAS $(version_of_package libopenblas0-pthread)"; }
kernels_of() { scripts/peers/kernels.py "$@"; }

# make_table ROWS FILE: the first so many rows of the table for measuring.
make_table() {
  local long=build/peers/table.csv
  if (($1 > long_rows)); then
    [[ -f $2 && ! scripts/peers/make_table.sh -nt $2 ]] && return
    echo "compare_peers: making $2" >&2
    scripts/peers/make_table.sh "$1" $inputs >"$2.part"
    mv "$2.part" "$2"
    return
  fi
  if [[ ! -f $long || scripts/peers/make_table.sh -nt $long ]]; then
    echo "compare_peers: making $long" >&2
    scripts/peers/make_table.sh $long_rows $inputs >"$long.part"
    mv "$long.part" "$long"
  fi
  if [[ $2 != "$long" && ! $2 -nt $long ]]; then
    head -n $(($1 + 1)) "$long" >"$2.part"
    mv "$2.part" "$2"
  fi
}

# --- lecture -----------------------------------------------------------------------------------------------------
job_lecture() {
  title="The lecture's experiment (1372 rows, 2-$hidden-1, $iterations iterations, exact rule, rate $rate)"
  version="R $(version_of_r), numpy $(version_of numpy), PyTorch $(version_of torch), scikit-learn "
  version+="$(version_of sklearn), FANN $(version_of_package libfann-dev), $(blas), one thread each; "
  version+="$(kernels_of torch numpy)"
  cc -O3 -Wall -Wextra scripts/peers/lecture_fann.c -o build/peers/lecture_fann -ldoublefann -lm
  peer "nntrain, 2 threads" lecture_two
  peer "nntrain, 1 thread" lecture_one
  peer "R, %*%" lecture_r
  peer "R, crossprod" lecture_r_crossprod
  peer "numpy" lecture_numpy
  peer "PyTorch" lecture_pytorch
  peer "PyTorch, float32" lecture_pytorch_float
  peer "scikit-learn" lecture_sklearn
  peer "FANN" lecture_fann
  local times=25  # on an AMD EPYC with AVX-512 more: its divider is faster
  [[ $model != *EPYC* ]] || times=38
  slower "R, %*%" $times "nntrain, 1 thread"
  slower "R, %*%" 40 "nntrain, 2 threads"
  slower "nntrain, 1 thread" 1.35 "nntrain, 2 threads"
  slower "numpy" 20 "nntrain, 2 threads"
  slower "PyTorch" 20 "nntrain, 2 threads"
  slower "scikit-learn" 20 "nntrain, 2 threads"
  slower "FANN" 20 "nntrain, 2 threads"
}
lecture_nntrain() {
  $nntrain --data $notes --features variance,entropy --hidden $hidden --iterations "$iterations" \
    --learning-rate $rate --seed "$1" --threads "$2" --quiet --print seconds,train.accuracy
}
lecture_one() { lecture_nntrain "$1" 1; }
lecture_two() { lecture_nntrain "$1" 2; }
lecture_r() { as_peer 1 Rscript scripts/peers/lecture.R $notes $hidden "$iterations" $rate "$1"; }
lecture_r_crossprod() { as_peer 1 Rscript scripts/peers/lecture.R $notes $hidden "$iterations" $rate "$1" crossprod; }
lecture_numpy() { as_peer 1 scripts/peers/lecture_numpy.py $notes $hidden "$iterations" $rate "$1"; }
lecture_pytorch() {
  as_peer 1 scripts/peers/pytorch.py $notes variance,entropy $hidden sum "$iterations" $rate 1 "$@"
}
lecture_pytorch_float() { lecture_pytorch "$1" float32; }
lecture_sklearn() { as_peer 1 scripts/peers/lecture_sklearn.py $notes $hidden "$iterations" $rate "$1"; }
lecture_fann() { build/peers/lecture_fann $notes $hidden "$iterations" $rate "$1"; }

# --- wide --------------------------------------------------------------------------------------------------------
job_wide() {
  title="A wide network ($wide_rows rows, $inputs-${wide/,/-}-1, 10 iterations over all rows, mse, double)"
  version="PyTorch $(version_of torch) with $(blas); $(kernels_of torch)"
  make_table $wide_rows build/peers/wide.csv
  peer "nntrain, 2 threads" wide_two
  peer "nntrain, 1 thread" wide_one
  peer "PyTorch, 2 threads" wide_pytorch_two
  peer "PyTorch, 1 thread" wide_pytorch_one
  peer "PyTorch, float32, 2 threads" wide_float_two
  peer "PyTorch, float32, 1 thread" wide_float_one
  slower "PyTorch, 1 thread" 6 "nntrain, 1 thread"
  slower "PyTorch, 2 threads" 6 "nntrain, 2 threads"
}
wide_nntrain() {
  $nntrain --data build/peers/wide.csv --hidden $wide --loss mse --iterations 10 --learning-rate 0.1 --seed "$1" \
    --threads "$2" --quiet --print seconds,train.accuracy
}
wide_one() { wide_nntrain "$1" 1; }
wide_two() { wide_nntrain "$1" 2; }
wide_pytorch() {  # wide_pytorch SEED THREADS [float32]
  as_peer "$2" scripts/peers/pytorch.py build/peers/wide.csv all $wide mean 10 0.1 "$2" "$1" "${@:3}"
}
wide_pytorch_one() { wide_pytorch "$1" 1; }
wide_pytorch_two() { wide_pytorch "$1" 2; }
wide_float_one() { wide_pytorch "$1" 1 float32; }
wide_float_two() { wide_pytorch "$1" 2 float32; }

# --- keras -------------------------------------------------------------------------------------------------------
job_keras() {
  title="The lecture's Keras model (1097 of 1372 rows, 4-$hidden-1, mse, rate $rate, batches of $batch, $passes passes)"
  version="PyTorch $(version_of torch) with $(blas), one thread; $(kernels_of torch)"
  peer "nntrain" keras_nntrain
  peer "PyTorch" keras_pytorch
  slower "PyTorch" 100 "nntrain"
}
keras_nntrain() {  # the preset's own: 5 hidden units, the rate, the batches and the rows held out
  $nntrain --data $notes --preset keras --iterations "$passes" --seed "$1" --quiet --print seconds,train.accuracy
}
keras_pytorch() { as_peer 1 scripts/peers/keras.py $notes $hidden "$passes" $rate $batch "$1"; }

# --- csv ---------------------------------------------------------------------------------------------------------
job_csv() {
  title="Reading a CSV file ($long_rows rows of $((inputs + 1)) numbers): the others' calls, nntrain's whole command"
  seconds_of="reading" figure="numbers"
  version="data.table $(Rscript -e 'cat(format(packageVersion("data.table")))') of R $(version_of_r), 2 threads; "
  version+="pandas $(version_of pandas), which reads with one"
  make_table $long_rows build/peers/table.csv
  peer "nntrain" csv_nntrain
  peer "R, fread" csv_fread
  peer "pandas" csv_pandas
  slower "R, fread" 1.3 "nntrain"
  slower "pandas" 3 "nntrain"
  memory "nntrain" $((long_rows * (inputs + 1) * 8 * 115 / 100 + constant)) csv_memory
}
constant=$((16 * 1000 * 1000))  # bytes that any run may need, beside 1.15 times the columns as doubles
csv_command=("$nntrain" --data build/peers/table.csv --hidden 0 --iterations 0 --threads 2 --quiet)
csv_nntrain() { timed "${csv_command[@]}"; }
csv_fread() { as_peer 2 Rscript scripts/peers/fread.R build/peers/table.csv 2; }
csv_pandas() { as_peer 1 scripts/peers/read_pandas.py build/peers/table.csv; }
csv_memory() { scripts/peers/peak_memory.py "${csv_command[@]}"; }

# --- predict -----------------------------------------------------------------------------------------------------
predict_rows=1000000
job_predict() {
  title="Predicting ($predict_rows rows, $inputs-${wide/,/-}-1): nntrain's whole command, CSV to CSV; the other's calls alone"
  seconds_of="predicting" figure="rows"
  modules=$(scripts/install-onnxruntime.sh)
  version="ONNX Runtime ${modules##*-} (npm's onnxruntime-node), double, with so many threads; nntrain reads with "
  version+="nntrain --hidden 0 --iterations 0"
  make_table $wide_rows build/peers/wide.csv
  make_table $predict_rows build/peers/predict.csv
  $nntrain --data build/peers/wide.csv --hidden $wide --loss mse --iterations 1 --save "$folder/model.json" --quiet \
    --print stop >/dev/null
  $nntrain export "$folder/model.json" --to onnx --output "$folder/model.onnx"
  peer "nntrain, 2 threads" predict_two
  peer "nntrain, 1 thread" predict_one
  peer "nntrain reads, 2 threads" predict_read
  peer "ONNX Runtime, 2 threads" predict_onnx_two
  peer "ONNX Runtime, 1 thread" predict_onnx_one
  slower "nntrain reads, 2 threads" 0.8 "nntrain, 2 threads"  # 1 / 1.25: hardly slower than reading
}
predict_nntrain() {  # predict_nntrain THREADS
  local line
  line=$(timed $nntrain predict "$folder/model.json" --data build/peers/predict.csv --threads "$1" --quiet \
    --output "$folder/predicted.csv") || return 1
  printf '%s\t%s\n' "${line%$'\t'-}" $(($(wc -l <"$folder/predicted.csv") - 1))
}
predict_one() { predict_nntrain 1; }
predict_two() { predict_nntrain 2; }
predict_read() {
  timed $nntrain --data build/peers/predict.csv --hidden 0 --iterations 0 --threads 2 --quiet
}
predict_onnx() {  # predict_onnx THREADS
  node scripts/peers/predict_onnx.mjs "$modules" "$folder/model.onnx" build/peers/predict.csv "$1"
}
predict_onnx_one() { predict_onnx 1; }
predict_onnx_two() { predict_onnx 2; }

# --- startup -----------------------------------------------------------------------------------------------------
job_startup() {
  title="Short commands (the whole command; the last trains 1000 iterations on 1372 rows)"
  seconds_of="command" figure=""
  version="nntrain alone"
  peer "--version" startup_version
  peer "--data FILE" startup_default
  within "--version" 0.005
  within "--data FILE" 0.030
}
startup_version() { timed $nntrain --version; }
startup_default() { timed $nntrain --data $notes 2>/dev/null; }

# --- threads -----------------------------------------------------------------------------------------------------
job_threads() {
  title="Two threads ($long_rows rows, $inputs-${wide/,/-}-1, 10 iterations over all rows)"
  version="nntrain alone"
  make_table $long_rows build/peers/table.csv
  peer "2 threads" threads_two
  peer "1 thread" threads_one
  slower "1 thread" 1.9 "2 threads"
}
threads_nntrain() {
  $nntrain --data build/peers/table.csv --hidden $wide --loss mse --iterations 10 --learning-rate 0.1 --seed "$1" \
    --threads "$2" --quiet --print seconds,train.accuracy
}
threads_one() { threads_nntrain "$1" 1; }
threads_two() { threads_nntrain "$1" 2; }

# --- sweep -------------------------------------------------------------------------------------------------------
sweep_hidden=2,5,10,20 sweep_rates=0.001,0.002,0.005,0.01,0.02 sweep_seeds=10
job_sweep() {
  title="A sweep of 200 settings (1097 of 1372 rows, hidden $sweep_hidden, 5 rates, $sweep_seeds seeds, 1000 iterations)"
  seconds_of="all runs" figure="best accuracy"
  version="scikit-learn $(version_of sklearn), 2 jobs; each loop of nntrain commands makes half of the runs, side by side"
  peer "nntrain sweep" sweep_nntrain
  peer "two loops of nntrain" sweep_loops
  peer "GridSearchCV, its 5 folds" sweep_sklearn_folds
  peer "GridSearchCV, the same split" sweep_sklearn_split
  slower "two loops of nntrain" 0.8696 "nntrain sweep"  # 1 / 1.15
  slower "GridSearchCV, its 5 folds" 20 "nntrain sweep"
}
sweep_flags=(--data $notes --validation-fraction 0.2 --split-seed 1 --iterations 1000 --quiet)
# best_of COMMAND...: the seconds of the command, and the best of the accuracies that it writes to $folder/accuracies.
best_of() {
  local seconds
  rm -f "$folder"/accuracies*
  seconds=$(timed "$@") || return 1
  printf '%s\t%s\n' "${seconds%$'\t'-}" "$(sort -g "$folder"/accuracies* | tail -n 1)"
}
sweep_nntrain() { best_of sweep_once; }
sweep_once() {
  rm -f "$folder/sweep.csv"
  $nntrain sweep "${sweep_flags[@]}" --threads 2 --select validation.accuracy --results "$folder/sweep.csv" \
    --grid "hidden=${sweep_hidden//,/;}" --grid "learning-rate=${sweep_rates//,/;}" --grid "seed=1..$sweep_seeds" &&
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "validation.accuracy") column = i }
             NR > 1 { print $column }' "$folder/sweep.csv" >"$folder/accuracies"
}
sweep_loops() { best_of sweep_by_loops; }
sweep_by_loops() {
  local first last
  sweep_loop 0 & first=$!
  sweep_loop 1 & last=$!
  wait $first && wait $last
}
sweep_loop() {  # sweep_loop REST: each second run
  local hidden rate seed number=0
  for hidden in ${sweep_hidden//,/ }; do
    for rate in ${sweep_rates//,/ }; do
      for ((seed = 1; seed <= sweep_seeds; seed++)); do
        ((number++ % 2 == $1)) || continue
        $nntrain "${sweep_flags[@]}" --threads 1 --hidden "$hidden" --learning-rate "$rate" --seed "$seed" \
          --print validation.accuracy || return 1
      done
    done
  done >"$folder/accuracies$1"
}
sweep_sklearn() { as_peer 1 scripts/peers/sweep_sklearn.py $notes $sweep_hidden $sweep_rates $sweep_seeds 1000 2 "$1"; }
sweep_sklearn_folds() { sweep_sklearn folds; }
sweep_sklearn_split() { sweep_sklearn split; }
