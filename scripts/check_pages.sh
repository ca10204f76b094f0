#!/usr/bin/env bash
# Looks at what nntrain draws as readers do, in Debian's Chromium: pictures, films and report pages that it makes with
# the program, in light and dark, on a wide and on a narrow screen and on paper. Prints one line for each, and what is
# wrong with it.
#   scripts/check_pages.sh BUILD_FOLDER [--short]    --short: a film, a report and two pictures
#   scripts/check_pages.sh --self-test               whether each check finds what it is there for
# The packages of npm that it needs are installed once, in build/.
set -euo pipefail
export LC_ALL=C.UTF-8

usage() { echo "usage: scripts/check_pages.sh BUILD_FOLDER [--short] | --self-test" >&2; exit 2; }
if (($# != 1 && $# != 2)) || [[ ${2:---short} != --short ]]; then usage; fi
if [[ $1 == --self-test ]]; then
  (($# == 1)) || usage
  what=(--self-test)
else
  what=("$(realpath "$1")/nntrain" "${@:2}")
  [[ -x ${what[0]} ]] || { echo "check_pages: there is no ${what[0]}" >&2; exit 1; }
fi
cd "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"

# These run with Debian 12's node.
puppeteer=24.43.1 html_validate=9.7.1 axe=4.14.1
modules=build/pages-$puppeteer-$html_validate-$axe
scripts/install-dependencies.sh pages
scripts/install-node-modules.sh "$modules" \
  "puppeteer-core@$puppeteer" "html-validate@$html_validate" "axe-core@$axe"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Chromium keeps its own files under HOME.
HOME=$scratch node scripts/check_pages.mjs "$modules" "$scratch" "${what[@]}"
