#!/usr/bin/env bash
# Checks a tarball of a release: all that a user needs is in one folder, and whoever unpacks it can read and run it.
# It must have the notices of all that is linked into the program, and their versions. With --pack it packs a build
# twice, by other users' habits, and the bytes must be the same; that build may be dynamic, and of any system.
#   scripts/check_tarball.sh FILE.tar.gz
#   scripts/check_tarball.sh --pack BUILD_FOLDER
set -euo pipefail
export LC_ALL=C

usage() { echo "usage: scripts/check_tarball.sh FILE.tar.gz, or --pack BUILD_FOLDER" >&2; exit 2; }
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() { echo "check_tarball: $*" >&2; exit 1; }

if [[ ${1:-} == --pack && $# == 2 ]]; then
  export SOURCE_DATE_EPOCH=1767225600  # where there is no git, there is no time of a commit
  mkdir "$scratch/one" "$scratch/another folder"
  file=$scratch/one/nntrain-0-test-linux.tar.gz
  other=$scratch/another\ folder/nntrain-0-test-linux.tar.gz
  (umask 022; TZ=UTC "$top/scripts/pack_tarball.sh" "$2" "$file")
  (umask 077; TZ=Asia/Tokyo TMPDIR=$scratch/another\ folder "$top/scripts/pack_tarball.sh" "$2" "$other")
  cmp "$file" "$other" || fail "packed twice, the bytes differ"
elif [[ $# == 1 && -f $1 ]]; then
  file=$1
else
  usage
fi

name=$(basename "$file" .tar.gz)
tar --numeric-owner --full-time -tvzf "$file" >"$scratch/list"
if grep -v -E '^(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x) 0/0 ' "$scratch/list"; then fail "$file: odd modes or owners"; fi
if grep -v -F " $name/" "$scratch/list"; then fail "$file: not all is in the folder $name"; fi
(($(tr -s ' ' <"$scratch/list" | cut -d ' ' -f 4,5 | sort -u | wc -l) == 1)) || fail "$file: the times differ"
tar -C "$scratch" -xzf "$file"
cd "$scratch/$name"
[[ -x bin/nntrain ]] || fail "$file: no program in bin"
for wanted in share/man/man1/nntrain.1.gz share/bash-completion/completions/nntrain share/zsh/site-functions/_nntrain \
  share/doc/nntrain/{README.md,CHANGELOG.md,copyright,docs/training.md,examples/data/banknotes.txt}; do
  [[ -s $wanted ]] || fail "$file: no $wanted"
done
if [[ $1 != --pack ]]; then
  for wanted in glibc gcc libzstd openssl zlib; do
    [[ -s share/doc/nntrain/licenses/$wanted ]] || fail "$file: no notices of $wanted in the folder licenses"
    grep -q -E "^ $wanted: \S+ [0-9]\S* \(\w+\), source: \S+ [0-9]" share/doc/nntrain/copyright ||
      fail "$file: the file copyright does not tell which $wanted is linked in"
  done
  for wanted in Apache-2.0 GPL-3 LGPL-2.1; do
    [[ -s share/doc/nntrain/licenses/$wanted ]] || fail "$file: no text of $wanted in the folder licenses"
  done
fi
cmp share/doc/nntrain/examples/data/banknotes.txt "$top/data/banknotes.txt" || fail "$file: another banknotes.txt"
