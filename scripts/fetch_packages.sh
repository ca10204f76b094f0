#!/usr/bin/env bash
# Fetches Debian packages for another machine from the mirrors that apt knows, and unpacks them into FOLDER. apt checks
# their signatures as always. It has lists of its own in build/, so neither this machine's packages nor its architectures
# change, and no root is needed. Prints each package, its version and its source, as the file FOLDER/packages has them.
# FOLDER must be new or empty, or from an earlier call, whose files it removes.
#   scripts/fetch_packages.sh arm64 FOLDER libssl-dev zlib1g-dev libzstd-dev
set -euo pipefail
export LC_ALL=C

(($# >= 3)) || { echo "usage: scripts/fetch_packages.sh ARCHITECTURE FOLDER PACKAGE..." >&2; exit 2; }
architecture=$1 folder=$2
shift 2
if [[ -e $folder ]] && ! grep -q -s -F ', source: ' "$folder/packages" && [[ -n $(find "$folder" -maxdepth 0 ! \( -type d -empty \)) ]]; then
  echo "fetch_packages: $folder is not empty, and not of this script: name a new folder" >&2
  exit 1
fi
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
if ! { fetch update && (cd "$download" && fetch download "${@/%/:$architecture}"); }; then
  cat "$log" >&2
  echo "fetch_packages: $* for $architecture cannot be fetched from the mirrors in /etc/apt" >&2
  exit 1
fi
rm -rf "$folder"
mkdir -p "$folder"
for file in "$download"/*.deb; do
  # shellcheck disable=SC2016
  dpkg-deb -W --showformat '${Package} ${Version} (${Architecture}), source: ${source:Package} ${source:Version}\n' \
    "$file" | tee -a "$folder/packages"
  dpkg-deb -x "$file" "$folder"
done
