#!/usr/bin/env bash
# Packs what a build installs into FILE.tar.gz, below a folder of that name. The same files give the same bytes: names
# are sorted, and neither users, modes nor times of this machine are in it. The time of all files is SOURCE_DATE_EPOCH,
# else that of the commit.
#   scripts/pack_tarball.sh BUILD_FOLDER FILE.tar.gz
set -euo pipefail
export LC_ALL=C

[[ $# == 2 && $2 == *.tar.gz ]] || { echo "usage: scripts/pack_tarball.sh BUILD_FOLDER FILE.tar.gz" >&2; exit 2; }
build=$1 file=$2
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$top" log -1 --format=%ct)}
name=$(basename "$file" .tar.gz)
stage=$(mktemp -d)
log=$(mktemp)
trap 'rm -rf "$stage" "$log"' EXIT

if ! cmake --install "$build" --prefix "$stage/$name" --strip </dev/null >"$log" 2>&1; then
  cat "$log" >&2
  echo "pack_tarball: $build cannot be installed" >&2
  exit 1
fi
# gzip -n leaves out the time. A file is not half written: it gets its name at the end.
tar -C "$stage" --sort=name --format=ustar --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
  -cf - "$name" | gzip -9 -n >"$file.part"
mv "$file.part" "$file"
