#!/usr/bin/python3
"""Compares the figures of scripts/quality with scikit-learn's, scipy's and R's, looks at its folds, and runs it on a
table that comes from a formula.

  scripts/check_quality.py PROGRAM

Needs Debian's python3-sklearn.
"""
import math
import os
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(TOP, "scripts", "quality"))
sys.dont_write_bytecode = True

import numpy
import scipy.stats
import sklearn.metrics

import contestants
import figures
import folds
import generators
import report
import tables
from expectations import expect, has_failed


def near(one, other, text):
    expect(abs(one - other) < 1e-12, f"{text}: {one} instead of {other}")


def check_figures():
    random = numpy.random.default_rng(7)
    truth = random.integers(0, 3, 200)
    probabilities = random.dirichlet([0.3, 0.5, 1], 200)
    near(figures.log_loss(probabilities, truth), sklearn.metrics.log_loss(truth, probabilities, eps=2.0**-52),
         "log loss")
    near(figures.log_loss(numpy.array([[1.0, 0.0]]), numpy.array([1])), 52 * math.log(2), "log loss of a sure mistake")
    near(figures.accuracy(probabilities, truth),
         100 * sklearn.metrics.accuracy_score(truth, probabilities.argmax(axis=1)), "accuracy")
    two = (truth > 0).astype(int)
    scores = numpy.round(probabilities[:, 1], 1)  # with ties
    near(figures.auc(scores, two), sklearn.metrics.roc_auc_score(two, scores), "auc")
    expect(math.isnan(figures.auc(scores, numpy.ones(200, int))), "an auc of one class")
    # Bins 12 (two rows: 0.75 and 0.8 is the upper end) and 15: 2/3 * |1/2 - 0.775| + 1/3 * |1 - 1|.
    near(figures.ece(numpy.array([[0.75, 0.25], [0.2, 0.8], [1, 0]]), numpy.array([0, 0, 0])), 2 / 3 * 0.275, "ece")
    # 0.72 and 0.74 are in bins of their own.
    near(figures.ece(numpy.array([[0.72, 0.28], [0.26, 0.74]]), numpy.array([1, 1])), (0.72 + 0.26) / 2, "ece")
    near(figures.rmse(numpy.array([1.0, 2.0]), numpy.array([1.0, 5.0])), math.sqrt(4.5), "rmse")


def check_statistics():
    values = [0.5, -1.0, 2.0, 3.5]
    mean, error = figures.mean_and_error(values)
    near(mean, 1.25, "mean")
    near(error, scipy.stats.sem(values), "standard error")
    low, high = figures.interval(values)  # R: t.test(c(0.5, -1, 2, 3.5), conf.level = 0.9)$conf.int
    expect(abs(low + 1.028634348) < 1e-8 and abs(high - 3.528634348) < 1e-8, f"interval: {low} to {high}")
    expect(all(map(math.isnan, figures.interval([1.0]))), "an interval of one value")


class Of:
    """Stands for a table, or for a contestant's figures of one."""

    def __init__(self, **values):
        vars(self).update(values)


def check_worse():
    """Worse is what is both more than 2 points or 10 %, and more than two standard errors."""
    def contestant(classes, numbers):
        return Of(of={"c": Of(accuracies=classes), "n": Of(rmses=numbers)})
    chosen = [Of(name="c", task="classes", rows=range(50)), Of(name="n", task="numbers", rows=range(50))]
    base = contestant([90, 90, 90], [1, 1, 1])
    for classes, numbers, expected in [([87, 87.5, 87.2], [1.2, 1.25, 1.2], ["c -2.77", "n RMSE x 1.22"]),
                                       ([70, 90, 99], [0.5, 1, 3], []), ([88.1, 88.2, 88.1], [1.09, 1.08, 1.09], [])]:
        lines = report.worse(contestant(classes, numbers), base, chosen)
        expect([line.split(" points")[0].split(" (")[0] for line in lines] == expected, f"worse: {lines}")
    chosen[0].rows = range(49)
    expect(len(report.worse(contestant([80, 80, 81], [1, 1, 1]), base, chosen)) == 0, "worse: of fewer than 50 rows")


