#!/usr/bin/env bash
# Fetches a Debian package for another machine from the mirrors that apt knows, and unpacks it into FOLDER. apt checks
# its signature as always. It has lists of its own in build/, so neither this machine's packages nor its architectures
# change, and no root is needed. Prints the package and its version.
#   scripts/fetch_package.sh arm64 libssl-dev FOLDER
set -euo pipefail
export LC_ALL=C

(($# == 3)) || { echo "usage: scripts/fetch_package.sh ARCHITECTURE PACKAGE FOLDER" >&2; exit 2; }
architecture=$1 package=$2 folder=$3
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
state=$top/build/apt-$architecture
mkdir -p "$state"/{lists,cache/archives}/partial
: >"$state/status"  # no package is installed for that machine
log=$(mktemp)
download=$(mktemp -d)
trap 'rm -rf "$log" "$download"' EXIT

# An empty APT::Sandbox::User: apt shall not become a user who cannot enter these folders.
fetch() {
  apt-get -q -o APT::Architecture="$architecture" -o APT::Architectures="$architecture" -o Dir::State="$state" \
    -o Dir::State::status="$state/status" -o Dir::Cache="$state/cache" -o APT::Sandbox::User= \
    -o Acquire::Languages=none "$@" </dev/null >>"$log" 2>&1
}
if ! { fetch update && (cd "$download" && fetch download "$package:$architecture"); }; then
  cat "$log" >&2
  echo "fetch_package: $package for $architecture cannot be fetched from the mirrors in /etc/apt" >&2
  exit 1
fi
rm -rf "$folder"
mkdir -p "$folder"
dpkg-deb -x "$download"/*.deb "$folder"
dpkg-deb -W --showformat '${Package} ${Version} (${Architecture})\n' "$download"/*.deb
