#!/usr/bin/env python3
"""What Python's module statistics says about the columns of data/, as JSON for tests/cli/data/check_test.cpp.

    scripts/golden/columns.py > tests/golden/columns.json

The deviation is that of a sample (n - 1), the quartiles are the inclusive ones (type 7 of Hyndman and Fan). The last
column is the target: its cells are classes. Needs no package.
"""
import collections
import csv
import json
import pathlib
import statistics

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"
SEPARATORS = {"banknotes.txt": ",", "orchard.csv": ","}


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


def describe(cells, is_target):
    values = [cell for cell in cells if cell != ""]
    column = {"missing": len(cells) - len(values), "distinct": len(set(values))}
    if is_target or not is_number(values[0]):
        counts = collections.Counter(values).most_common(3)
        return column | {"type": "text", "texts": [{"text": text, "count": count} for text, count in counts]}
    numbers = [float(value) for value in values]
    lower, median, upper = statistics.quantiles(numbers, n=4, method="inclusive")
    return column | {"type": "number", "distinct": len(set(numbers)), "min": min(numbers), "lower_quartile": lower,
                     "median": median, "mean": statistics.fmean(numbers), "upper_quartile": upper,
                     "max": max(numbers), "deviation": statistics.stdev(numbers)}


result = {}
for name, separator in SEPARATORS.items():
    with open(DATA / name, newline="") as file:
        header, *rows = csv.reader(file, delimiter=separator)
    result["data/" + name] = {column: describe([row[i] for row in rows], i + 1 == len(header))
                              for i, column in enumerate(header)}
print(json.dumps(result, indent=1))
