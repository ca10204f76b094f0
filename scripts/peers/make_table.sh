#!/usr/bin/env bash
# Prints a table of numbers for measuring: a header line, so many rows of so many inputs (uniform in [-2, 2), six
# decimals) and a class, 0 or 1, that a network can learn. The random numbers are of a generator of its own (Park
# and Miller, 1988), so that every awk prints the same; the first rows of a longer table are those of a shorter.
#   scripts/peers/make_table.sh ROWS INPUTS
set -euo pipefail
export LC_ALL=C

(($# == 2)) || { echo "usage: scripts/peers/make_table.sh ROWS INPUTS" >&2; exit 2; }
awk -v rows="$1" -v inputs="$2" '
  BEGIN {
    seed = 20
    for (i = 1; i <= inputs; i++) printf "x%d,", i
    print "class"
    for (row = 0; row < rows; row++) {
      line = ""
      sum = 0
      for (i = 0; i < inputs; i++) {
        seed = (16807 * seed) % 2147483647
        value = 4 * seed / 2147483647 - 2
        sum += i % 3 ? value : value * value - 4 / 3
        line = line sprintf("%.6f,", value)
      }
      print line (sum > 0)
    }
  }'
