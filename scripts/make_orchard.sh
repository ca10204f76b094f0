#!/usr/bin/env bash
# Prints data/orchard.csv for the README's examples: 240 invented fruits with text columns, missing cells and three
# classes of unequal size. It has its own random number generator (Park and Miller, 1988), so every awk prints the same.
#   scripts/make_orchard.sh >data/orchard.csv
set -euo pipefail
export LC_ALL=C

awk '
  function uniform() { seed = (16807 * seed) % 2147483647; return seed / 2147483647 }
  # Approximates a normal distribution: the sum of twelve uniform numbers.
  function normal(mean, deviation,   i, sum) {
    for (i = 0; i < 12; i++) sum += uniform()
    return mean + deviation * (sum - 6)
  }
  function either(p, yes, no) { return uniform() < p ? yes : no }
  function cell(format, value, p) { return uniform() < p ? "" : sprintf(format, value) }
  BEGIN {
    seed = 20
    print "weight,colour,firmness,orchard,sugar,fruit"
    for (row = 0; row < 240; row++) {
      u = uniform()
      fruit = u < 0.62 ? "apple" : u < 0.92 ? "pear" : "quince"
      if (fruit == "apple") {
        weight = normal(165, 25); firmness = normal(7, 0.9); sugar = normal(12.2, 1.1)
        colour = either(0.55, "red", either(0.5, "green", "yellow"))
      } else if (fruit == "pear") {
        weight = normal(180, 24); firmness = normal(5.6, 0.9); sugar = normal(12.9, 1.1)
        colour = either(0.6, "green", either(0.75, "yellow", "red"))
      } else {
        weight = normal(205, 25); firmness = normal(7.6, 0.8); sugar = normal(10.9, 1)
        colour = either(0.9, "yellow", "green")
      }
      orchard = either(0.4, "north", either(0.5, "south", "hill"))
      print cell("%.0f", weight, 0.03) "," cell("%s", colour, 0.02) "," cell("%.1f", firmness, 0.06) "," \
            orchard "," sprintf("%.1f", sugar) "," fruit
    }
  }'
