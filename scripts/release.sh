#!/usr/bin/env bash
# Makes all files of a release from the last commit: tarballs of the sources and of the static program for x86-64 and
# aarch64, Debian packages, and SHA256SUMS. Proves that they do not depend on where and how they are built: builds all of
# it a second time, in another folder, with another home, umask, time zone, number of jobs and place of the libraries for
# arm64, and compares byte by byte. Compilers and flags are Debian's: CXX, CXXFLAGS, PATH and the like of the caller do
# not count.
#   scripts/release.sh [--skip-proof] [FOLDER]      (default: build/release-VERSION)
# FOLDER may have files of this version, which are replaced, and none of another. It takes a quarter of an hour on two cores. scripts/check_release.sh FOLDER then tries the files on bare systems.
# Needs Debian on x86-64; no root, but for missing packages.
set -euo pipefail
export LC_ALL=C
{  # bash reads the whole script first, because it runs long and may be edited meanwhile

if [[ ${1:-} != --clean-environment ]]; then
  kept=(PATH=/usr/sbin:/usr/bin:/sbin:/bin "HOME=${HOME:-/}")
  for name in TERM TMPDIR {http,https,no}_proxy {HTTP,HTTPS,NO}_PROXY; do
    [[ ! -v $name ]] || kept+=("$name=${!name}")
  done
  exec env -i "${kept[@]}" bash "${BASH_SOURCE[0]}" --clean-environment "$@"
fi
shift
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
mkdir -p build
exec 9>build/release.lock  # held as long as this runs, however it ends
flock -n 9 || { echo "release: another release.sh is at work in $top" >&2; exit 1; }
commit=$(git rev-parse HEAD)
version=$(git show "$commit:CMakeLists.txt" | sed -n 's/^project(nntrain VERSION \([0-9.]*\).*/\1/p')
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct "$commit")
export SOURCE_DATE_EPOCH
folder=${folder:-$top/build/release-$version}
mkdir -p "$folder"
others=$(find "$folder" -maxdepth 1 -name 'nntrain[-_]*' ! -name "nntrain[-_]${version}[-.]*" -printf ' %f')
if [[ -n $others ]]; then
  echo "release: $folder has files of another version, which SHA256SUMS would not name:$others" >&2
  exit 1
fi
echo "release: nntrain $version from commit ${commit:0:10} into $folder"
changed=$(git status --porcelain | sed -n 1,5p)
if [[ -n $changed ]]; then
  printf 'release: the commit is what is built; this is not in it:\n%s\n' "$changed" >&2
fi

work=$top/build/release-work
log=$work/log
rm -rf "$work"
mkdir -p "$work"
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
  quietly "$sources/scripts/check_tarball.sh" "$results/nntrain-$version-$machine-linux.tar.gz"
  (cd "$build" && quietly cpack -G DEB)
  mv "$build"/*.deb "$results"
  echo "release: ${sources#"$work"/}: $machine in $((SECONDS - begin)) s"
}

# make_all SOURCES RESULTS LIBRARIES: the files of a release, from the commit's files in the new folder SOURCES, and from
# the libraries for aarch64.
make_all() {
  mkdir -p "$1" "$2" "$1.home"
  git -c tar.umask=0022 -c core.autocrlf=false archive --format=tar --prefix="nntrain-$version/" "$commit" |
    gzip -9 -n >"$2/nntrain-$version.tar.gz"
  # What is built is what is in the file; its modes, too, are by the umask.
  tar -C "$1" --strip-components=1 --no-same-permissions -xzf "$2/nntrain-$version.tar.gz"
  export HOME=$1.home
  make_for x86_64 "$1" "$2"
  make_for aarch64 "$1" "$2" -DCMAKE_TOOLCHAIN_FILE=cmake/cross.cmake -DNNTRAIN_MACHINE_PACKAGES="$3"
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

fetched=$(scripts/fetch_packages.sh arm64 "$work/arm64-libraries" libssl-dev zlib1g-dev libzstd-dev)
echo "release: for aarch64: $fetched"
jobs=$(nproc)
export CMAKE_BUILD_PARALLEL_LEVEL=$jobs
(umask 022; make_all "$work/once" "$work/results" "$work/arm64-libraries")
if [[ $proof == yes ]]; then
  mkdir "$work/a second time"
  cp -R "$work/arm64-libraries" "$work/a second time/the libraries for arm64"
  export CMAKE_BUILD_PARALLEL_LEVEL=$((jobs + 1)) TZ=Asia/Tokyo
  (umask 077
    make_all "$work/a second time/in another folder" "$work/other results" "$work/a second time/the libraries for arm64")
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
rm -f "$folder"/{"nntrain-$version"{,-*-linux}.tar.gz,"nntrain_$version"-*.deb,SHA256SUMS}
cp "$work/results"/* "$folder"
rm -rf "$work"
(cd "$folder" && sha256sum --quiet -c SHA256SUMS && cat SHA256SUMS)
exit
}
