#!/usr/bin/env python3
"""Makes tests/golden/bins.json: the bins of histograms, and the counts in them, by numpy.

    scripts/golden/bins.py >tests/golden/bins.json

Needs python3-numpy. Each case has groups of values that share their bins. Of each group: how many bins numpy's rules
make of it, and the widths of the rules. The edges are exact decimal fractions, rounded once.
"""

import json
import math
from fractions import Fraction

import numpy

MOST_BINS = 30


def freedman_diaconis(values):
    high, low = numpy.percentile(values, [75, 25])
    return 2 * (high - low) / len(values) ** (1 / 3)


def scott(values):
    return (24 * math.sqrt(math.pi) / len(values)) ** (1 / 3) * numpy.std(values)


def bins_by_numpy(values, rule):
    """numpy's count of bins for its own edges, from the least to the greatest value."""
    return len(numpy.histogram_bin_edges(values, bins=rule)) - 1


def round_widths(size):
    """Some of 1, 2, 5 times a power of ten below and above `size`, as fractions."""
    exponent = math.floor(math.log10(size))
    return [Fraction(digit) * Fraction(10) ** (exponent + step) for step in (-1, 0, 1) for digit in (1, 2, 5)]


def round_width(wanted, least):
    """The one nearest to `wanted` by ratio that is not below `least`."""
    allowed = [width for width in round_widths(least) + round_widths(wanted) if float(width) >= least]
    return min(allowed, key=lambda width: abs(math.log(float(width) / wanted)))


def edges_of(groups):
    widths = []
    for values in groups:  # a few values tell nothing of the width
        rules = [rule(values) for rule in (freedman_diaconis, scott) if len(values) >= 5]
        widths += [width for width in rules if width > 0][:1]
    every = [value for values in groups for value in values]
    least, most = min(every), max(every)
    if least == most:
        width = round_width(size := abs(least) / 100 if least else 0.01, size)
    else:
        step = min(numpy.diff(numpy.unique(every)))
        floor = max((most - least) / MOST_BINS, step if 5 * step <= most - least else 0)
        width = round_width(max(min(widths, default=0), floor), floor)
    # A value that is the number nearest to an edge is at this edge.
    first = math.floor(Fraction(least) / width)
    while float((first + 1) * width) <= least:
        first += 1
    last = first + 1
    while float(last * width) < most:
        last += 1
    return [float(k * width) for k in range(first, last + 1)]


def case(groups):
    groups = [[float(value) for value in values] for values in groups]
    edges = edges_of(groups)
    return {"groups": groups, "edges": edges,
            "counts": [numpy.histogram(values, bins=edges)[0].tolist() for values in groups],
            "freedman_diaconis": [freedman_diaconis(values) for values in groups],
            "scott": [scott(values) for values in groups],
            "bins_fd": [bins_by_numpy(values, "fd") for values in groups],
            "bins_scott": [bins_by_numpy(values, "scott") for values in groups]}


def main():
    draw = numpy.random.default_rng(5)
    tail = numpy.concatenate([draw.normal(0.89, 0.007, 60), [0.812, 0.857]])
    cases = [[draw.normal(3, 2, 5)], [draw.normal(0.9, 0.01, 40)], [draw.normal(-1e6, 1e-2, 30)],
             [draw.exponential(1e-7, 50)], [draw.integers(0, 49, 60) / 48], [draw.uniform(0, 1e12, 20)],
             [tail, draw.normal(0.9, 0.006, 60)],                       # a far value
             [draw.normal(0.6, 0.01, 30), draw.normal(0.9, 0.01, 30)],  # far apart
             [[0.75] * 9], [[0.0] * 5], [[-2.5] * 4, [-2.5] * 6],
             [[0.5] * 20 + [0.6, 0.7]],                                 # equal quartiles: Scott
             [[0.3, 0.6, 0.7, 0.8, 0.9, 1.0]],                          # values at edges
             [draw.normal(5, 1, 12), draw.normal(5, 3, 7), draw.normal(6, 1, 2), [5.5]]]
    print(json.dumps({"cases": [case(groups) for groups in cases]}))


if __name__ == "__main__":
    main()
