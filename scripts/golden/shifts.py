#!/usr/bin/env python3
"""How means and shares move from the first three quarters of the files in data/ to the last one, by Python's module
statistics, as JSON for tests/cli/data/model_check_test.cpp.

    scripts/golden/shifts.py > tests/golden/shifts.json

Means: Welch's standard error sqrt(s1^2 / n1 + s2^2 / n2), with deviations of a sample. Shares: the two-proportion
z-test, with the share in both parts together. Needs no package.
"""
import collections
import csv
import json
import math
import pathlib
import statistics

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


def describe(numbers):
    return {"values": len(numbers), "min": min(numbers), "max": max(numbers), "mean": statistics.fmean(numbers),
            "deviation": statistics.stdev(numbers)}


def share_shift(k1, n1, k2, n2):
    p1, p2, p = k1 / n1, k2 / n2, (k1 + k2) / (n1 + n2)
    return {"moved": (p2 - p1) / math.sqrt(p * (1 - p) / n1 + p * (1 - p) / n2),
            "moved_deviations": (p2 - p1) / math.sqrt(p1 * (1 - p1))}


def compare(then, now, is_target):
    then = [cell for cell in then if cell != ""]
    now = [cell for cell in now if cell != ""]
    if is_target or not is_number(then[0]):
        first, second = collections.Counter(then), collections.Counter(now)
        return {"texts": [{"text": text, "training": first[text], "count": second[text]} |
                          share_shift(first[text], len(then), second[text], len(now)) for text in sorted(first)]}
    x, y = [float(cell) for cell in then], [float(cell) for cell in now]
    error = math.sqrt(statistics.variance(x) / len(x) + statistics.variance(y) / len(y))
    difference = statistics.fmean(y) - statistics.fmean(x)
    return describe(y) | {"training": describe(x), "moved": difference / error,
                          "moved_deviations": difference / statistics.stdev(x),
                          "outside": sum(value < min(x) or value > max(x) for value in y)}


result = {}
for name in ["banknotes.txt", "orchard.csv"]:
    with open(DATA / name, newline="") as file:
        header, *rows = csv.reader(file)
    cut = 3 * len(rows) // 4
    result["data/" + name] = {column: compare([row[i] for row in rows[:cut]], [row[i] for row in rows[cut:]],
                                              i + 1 == len(header)) for i, column in enumerate(header)}
print(json.dumps(result, indent=1))
