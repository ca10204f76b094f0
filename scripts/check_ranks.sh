#!/usr/bin/env bash
# Checks that a command on several ranks (mpirun) prints and writes what one process does, bit for bit, and how ranks
# fail. Builds the programs for Open MPI and MPICH in build/mpi and build/mpich: by CMake, or with --core from the
# library in a folder that is built already, which takes seconds. An MPI that is missing is skipped; exits with 77 if
# both are.
#   scripts/check_ranks.sh [--core BUILD_FOLDER] [--short] [--no-build] [NAME...]
# --short: the cases with a * in scripts/ranks/cases.txt, on fewer ranks. NAME: only these cases, and no failures.
set -euo pipefail
export LC_ALL=C
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"

core='' is_short=no builds=yes only=()
while (($#)); do
  case $1 in
    --core) core=${2:?"--core takes a build folder"}; shift ;;
    --short) is_short=yes ;;
    --no-build) builds=no ;;
    -*) echo "usage: scripts/check_ranks.sh [--core BUILD_FOLDER] [--short] [--no-build] [NAME...]" >&2; exit 2 ;;
    *) only+=("$1") ;;
  esac
  shift
done
plain=$(realpath -m "${core:-build/release}/nntrain")
[[ -x $plain ]] || { echo "check_ranks: there is no $plain: scripts/build.sh release" >&2; exit 1; }
compiler_of() { if [[ $1 == mpi ]]; then echo mpicxx; else echo mpicxx.mpich; fi; }
kinds=()
for kind in mpi mpich; do
  if command -v "$(compiler_of $kind)" >/dev/null; then kinds+=($kind); fi
