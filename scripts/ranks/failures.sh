# How ranks fail, for scripts/check_ranks.sh, which has launch, complain, $work, $top and $plain.

# expect KIND NAME CODE LINES COMMAND...: the code of a job of three ranks, and how many lines of ours it prints.
expect() {
  local kind=$1 name=$2 code=$3 lines=$4 got=0 own
  shift 4
  "$work/launch" "$kind" 3 "$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
  own=$(grep -c '^nntrain: ' "$work/err" || true)
  [[ $got == "$code" ]] || complain "$kind: $name ends with $got, not with $code: $(head -c 600 "$work/err")"
  [[ $own == "$lines" ]] || complain "$kind: $name prints $own lines, not $lines: $(head -c 600 "$work/err")"
}

# ends_soon PID NAME: whether a job ends within 5 seconds, and not with 0.
ends_soon() {
  local code=0 waited
  for ((waited = 0; waited < 50; ++waited)); do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  if kill -0 "$1" 2>/dev/null; then
    complain "$2: the job does not end within 5 seconds"
    kill -KILL "$1"
  fi
  wait "$1" || code=$?
  ((code != 0)) || complain "$2: the job ends with 0"
  sleep 0.3
  if pgrep -f "$work/job/" >/dev/null; then complain "$2: a rank outlives the job"; fi
}

# check_end KIND NAME COMMAND...: what is left when COMMAND ends a job that trains; $launcher and $ranks are its
# processes.
check_end() {
  local kind=$1 name="$1: $2" pid tries=0
  shift 2
  rm -rf "$work/job"
  mkdir "$work/job"
  "$work/launch" "$kind" 3 "$top/build/$kind/nntrain" --data "$work/tables/classes.csv" --iterations 100000000 \
    --checkpoint "$work/job/c.json" --checkpoint-every 100 --save "$work/job/model.json" --threads 1 --quiet \
    >"$work/job/out" 2>"$work/job/err" </dev/null &
  pid=$!
  until [[ -s $work/job/c.json ]] || ((++tries > 300)); do sleep 0.1; done
  launcher=$(pgrep -P "$pid" mpirun || pgrep -P "$pid" mpiexec || echo "$pid")
  mapfile -t ranks < <(pgrep -f "^$top/build/$kind/nntrain --data $work/")
  ((${#ranks[@]} == 3)) || complain "$name: there are ${#ranks[@]} ranks"
  "$@"
  ends_soon "$pid" "$name"
  [[ ! -e $work/job/model.json ]] || complain "$name: there is a model, as if the run had ended"
  "$plain" --resume "$work/job/c.json" --data "$work/tables/classes.csv" --max-seconds 0.2 --quiet \
    --print stop >"$work/out" 2>&1 || complain "$name: its checkpoint is no use: $(head -c 500 "$work/out")"
}
kill_one_rank() { kill -KILL "${ranks[1]}"; }
kill_first_rank() { kill -KILL "${ranks[0]}"; }
stop_then_kill() { kill -STOP "${ranks[2]}"; sleep 0.3; kill -TERM "$launcher"; }
term_launcher() { kill -TERM "$launcher"; }
interrupt_launcher() { kill -INT "$launcher"; }
term_one_rank() { kill -TERM "${ranks[1]}"; }

check_failures() {
  local kind=$1 program=$top/build/$1/nntrain data=$work/tables/classes.csv
  expect "$kind" "an unknown flag" 2 1 "$program" --data "$data" --itterations 2
  expect "$kind" "a missing file" 3 1 "$program" --data "$work/none.csv"
  expect "$kind" "a missing folder" 3 1 "$program" --data "$data" --save "$work/none/m.json"
  expect "$kind" "a full disk" 3 1 "$program" --data "$data" --iterations 3 --quiet --predictions /dev/full
  NNTRAIN_RANKS='' expect "$kind" "small batches" 2 1 "$program" --data "$data" --optimizer adam --batch-size 32
  expect "$kind" "bench" 2 1 "$program" bench
  expect "$kind" "a build without MPI" 2 1 "$plain" --data "$data" --iterations 3
  expect "$kind" "a rank without the table" 3 1 bash -c "$(printf '%q ' "$program") --data $work/tables/classes\$(
    ((\${OMPI_COMM_WORLD_RANK:-\$PMI_RANK} == 1)) && echo none).csv --iterations 5 --quiet --print loss"
  local piped whole
  whole=$("$plain" --data "$data" --iterations 3 --quiet --print fingerprint)
  piped=$("$work/launch" "$kind" 3 "$program" --data - --iterations 3 --quiet --print fingerprint <"$data")
  [[ $whole == "$piped" ]] || complain "$kind: a table on standard input has the fingerprint '$piped', not '$whole'"
  check_end "$kind" "a rank is killed" kill_one_rank
  check_end "$kind" "the first rank is killed" kill_first_rank
  check_end "$kind" "SIGTERM to the launcher" term_launcher
  check_end "$kind" "SIGINT to the launcher" interrupt_launcher
  check_end "$kind" "SIGTERM to a rank" term_one_rank
  check_end "$kind" "SIGTERM to the launcher of a rank that hangs" stop_then_kill
}
