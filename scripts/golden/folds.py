#!/usr/bin/env python3
"""Writes tests/golden/folds.txt: folds as scikit-learn's StratifiedKFold and StratifiedGroupKFold make them.

Both are written here from their definitions (scikit-learn 1.3, model_selection/_split.py), without
scikit-learn and without looking at nntrain:
- StratifiedKFold sorts the classes, numbered in the order of their first rows, and gives fold i every K-th
  of them, from the i-th on.
- StratifiedGroupKFold takes the groups by the standard deviation of their class counts, largest first, and
  puts each into the fold where the mean over the classes of the standard deviation over the folds of (count
  in the fold / count in all) is least; on a tie into the fold with fewer rows.

usage: scripts/golden/folds.py > tests/golden/folds.txt
"""

import math
import random
from statistics import fmean, pstdev


def stratified_counts(y, folds):
    """The rows of each class (in the order of their numbers) in each fold, fold by fold."""
    first = list(dict.fromkeys(y))
    order = sorted(first.index(c) for c in y)
    classes = range(max(y) + 1)
    return [[order[i::folds].count(first.index(c)) for c in classes] for i in range(folds)]


def stratified_group_folds(y, groups, folds):
    """The fold of each row; None if two groups have the same standard deviation."""
    classes = sorted(set(y))
    total = {c: y.count(c) for c in classes}
    names = sorted(set(groups))
    counts = {g: [sum(1 for a, b in zip(y, groups) if a == c and b == g) for c in classes] for g in names}
    spread = {g: pstdev(counts[g]) for g in names}
    if len({round(value, 9) for value in spread.values()}) < len(names):
        return None
    in_fold = [[0] * len(classes) for _ in range(folds)]
    fold_of = {}
    for g in sorted(names, key=lambda g: -spread[g]):
        best, least, fewest = None, math.inf, math.inf
        for i in range(folds):
            trial = [[a + b for a, b in zip(row, counts[g])] if k == i else row for k, row in enumerate(in_fold)]
            value = fmean(pstdev(row[c] / total[classes[c]] for row in trial) for c in range(len(classes)))
            rows = sum(trial[i])
            is_close = abs(value - least) <= 1e-8 + 1e-5 * least
            if value < least or (is_close and rows < fewest):
                best, least, fewest = i, value, rows
        fold_of[g] = best
        in_fold[best] = [a + b for a, b in zip(in_fold[best], counts[g])]
    return [fold_of[g] for g in groups]


def line(name, numbers):
    print(f"{name}: {' '.join(str(number) for number in numbers)}")


def main():
    print("# made by scripts/golden/folds.py")
    draw = random.Random(19)
    case = 0
    while case < 40:
        folds = draw.randint(2, 10)
        classes = draw.randint(1, 6)
        weights = [draw.choice([0.05, 0.2, 1]) for _ in range(classes)]
        y = draw.choices(range(classes), weights, k=draw.randint(folds, 90))
        if len(set(y)) < classes:
            continue
        line(f"classes.{case}.y", y)
        line(f"classes.{case}.counts", [n for fold in stratified_counts(y, folds) for n in fold])
        case += 1
    case = 0
    while case < 40:
        folds = draw.randint(2, 5)
        classes = draw.randint(2, 4)
        y, groups = [], []
        for g in range(draw.randint(folds, 16)):
            weights = [draw.random() ** 2 for _ in range(classes)]
            rows = draw.randint(1, 40)
            y += draw.choices(range(classes), weights, k=rows)
            groups += [g] * rows
        if len(set(y)) < classes:
            continue
        order = list(range(len(y)))
        draw.shuffle(order)
        y, groups = [y[i] for i in order], [groups[i] for i in order]
        fold_of = stratified_group_folds(y, groups, folds)
        if fold_of is None or len(set(fold_of)) < folds:
            continue
        line(f"groups.{case}.y", y)
        line(f"groups.{case}.groups", groups)
        line(f"groups.{case}.folds", fold_of)
        case += 1


if __name__ == "__main__":
    main()
