#!/usr/bin/env bash
# Draws the pictures in docs/pictures again: runs the commands in docs/pictures.md and docs/lecture.md, and takes the
# file ~/NAME.svg of each picture that one of these pages shows as pictures/NAME.svg.
#   scripts/draw_pictures.sh [PROGRAM]          PROGRAM: build/release/nntrain
# A picture has the same bytes on every machine. Look at each that git then shows as changed.
set -euo pipefail
export LC_ALL=C

top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
program=$(readlink -f "${1:-$top/build/release/nntrain}")
if [[ ! -x $program ]]; then
  echo "draw_pictures: $program is missing; build it:  scripts/build.sh release nntrain" >&2
  exit 2
fi
cd "$top"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/home"
ln -s "$program" "$folder/bin/nntrain"

# The commands of the console blocks with a word like this in them.
commands_of() {
  awk '/^```console$/ { inside = 1; next } /^```/ { inside = 0 } inside && /^\$ / && $0 ~ word { print substr($0, 3) }' word="$2" "$1"
}

for page in docs/pictures.md docs/lecture.md; do
  word='~/'  # what a picture is drawn of is made by other commands of pictures.md
  [[ $page == docs/pictures.md ]] || word='~/[a-z]*[.]svg'
  while IFS= read -r command; do
    HOME=$folder/home PATH=$folder/bin:$PATH bash -c "$command" </dev/null >/dev/null 2>&1 || {
      echo "draw_pictures: this command of $page failed: $command" >&2
      exit 1
    }
  done < <(commands_of "$page" "$word")
done
for picture in $(grep -oh '(pictures/[a-z0-9_-]*\.svg)' docs/pictures.md docs/lecture.md | tr -d '()' | sort -u); do
  drawn=$folder/home/${picture#pictures/}
  if [[ ! -f $drawn ]]; then
    echo "draw_pictures: no command draws ~/${picture#pictures/}" >&2
    exit 1
  fi
  cmp -s "$drawn" "docs/$picture" || echo "docs/$picture differs"
  cp "$drawn" "docs/$picture"
done