done
((${#kinds[@]})) || { echo "check_ranks: skipped, there is no MPI: scripts/install-dependencies.sh mpi"; exit 77; }

bad=0 runs=0
complain() { echo "check_ranks: $1" >&2; bad=$((bad + 1)); }

# --- programs -------------------------------------------------------------------------------------------------
version=$(sed -n 's/^project(nntrain VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
flags=(-std=c++20 -O2 -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Werror -Isrc -DFMT_HEADER_ONLY
       -DNNTRAIN_VERSION="\"$version\"" -DOMPI_SKIP_MPICXX -DMPICH_SKIP_MPICXX)
# link KIND OUTPUT SOURCE...: with the library that is there.
link() {
  local headers=()
  for word in $("$(compiler_of "$1")" -show); do [[ $word == -I* ]] && headers+=(-isystem "${word#-I}"); done
  "$(compiler_of "$1")" "${flags[@]}" "${headers[@]}" "${@:3}" src/base/mpi_ranks.cpp \
    "${core:-build/$1}/libnntrain_core.a" -lcrypto -lz -lzstd -pthread -o "$2"
}
build() {
  mkdir -p "build/$1"
  if [[ -n $core ]]; then
    link "$1" "build/$1/nntrain" src/main.cpp
  else
    cmake -S . -B "build/$1" -G Ninja -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=12 -DNNTRAIN_MPI=ON \
      -DNNTRAIN_TESTS=OFF -DNNTRAIN_WERROR=ON -DMPI_CXX_COMPILER="$(compiler_of "$1")" >/dev/null
    cmake --build "build/$1" --target nntrain >/dev/null
  fi
  link "$1" "build/$1/ranks_check" -Itests tests/support/ranks_check.cpp
}
if [[ $builds == yes ]]; then
  for kind in "${kinds[@]}"; do build "$kind"; done
fi

# --- runs -----------------------------------------------------------------------------------------------------
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tables"
scripts/ranks/make_tables.sh "$work/tables"
# Ranks wait in the shared memory of this machine; the network is not looked at.
export OMPI_MCA_btl=self,vader OMPI_MCA_btl_vader_single_copy_mechanism=none OMPI_MCA_rmaps_base_oversubscribe=1
export OMPI_MCA_hwloc_base_binding_policy=none OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1

export NNTRAIN_RANKS=whole  # lets ranks share batches of any size

# launch KIND RANKS PROGRAM...
launch() {
  case $1 in
    mpi) mpirun --oversubscribe --mca orte_base_help_aggregate 0 -n "$2" "${@:3}" ;;
    mpich) mpirun.mpich -n "$2" "${@:3}" ;;
  esac
}
# own_messages: those of nntrain with their remedies, without what a launcher adds when a rank ends with an error.
own_messages() { awk '/^nntrain: / || (is_own && /^  /) { print; is_own = 1; next } { is_own = 0 }'; }
# words_of COMMAND: with the outputs of most trainings for @.
words_of() { echo "${1/@/--log log.csv --predictions predictions.csv --save model.json --format json}"; }

# run_case FOLDER COMMANDS LAUNCHER...: the commands of a case, with their outputs, in a new folder.
run_case() {
  local folder=$1 commands=$2 command words
  shift 2
  mkdir -p "$folder"
  ln -s "$work"/tables/* "$folder/"
  while IFS= read -r command; do
    read -ra words <<<"$(words_of "$command")"
    (cd "$folder" && set +e && timeout 120 "$@" "${words[@]}" </dev/null >>out 2>>err; echo "code $?" >>out)
  done <<<"${commands//&&/$'\n'}"
  own_messages <"$folder/err" >"$folder/err.own"
  mv "$folder/err.own" "$folder/err"
}
# launcher as a program for `timeout`
cat >"$work/launch" <<EOF
#!/usr/bin/env bash
$(declare -f launch)
launch "\$@"
EOF
chmod +x "$work/launch"

names=() commands=()
while IFS='|' read -r name command; do
  mark=${name%%[a-z]*} name=${name#"$mark"} name=${name%% *}
  [[ -n $name && $mark != *'#'* ]] || continue
  if ((${#only[@]})); then [[ " ${only[*]} " == *" $name "* ]] || continue
  elif [[ $is_short == yes && $mark != *'*'* ]]; then continue; fi
  names+=("$name") commands+=("$command")
done <scripts/ranks/cases.txt

# with_threads COMMANDS THREADS: show has no threads.
with_threads() {
  local command out=''
  while IFS= read -r command; do
    [[ $command == *' show '* || $command == 'show '* ]] || command+=" --threads $2"
    out+="${out:+&&}$command"
  done <<<"${1//&&/$'\n'}"
  echo "$out"
}

# compare CASE KIND RANKS THREADS WAY: with the plain run. WAY: how the table is shared, as NNTRAIN_RANKS says.
compare() {
  local what="${names[$1]} on $3 ranks of $2, $4 threads each${5:+, NNTRAIN_RANKS=$5}" folder=$work/run
  rm -rf "$folder" "$folder.same"
  run_case "$folder" "$(with_threads "${commands[$1]}" "$4")" \
    env ${5:+NNTRAIN_RANKS="$5"} "$work/launch" "$2" "$3" "$top/build/$2/nntrain"
  scripts/ranks/without_times.py "$folder" "$folder.same"
  runs=$((runs + 1))
  diff -r "$work/plain/${names[$1]}.same" "$folder.same" >"$work/difference" 2>&1 ||
    complain "$what: $(head -c 1500 "$work/difference")"
}
# compare_all KIND RANKS THREADS WAY [EVERY]: all cases, or every so many-th.
compare_all() {
  local case
  for case in "${!names[@]}"; do
    ((case % ${5:-1} == 0)) && compare "$case" "$1" "$2" "$3" "$4"
  done
  return 0
}

mkdir "$work/plain"
for case in "${!names[@]}"; do
  folder=$work/plain/${names[$case]}
  run_case "$folder" "$(with_threads "${commands[$case]}" 1)" "$plain"
  scripts/ranks/without_times.py "$folder" "$folder.same"
done

for kind in "${kinds[@]}"; do
  for ranks in 1 2 3; do
    launch "$kind" "$ranks" "build/$kind/ranks_check" || complain "ranks_check fails on $ranks ranks of $kind"
  done
done
if [[ " ${kinds[*]} " == *' mpi '* ]]; then
  if [[ $is_short == yes ]]; then
    compare_all mpi 2 1 ''
    compare_all mpi 3 2 rows 2
    compare_all mpi 4 1 rows 5
  else
    for ranks in 1 2 3 4 7; do
      for threads in 1 2; do
        for way in '' rows; do compare_all mpi "$ranks" "$threads" "$way"; done
      done
    done
  fi
fi
if [[ " ${kinds[*]} " == *' mpich '* ]]; then
  if [[ $is_short == yes ]]; then
    compare_all mpich 2 1 '' 8
  else
    for ranks in 1 2 3; do compare_all mpich "$ranks" 1 '' 2; done
  fi
fi

# --- failures -------------------------------------------------------------------------------------------------
if ((!${#only[@]})); then
  . scripts/ranks/failures.sh
  for kind in "${kinds[@]}"; do
    [[ $kind == mpi || $is_short == no ]] || continue
    check_failures "$kind"
  done
fi

((bad == 0)) || { echo "check_ranks: $bad faults"; exit 1; }
echo "check_ranks: $runs runs of ${#names[@]} commands on ranks are like those of one process (${kinds[*]})"
