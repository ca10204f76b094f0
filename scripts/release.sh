#!/usr/bin/env bash
# Makes all files of a release from the last commit: tarballs of the static program for x86-64 and aarch64, Debian
# packages, and SHA256SUMS. Proves that they do not depend on where and how they are built: builds all of it a second
# time, in another folder, with another umask and time zone, and compares byte by byte.
#   scripts/release.sh [--skip-proof] [FOLDER]      (default: build/release-VERSION)
# It takes a quarter of an hour on two cores. scripts/check_release.sh FOLDER then tries the files on bare systems.
# Needs Debian on x86-64; no root, but for missing packages.
set -euo pipefail
export LC_ALL=C
{  # bash reads the whole script first, because it runs long and may be edited meanwhile

proof=yes folder=""
for word in "$@"; do
  case $word in
    --skip-proof) proof=no ;;
    -*) echo "usage: scripts/release.sh [--skip-proof] [FOLDER]" >&2; exit 2 ;;
    *) [[ -z $folder ]] || { echo "release: one folder, not '$folder' and '$word'" >&2; exit 2; }
       folder=$(readlink -m "$word") ;;
  esac
done
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
if [[ $(uname -m) != x86_64 ]]; then echo "release: needs an x86-64 machine, not $(uname -m)" >&2; exit 1; fi
scripts/install-dependencies.sh build release
version=$(sed -n 's/^project(nntrain VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
folder=${folder:-$top/build/release-$version}
commit=$(git rev-parse --short HEAD)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
echo "release: nntrain $version from commit $commit into $folder"
changed=$(git status --porcelain | head -n 5)
if [[ -n $changed ]]; then
  printf 'release: the commit is what is built; this is not in it:\n%s\n' "$changed" >&2
fi

work=$top/build/release-work
log=$work/log
rm -rf "$work"
mkdir -p "$work" "$folder"
# quietly COMMAND...: shows what a command prints only if it fails.
quietly() {
  "$@" </dev/null >"$log" 2>&1 || { tail -n 60 "$log"; echo "release: failed: $*"; exit 1; } >&2
}

# make_for MACHINE SOURCES RESULTS SETTING...: builds SOURCES for a machine; its tarball and package come into RESULTS.
make_for() {
  local machine=$1 sources=$2 results=$3 build=$2/build/$1 begin=$SECONDS
  shift 3
  (cd "$sources" && quietly cmake --preset release -B "$build" -DNNTRAIN_TESTS=OFF -DNNTRAIN_LINK=static \
    -DNNTRAIN_WERROR=ON "$@")
  quietly cmake --build "$build"
  "$sources/scripts/pack_tarball.sh" "$build" "$results/nntrain-$version-$machine-linux.tar.gz"
  (cd "$build" && quietly cpack -G DEB)
  mv "$build"/*.deb "$results"
  echo "release: ${sources#"$work"/}: $machine in $((SECONDS - begin)) s"
}

# make_all SOURCES RESULTS: the files of a release, from the commit's files in the new folder SOURCES.
make_all() {
  mkdir -p "$1" "$2"
  git archive HEAD | tar -C "$1" -xf -
  make_for x86_64 "$1" "$2"
  make_for aarch64 "$1" "$2" -DCMAKE_TOOLCHAIN_FILE=cmake/cross.cmake -DNNTRAIN_MACHINE_PACKAGES="$work/libssl-dev"
  (cd "$2" && sha256sum -- *.tar.gz *.deb >SHA256SUMS)
}

# tell_difference FILE OTHER: which files in two archives differ, and where their first byte, mode or time does.
tell_difference() {
  local file list
  cmp -- "$1" "$2" || true
  rm -rf "$work/unpacked"
  for file in 1 2; do
    mkdir -p "$work/unpacked/$file"
    case $1 in
      *.deb) list=(dpkg-deb -c "${!file}"); dpkg-deb -R "${!file}" "$work/unpacked/$file" ;;
      *.tar.gz) list=(tar -tvzf "${!file}"); tar -C "$work/unpacked/$file" -xzf "${!file}" ;;
    esac
    "${list[@]}" >"$work/unpacked/$file.list"
  done
  diff "$work/unpacked/1.list" "$work/unpacked/2.list" || true
  (cd "$work/unpacked/1" && find . -type f -exec cmp {} ../2/{} \;) || true
}

echo "release: for aarch64: $(scripts/fetch_package.sh arm64 libssl-dev "$work/libssl-dev")"
(umask 022; make_all "$work/once" "$work/results")
if [[ $proof == yes ]]; then
  (umask 077; TZ=Asia/Tokyo make_all "$work/a second time/in another folder" "$work/other results")
  differing=0
  for file in "$work/results"/nntrain*; do
    other=$work/other\ results/${file##*/}
    cmp -s "$file" "$other" && continue
    echo "release: built in two folders, ${file##*/} differs:" >&2
    tell_difference "$file" "$other" >&2
    differing=$((differing + 1))
  done
  if ((differing)); then echo "release: $differing files differ; both builds are kept in $work" >&2; exit 1; fi
  echo "release: built in two folders, all $(find "$work/results" -name 'nntrain*' -printf x | wc -c) files have the same bytes"
fi
rm -f "$folder"/nntrain*.tar.gz "$folder"/nntrain*.deb "$folder"/SHA256SUMS
cp "$work/results"/* "$folder"
rm -rf "$work"
(cd "$folder" && sha256sum --quiet -c SHA256SUMS && cat SHA256SUMS)
exit
}
