#!/usr/bin/env bash
# Checks that the README's two commands do all the setup on a fresh Debian: in a folder with only the base system, as a
# user, with g++ and with clang++. The lecture's job must give its fingerprint, and a plain CMake build must work
# without Catch2. Needs root and Debian's mirror. Prints the seconds of each step.
#   scripts/check_debian.sh 12|13
set -euo pipefail
export LC_ALL=C
{  # bash reads the whole script first, because it runs long and may be edited meanwhile

case "${1:-} $#" in
  "12 1") suite=bookworm ;;
  "13 1") suite=trixie ;;
  *) echo "usage: scripts/check_debian.sh 12|13" >&2; exit 2 ;;
esac
if (($(id -u) != 0)); then echo "check_debian: needs root, for debootstrap and chroot" >&2; exit 1; fi
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
scripts/install-dependencies.sh debian
# shellcheck source=scripts/debian_system.sh
source scripts/debian_system.sh
make_system "$suite"

# fresh_copy FOLDER: copies the sources of this working tree to FOLDER in the new system.
fresh_copy() {
  mkdir -p "$root/$1"
  git ls-files -z | while IFS= read -r -d '' file; do [[ ! -e $file ]] || printf '%s\0' "$file"; done |
    tar --null -T - -cf - | tar -C "$root/$1" --no-same-owner -xf -
}

fingerprint=$(lecture_fingerprint)
[[ $fingerprint =~ ^[0-9a-f]{16}$ ]]
fresh_copy gcc
fresh_copy clang
step "run.sh by g++" "fingerprint: $fingerprint" "/gcc/scripts/run.sh"
step "cmake without Catch2" "the tests are left out" \
  'apt-get -q -y install make && cd /gcc && cmake -S . -B /plain && cmake --build /plain -j "$(nproc)" && /plain/nntrain --version'
step "test.sh by g++" "steps passed" "/gcc/scripts/test.sh"
step "run.sh by clang++" "fingerprint: $fingerprint" \
  'apt-get -q -y install --no-install-recommends clang && CXX=clang++ /clang/scripts/run.sh'
step "test.sh by clang++" "steps passed" \
  'CXX=clang++ /clang/scripts/test.sh && grep CMAKE_CXX_COMPILER:.*clang++ /clang/build/release/CMakeCache.txt'
if ((failures)); then echo "$failures steps failed"; exit 1; fi
echo "Debian $1: all steps passed in $SECONDS s"
exit
}
