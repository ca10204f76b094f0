#!/usr/bin/env bash
# Configures a preset where that is due and builds it (all targets, or those named) in build/PRESET. Says
# nothing where there is nothing to do; shows the tools' output when a step fails, warnings about our files, and a link
# that is not as users want it.
#   scripts/build.sh PRESET [-DNAME=VALUE...] [TARGET...]
set -euo pipefail
export LC_ALL=C

(($#)) || { echo "usage: scripts/build.sh PRESET [-DNAME=VALUE...] [TARGET...]" >&2; exit 2; }
preset=$1
shift
settings=() targets=()
for word in "$@"; do
  case $word in
    -D*=*) settings+=("$word") ;;
    -*) echo "build: '$word' is neither -DNAME=VALUE nor a target" >&2; exit 2 ;;
    *) targets+=("$word") ;;
  esac
done

top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
folder=build/$preset
stamp=$folder/configured-by-build.sh
if ! { mkdir -p build && [[ -w build ]]; } 2>/dev/null; then
  echo "build: $top/build cannot be written by $(id -un): build as the user who owns it, or in a copy of your own" >&2
  exit 1
fi
exec 9>"build/.lock-$preset"
if ! flock -n 9; then  # two calls at once must not build over each other
  echo "build: $preset: waiting for another build in $folder" >&2
  flock 9
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT

tell_progress() {
  if [[ ! -t 2 ]]; then cat >/dev/null; return; fi
  awk -v name="build: $preset: " '
    match($0, /^\[[0-9]+\/[0-9]+\]/) { printf "\r%s%s  ", name, substr($0, 1, RLENGTH); fflush(); shown = 1 }
    END { if (shown) printf "\r%60s\r", "" }' >&2
}

# quietly COMMAND...: on a terminal it tells how far ninja is, which begins its lines by [12/300].
quietly() {
  if ! "$@" </dev/null 2>&1 9>&- | tee "$log" | tell_progress 9>&-; then
    cat "$log" >&2
    echo "build: $preset: failed: $*" >&2
    exit 1
  fi
  # What compilers suspect in the packages' headers is nothing that the reader can mend.
  grep -E "^$top/(src|tests)/.*warning:|^nntrain is linked dynamically" "$log" >&2 || true
}

cached() { sed -n "s/^$1:[A-Z]*=//p" "$folder/CMakeCache.txt" 2>/dev/null || true; }

# A build folder copied along with the sources would go on building the old place's sources.
home=$(cached CMAKE_HOME_DIRECTORY)
# With another compiler cmake would drop the settings of the preset, such as the sanitizer.
if [[ -n $home && (! $home -ef $top || CMakePresets.json -nt $stamp) ]]; then rm -rf "$folder"; fi

configured=yes
[[ -f $folder/build.ninja && -f $stamp && ! CMakePresets.json -nt $stamp ]] || configured=no
for setting in "${settings[@]}"; do
  name=${setting#-D}
  name=${name%%=*}
  [[ $(cached "$name") == "${setting#*=}" ]] || configured=no
done
if [[ $configured == no ]]; then
  echo "build: $preset: configuring and building" >&2
  rm -f "$stamp"
  quietly cmake --preset "$preset" "${settings[@]}"
  touch "$stamp"
fi
quietly cmake --build "$folder" ${targets:+--target "${targets[@]}"}
