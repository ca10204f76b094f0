#!/usr/bin/python3
"""What scikit-learn measures on small random predictions, as JSON for tests/metrics/golden_metrics_test.cpp.

    scripts/golden/metrics.py > tests/golden/metrics.json

Numbers come from a generator of its own, so that they do not depend on numpy's. A class case holds `classes`,
`probabilities` (whether the outputs are such), `actual`, and `outputs`: a row of numbers for each row, one
number for two classes. null: undefined. Needs python3-sklearn.
"""
import json
import math
import warnings

import numpy
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")  # of classes without rows: zero_division says what is meant


class Stream:
    """Numbers in [0, 1) of three digits: the generator of Park and Miller (1988)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = self.state * 48271 % 2147483647
        return self.state % 1000 / 1000

    def below(self, n):
        return int(self.next() * n)


def shares(row):
    """Whole weights as numbers that sum to 1 as a softmax's do."""
    return [value / sum(row) for value in row]


def eighths(row):
    """The same in steps of 1/8: many equal scores, and sums of exactly 1."""
    counts = [int(8 * value) for value in shares(row)]
    counts[0] += 8 - sum(counts)
    return [count / 8 for count in counts]


def normalized(row):
    """Probabilities; those of a softmax stay as they are, bit for bit, or equal scores would part."""
    if abs(sum(row) - 1) < 1e-12:
        return row
    return [value / sum(row) if sum(row) else 1 / len(row) for value in row]


def number(value):
    return None if value is None or math.isnan(value) else float(value)


def auc_of(actual, scores, classes):
    if set(actual) != set(range(classes)):
        return None
    if classes == 2:
        return metrics.roc_auc_score(actual, [row[-1] for row in scores])
    if all(abs(sum(row) - 1) < 1e-9 for row in scores):
        return metrics.roc_auc_score(actual, scores, multi_class="ovr", average="macro")
    # roc_auc_score takes probabilities only; this is what it does with them.
    columns = numpy.array(scores).T
    return numpy.mean([metrics.roc_auc_score(numpy.array(actual) == c, columns[c]) for c in range(classes)])


def average_precision_of(actual, scores, classes):
    if classes == 2:
        return metrics.average_precision_score(actual, [row[-1] for row in scores]) if 1 in actual else None
    if set(actual) != set(range(classes)):
        return None
    columns = numpy.array(scores).T
    return numpy.mean([metrics.average_precision_score(numpy.array(actual) == c, columns[c])
                       for c in range(classes)])


def specificity_of(actual, predicted, classes):
    """The recall of the first of two classes; of more, the mean of tn / (tn + fp), where 0/0 is 0."""
    if classes == 2:
        return metrics.recall_score(actual, predicted, pos_label=0, zero_division=0)
    shares = []
    for (tn, fp), _ in metrics.multilabel_confusion_matrix(actual, predicted, labels=list(range(classes))):
        shares.append(tn / (tn + fp) if tn + fp else 0)
    return numpy.mean(shares)


def calibration_error_of(actual, predicted, probabilities, bins=15):
    """Guo et al. (2017), equation 3; scikit-learn has no such function."""
    confidence = numpy.array([row[p] for row, p in zip(probabilities, predicted)])
    right = numpy.array(actual) == numpy.array(predicted)
    bin_of = numpy.ceil(confidence * bins)
    error = 0
    for one in range(1, bins + 1):
        here = bin_of == one
        if here.any():
            error += here.mean() * abs(right[here].mean() - confidence[here].mean())
    return error


def class_case(name, classes, actual, outputs, probabilities):
    one = len(outputs[0]) == 1
    predicted = [int(row[0] > 0.5) if one else row.index(max(row)) for row in outputs]
    scores = [normalized(row) for row in outputs] if probabilities and not one else outputs
    labels = list(range(classes))
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        actual, predicted, labels=labels, zero_division=0)
    of_macro = dict(labels=labels, average="macro", zero_division=0)
    targets = actual if one else [[int(c == a) for c in labels] for a in actual]
    return {
        "name": name, "classes": classes, "probabilities": probabilities, "actual": actual, "outputs": outputs,
        "rows": len(actual),
        "mse": number(numpy.sum((numpy.array(outputs) - numpy.array(targets).reshape(len(actual), -1)) ** 2)
                      / len(actual)),
        "accuracy": metrics.accuracy_score(actual, predicted),
        "balanced_accuracy": number(metrics.balanced_accuracy_score(actual, predicted)),
        "macro_precision": number(metrics.precision_score(actual, predicted, **of_macro)),
        "macro_recall": number(metrics.recall_score(actual, predicted, **of_macro)),
        "macro_f1": number(metrics.f1_score(actual, predicted, **of_macro)),
        "mcc": number(metrics.matthews_corrcoef(actual, predicted)),
        "kappa": number(metrics.cohen_kappa_score(actual, predicted, labels=labels)),
        "specificity": number(specificity_of(actual, predicted, classes)),
        "auc": number(auc_of(actual, scores, classes)),
        "average_precision": number(average_precision_of(actual, scores, classes)),
        "log_loss": number(metrics.log_loss(
            actual, [row[0] for row in scores] if one else scores, labels=labels)) if probabilities else None,
        "ece": number(calibration_error_of(
            actual, predicted, [[1 - row[0], row[0]] for row in scores] if one else scores)) if probabilities else None,
        "precision": list(map(float, precision)), "recall": list(map(float, recall)), "f1": list(map(float, f1)),
        "confusion": metrics.confusion_matrix(actual, predicted, labels=labels).tolist(),
    }


