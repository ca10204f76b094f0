#!/usr/bin/env bash
# Installs the missing Debian packages of the named groups (default: build). If nothing is missing, it prints nothing
# and needs no root. Without root or sudo, it prints the packages and stops.
#   scripts/install-dependencies.sh [build] [test] [check] [cross] [debian] [release] [onnx] [pages] [peers]
#                                   [quality] [mpi]
set -euo pipefail
export LC_ALL=C

packages=()
for group in "${@:-build}"; do
  case $group in
    build) packages+=(g++ cmake ninja-build gnuplot-nox libcli11-dev libfast-float-dev libfccp-dev libfmt-dev
                      nlohmann-json3-dev libssl-dev zlib1g-dev libzstd-dev) ;;
    test) packages+=(catch2 dpkg-dev file groff-base libxml2-utils make parallel python3 python3-jsonschema
                     python3-sklearn python3-yaml zsh zstd) ;;
    check) packages+=(clang clang-tidy libclang-rt-dev lintian r-base-core) ;;
    cross) packages+=(g++-aarch64-linux-gnu g++-s390x-linux-gnu qemu-user-static) ;;
    mpi) packages+=(libopenmpi-dev openmpi-bin libmpich-dev mpich) ;;
    debian) packages+=(debootstrap) ;;
    release) packages+=(binutils debootstrap dpkg-dev file g++-aarch64-linux-gnu lintian qemu-user-static) ;;
    # Another node has its own npm; Debian's npm does not fit it.
    onnx) command -v node >/dev/null && command -v npm >/dev/null || packages+=(nodejs npm) ;;
    # Chromium brings no font of its own; these have the widths that nntrain reckons with.
    pages) packages+=(chromium fonts-liberation libxml2-utils)
           command -v node >/dev/null && command -v npm >/dev/null || packages+=(nodejs npm) ;;
    peers) packages+=(gcc r-base-core r-cran-nnet r-cran-mlbench r-cran-data.table python3-numpy python3-pandas
                      python3-sklearn python3-threadpoolctl python3-torch libopenblas0-pthread libfann-dev
                      libc6-dev) ;;
    quality) packages+=(python3-sklearn python3-statsmodels r-base-core r-cran-aer r-cran-cardata r-cran-caret
                        r-cran-geepack r-cran-ggplot2 r-cran-hsaur3 r-cran-kernlab r-cran-mclust r-cran-mlbench
                        r-cran-mlmrev r-cran-modeldata r-cran-nlme r-cran-plm r-cran-psychtools r-cran-robustbase
                        r-cran-th.data r-cran-vcd) ;;
    *) echo "install-dependencies: no group '$group'; there are: build test check cross debian release" \
       "onnx pages peers quality mpi" >&2; exit 2 ;;
  esac
done

if ! command -v dpkg-query >/dev/null; then
  echo "install-dependencies: not a Debian system; expecting the like of: ${packages[*]}" >&2
  exit 0
fi
installed=" $(dpkg-query -W -f '${Package}=${db:Status-Status} ' "${packages[@]}" 2>/dev/null || true)"
missing=()
for package in "${packages[@]}"; do
  [[ $installed == *" $package=installed "* ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0

if (($(id -u) == 0)); then
  as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  echo "install-dependencies: these packages are missing: ${missing[*]}" >&2
  echo "  installing them needs root:  sudo apt-get install ${missing[*]}" >&2
  exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" \
    </dev/null >>"$log" 2>&1
}
install_missing() { apt install -y --no-install-recommends "${missing[@]}"; }

echo "install-dependencies: installing ${missing[*]}" >&2
lists=$(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null || true)
# Package lists may be missing (in a container) or too old for the mirror: then fetch them first.
if ! { [[ -n $lists ]] && install_missing; } && ! { apt update && install_missing; }; then
  cat "$log" >&2
  echo "install-dependencies: apt-get could not install: ${missing[*]}" >&2
  exit 1
fi
