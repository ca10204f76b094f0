#!/usr/bin/env python3
"""The values of axes with equal ratios, by Python's module decimal with 60 digits, and which combinations a sweep draws,
by the generator of random_stream.py, as JSON for tests/sweep/grid_test.cpp.

    scripts/golden/sweeps.py > tests/golden/sweeps.json

A draw is the start of a shuffle (Durstenfeld 1964, from the front), so that a longer one has all of a shorter one.
Needs no package.
"""
import decimal
import json

from random_stream import RandomStream

SWEEP = 9  # RandomPurpose::kSweep

AXES = [("1e-4", "1e-1", 4), ("1e-4", "1e-1", 5), ("1e-5", "1", 3), ("0.003", "0.3", 7), ("0.12345678", "1.5", 4),
        ("2e-300", "5e300", 9), ("1", "1000000", 13), ("0.9", "0.99", 10), ("3e-7", "4e-7", 2)]
COUNTS = [("1", "1000", 4), ("2", "64", 6), ("1", "10", 20), ("100", "10000", 5), ("3", "1000000", 8), ("7", "9", 30)]
DRAWS = [(10, 4, 1), (10, 7, 1), (10, 10, 1), (10, 99, 1), (1, 1, 5), (1000, 5, 7), (2**40, 6, 3), (2**64 - 1, 5, 2),
         (100, 60, 12345)]


def values(first, last, count):
    a, b = decimal.Decimal(first), decimal.Decimal(last)
    between = [a * (b / a) ** (decimal.Decimal(i) / (count - 1)) for i in range(1, count - 1)]
    return a, between, b


def six_digits(x):
    return x.normalize(decimal.Context(prec=6, rounding=decimal.ROUND_HALF_EVEN))


def numbers(first, last, count):
    a, between, b = values(first, last, count)
    return [float(x) for x in [a] + [six_digits(x) for x in between] + [b]]


def counts(first, last, count):
    a, between, b = values(first, last, count)
    whole = [int(x.to_integral_value(decimal.ROUND_HALF_UP)) for x in [a] + between + [b]]
    return [x for i, x in enumerate(whole) if i == 0 or x != whole[i - 1]]


def draw(size, count, seed):
    stream = RandomStream(seed, SWEEP, 0)
    if size <= 100_000:
        order = list(range(size))
        for place in range(min(size, count)):
            other = place + stream.below(size - place)
            order[place], order[other] = order[other], order[place]
        return sorted(order[:count])
    drawn = [place + stream.below(size - place) for place in range(count)]
    assert len(set(drawn)) == count and min(drawn) >= count  # else a number would have moved
    return sorted(drawn)


decimal.getcontext().prec = 60
print(json.dumps({
    "numbers": [{"first": a, "last": b, "count": n, "values": numbers(a, b, n)} for a, b, n in AXES],
    "counts": [{"first": a, "last": b, "count": n, "values": counts(a, b, n)} for a, b, n in COUNTS],
    "draws": [{"size": size, "count": count, "seed": seed, "drawn": draw(size, count, seed)}
              for size, count, seed in DRAWS],
}, indent=1))