def random_case(name, seed, rows, classes, columns, kind="sigmoid", digits=3, without=(), never=(), hits=0.5):
    """kind: sigmoid, softmax or identity; without: classes without rows; never: classes never predicted;
    hits: how often the actual class is given a higher score on purpose."""
    draw = Stream(seed)
    there = [c for c in range(classes) if c not in without]
    actual = [there[draw.below(len(there))] for _ in range(rows)]
    outputs = []
    for a in actual:
        row = [draw.next() for _ in range(columns)]
        aimed = draw.next() < hits
        if columns == 1:
            row = [(row[0] + a) / 2 if aimed else row[0]]
        elif aimed:
            row[a] = 1 - (1 - row[a]) / 4
        row = [0.0 if c in never else round(value, digits) for c, value in enumerate(row)]
        if kind == "softmax":
            row = (eighths if digits == 1 else shares)([value + 0.25 for value in row])
        elif kind == "identity":
            row = [round(3 * value - 1, digits) for value in row]
        outputs.append(row)
    return class_case(name, classes, actual, outputs, kind != "identity")


def value_case(name, seed, rows, scale, offset, bias=0):
    """bias: how far all outputs are too high, which explained_variance forgives"""
    draw = Stream(seed)
    actual = [scale * draw.next() + offset for _ in range(rows)]
    outputs = [a + scale * (draw.next() - 0.5) + bias for a in actual]
    return {
        "name": name, "actual": actual, "outputs": outputs,
        "mse": float(metrics.mean_squared_error(actual, outputs)),
        "mae": float(metrics.mean_absolute_error(actual, outputs)),
        "mape": float(metrics.mean_absolute_percentage_error(actual, outputs)),
        "max_error": float(metrics.max_error(actual, outputs)),
        "r2": float(metrics.r2_score(actual, outputs)),
        "explained_variance": float(metrics.explained_variance_score(actual, outputs)),
    }


CLASSES = [
    random_case("one output", 11, 40, 2, 1),
    random_case("one output, two blocks of rows", 12, 150, 2, 1),
    random_case("one output, ties", 13, 50, 2, 1, digits=1),
    random_case("one output, only 0 and 1", 14, 30, 2, 1, digits=0),
    random_case("one output of a linear unit", 15, 30, 2, 1, kind="identity"),
    random_case("one output, first class only", 16, 12, 2, 1, without=(1,)),
    random_case("one output, second class only", 17, 12, 2, 1, without=(0,)),
    class_case("one row of one output", 2, [1], [[0.75]], True),
    class_case("one output, perfect", 2, [0, 1, 1, 0], [[0.0], [1.0], [0.9], [0.5]], True),
    class_case("one output, all wrong", 2, [0, 1, 1, 0], [[1.0], [0.0], [0.25], [0.625]], True),
    class_case("one output, all equal", 2, [0, 1, 1], [[0.25], [0.25], [0.25]], True),
    class_case("one output, second class never said", 2, [0, 1, 1], [[0.125], [0.25], [0.375]], True),
    random_case("two outputs, softmax", 21, 30, 2, 2, kind="softmax"),
    random_case("two outputs, softmax, ties", 22, 30, 2, 2, kind="softmax", digits=1),
    random_case("three sigmoids", 31, 40, 3, 3),
    random_case("three sigmoids, ties", 32, 40, 3, 3, digits=1),
    random_case("three outputs, softmax", 33, 40, 3, 3, kind="softmax"),
    random_case("three outputs, softmax, ties", 34, 40, 3, 3, kind="softmax", digits=1),
    random_case("three linear units", 35, 30, 3, 3, kind="identity"),
    random_case("three, two blocks of rows", 36, 135, 3, 3, digits=2),
    random_case("three, the middle one without rows", 37, 20, 3, 3, without=(1,)),
    random_case("three, the last one never said", 38, 20, 3, 3, never=(2,)),
    random_case("three, the first one without rows and never said", 39, 20, 3, 3, without=(0,), never=(0,)),
    class_case("one row of three", 3, [2], [[0.25, 0.5, 0.25]], True),
    class_case("three, all outputs 0", 3, [0, 1, 2], [[0.0] * 3] * 3, True),
    class_case("three, perfect", 3, [0, 1, 2, 1], [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.25, 0.5, 0.25]], True),
    class_case("three, all wrong", 3, [0, 1, 2], [[0, 1, 0], [0, 0, 1], [1, 0, 0]], True),
    random_case("four outputs, softmax, mostly right", 41, 40, 4, 4, kind="softmax", hits=0.9),
    random_case("five sigmoids", 51, 40, 5, 5, digits=2),
    random_case("five outputs, softmax, one without rows", 52, 30, 5, 5, kind="softmax", without=(3,), digits=1),
]
VALUES = [
    value_case("values", 61, 30, 1, 0),
    value_case("values of two blocks of rows", 62, 140, 20, -5),
    value_case("two values", 63, 2, 3, 0),
    value_case("values far from 0", 64, 20, 1, 1000),
    value_case("values predicted too high", 65, 40, 2, -1, bias=3),
]


def lines(cases):
    return ",\n".join("  " + json.dumps(case) for case in cases)


print('{"made_by": "scripts/golden/metrics.py, scikit-learn %s",' % sklearn.__version__)
print(' "classes": [\n%s\n ],\n "values": [\n%s\n ]}' % (lines(CLASSES), lines(VALUES)))