def check_folds():
    random = numpy.random.default_rng(3)
    groups = list(random.integers(0, 40, 300))
    labels = ["ab"[i] for i in (random.uniform(size=300) < 0.3).astype(int)]
    numbers = [repr(value) for value in random.exponential(size=300)]
    for task, target in (("classes", labels), ("numbers", numbers)):
        for some_groups in (None, groups):
            parts = folds.split(300, task, target, some_groups, 5, 1)
            tested = sorted(row for _, test in parts for row in test)
            expect(tested == list(range(300)), f"folds of {task}: each row is tested once")
            for train, test in parts:
                expect(sorted([*train, *test]) == list(range(300)), f"folds of {task}: train and test are all rows")
                if some_groups:
                    both = {groups[i] for i in train} & {groups[i] for i in test}
                    expect(not both, f"folds of {task}: the groups {both} are in train and test")
                elif task == "classes":
                    expect(abs(sum(labels[i] == "b" for i in test) - labels.count("b") / 5) < 1, "folds: shares")
                else:
                    share = sum(float(numbers[i]) < numpy.median([float(n) for n in numbers]) for i in test) / len(test)
                    expect(abs(share - 0.5) < 0.05, f"folds: {share} of the numbers are below the median")
    first, other = (folds.split(300, "classes", labels, None, 5, repeat)[0][1] for repeat in (1, 2))
    expect(list(first) != list(other), "folds: a repeat has the same ones")
    for train, test in folds.draw(432, 10, 124, 1):
        expect(len(train) == 124 and len(test) == 308 and not set(train) & set(test), "draws")


def check_list():
    """Of the two halves, and of MONK-1."""
    entries = tables.entries()
    names = [entry.name for entry in entries]
    expect(len(names) == len(set(names)), "tables.txt: a name stands twice")
    objects = [(entry.package, entry.object) for entry in entries if entry.half != "check"]
    expect(len(objects) == len(set(objects)), "tables.txt: a table stands twice")
    confirm = [entry for entry in entries if entry.half == "confirm"]
    expect(not {entry.package for entry in confirm} & {"MASS", "rpart", "survival", "RWeka", "mlbench"},
           "tables.txt: a package may not confirm")
    expect(sum(entry.package == "generator" for entry in confirm) <= 5, "tables.txt: more than 5 generators")
    for task in contestants.TASK:
        expect(sum(entry.task == task for entry in confirm) >= 12, f"tables.txt: fewer than 12 tables of {task}")
    _, rows = generators.generate("monk1")
    expect(len(rows) == 432 and sum(row[-1] == "yes" for row in rows) == 216, "monk1: 216 of 432 are yes")


def check_run(program):
    with tempfile.TemporaryDirectory() as folder:
        command = [os.path.join(TOP, "scripts", "quality", "measure"), "--tables", "monk1", "--program", program,
                   "--folder", folder, "--each", "--recipe", "modern=--preset modern"]
        runs = [subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)]
        for run, kept in zip(runs, ("0 of 1", "1 of 1")):
            expect(run.returncode == 0, f"measure: {run.stderr}")
            expect("PASS modern: monk1 " in run.stdout, f"measure: no verdict in {run.stdout}")
            expect(f"{kept} cross-validations are from earlier runs" in run.stdout, f"measure: not {kept} kept")
        strange = subprocess.run(command[:-1] + ["modern=--no-such-flag"], capture_output=True, text=True, check=False)
        expect(strange.returncode == 1 and "monk1: modern: exit code 2: " in strange.stderr
               and "modern: errors on 1 tables: monk1" in strange.stdout,
               f"measure: a flag that is none: {strange.returncode}, {strange.stderr}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    check_figures()
    check_statistics()
    check_worse()
    check_folds()
    check_list()
    check_run(sys.argv[1])
    if not has_failed():
        print("check_quality: figures, folds and tables are right")
    return 1 if has_failed() else 0


if __name__ == "__main__":
    sys.exit(main())
