#!/usr/bin/python3
"""Permutation importances of small models, as JSON for tests/cli/evaluation/importance_test.cpp.

    scripts/golden/importance.py > tests/golden/importance.json

A case has a table (CSV), the weights of a network without hidden layers (for --init-from), and for each
metric and column:
- values: by nntrain's random stream, written here from its documentation: one number for each shuffle;
- expected: the exact mean over all orders of the rows, where the metric is a mean over the rows. In a random
  order each row gets each cell equally often, so it is the mean over all pairs of a row and a cell;
- mean, sd: of 400 shuffles by scikit-learn's permutation_importance, with its own random numbers.
Needs python3-sklearn.
"""
import json

import numpy
import sklearn
from sklearn import metrics
from sklearn.inspection import permutation_importance

from random_stream import RandomStream

PURPOSE = 7  # RandomPurpose::kPermute
SHUFFLES = 4


def order_of(rows, column, shuffle):
    """Fisher and Yates, from the last place down."""
    stream = RandomStream(1, PURPOSE, column << 32 | shuffle)
    order = list(range(rows))
    for left in range(rows, 1, -1):
        other = stream.below(left)
        order[left - 1], order[other] = order[other], order[left - 1]
    return order


class Model:
    """A network without hidden layers. X: N x F cells; a text is the number of its level."""

    def __init__(self, levels, bias, weights, link):
        self.levels = levels  # of each column; 0: a number
        self.bias = numpy.array(bias)
        self.weights = numpy.array(weights)
        self.link = link

    def fit(self, X, y):  # scikit-learn asks for it
        return self

    def outputs(self, X):
        inputs = []
        for column, levels in enumerate(self.levels):
            cells = X[:, column]
            inputs += [cells == level for level in range(levels)] if levels else [cells]
        z = numpy.array(inputs, dtype=float).T @ self.weights + self.bias
        if self.link == "sigmoid":
            return 1 / (1 + numpy.exp(-z))
        if self.link == "softmax":
            powers = numpy.exp(z)
            return powers / powers.sum(axis=1, keepdims=True)
        return z


def classes_said(outputs):
    return (outputs[:, 0] > 0.5).astype(int) if outputs.shape[1] == 1 else outputs.argmax(axis=1)


def auc(y, o):
    return metrics.roc_auc_score(y, o[:, 0]) if o.shape[1] == 1 else metrics.roc_auc_score(y, o, multi_class="ovr")


def log_loss(y, o):
    return metrics.log_loss(y, o[:, 0] if o.shape[1] == 1 else o)


METRICS = {  # its value, and 1 where higher is better
    "accuracy": (lambda y, o: metrics.accuracy_score(y, classes_said(o)), 1),
    "mcc": (lambda y, o: metrics.matthews_corrcoef(y, classes_said(o)), 1),
    "recall[1]": (lambda y, o: metrics.recall_score(y, classes_said(o)), 1),
    "auc": (auc, 1),
    "average_precision": (lambda y, o: metrics.average_precision_score(y, o[:, 0]), 1),
    "log_loss": (log_loss, -1),
    "rmse": (lambda y, o: metrics.mean_squared_error(y, o[:, 0]) ** 0.5, -1),
    "mse": (lambda y, o: metrics.mean_squared_error(y, o[:, 0]), -1),
    "mae": (lambda y, o: metrics.mean_absolute_error(y, o[:, 0]), -1),
    "r2": (lambda y, o: metrics.r2_score(y, o[:, 0]), 1),
}
MEANS_OVER_ROWS = {"accuracy", "log_loss", "mse", "mae"}


def importances(model, X, y, names):
    result = {}
    for name in names:
        value, sign = METRICS[name]
        score = lambda m, cells, truth: sign * value(truth, m.outputs(cells))
        baseline = score(model, X, y)
        by_peer = permutation_importance(model, X, y, scoring=score, n_repeats=400, random_state=0)
        columns = []
        for column in range(X.shape[1]):
            values = []
            for shuffle in range(SHUFFLES):
                cells = X.copy()
                cells[:, column] = X[order_of(len(X), column, shuffle), column]
                values.append(baseline - score(model, cells, y))
            expected = None
            if name in MEANS_OVER_ROWS:
                scores = []
                for cell in X[:, column]:
                    cells = X.copy()
                    cells[:, column] = cell
                    scores.append(score(model, cells, y))
                expected = float(baseline - numpy.mean(scores))
            columns.append({"values": [float(v) for v in values], "expected": expected,
                            "mean": float(by_peer.importances_mean[column]),
                            "sd": float(by_peer.importances[column].std(ddof=1))})
        result[name] = {"baseline": float(sign * baseline), "columns": columns}
    return result


def case(name, rows, columns, bias, weights, link, classes, names, seed, hole=None):
    """columns: a name, and the texts (sorted) or none; hole: a row of column 0 whose cell is missing."""
    draw = numpy.random.RandomState(seed)
    texts = [levels for _, levels in columns]
    X = numpy.array([[draw.randint(len(t)) if t else round(draw.normal(), 3) for t in texts] for _ in range(rows)])
    if hole is not None:
        X[hole, 0] = (X[:, 0].sum() - X[hole, 0]) / (rows - 1)  # what --missing mean fills in
    model = Model([len(t) for t in texts], bias, weights, link)
    outputs = model.outputs(X)
    if classes:  # a class that the model gets right more often than not
        y = numpy.array([c if draw.rand() < 0.8 else draw.randint(classes) for c in classes_said(outputs)])
        assert len(set(y)) == classes
    else:
        y = numpy.array([round(o + draw.normal() / 2, 3) for o in outputs[:, 0]])
    lines = [",".join([c for c, _ in columns] + ["y"])]
    for i, row in enumerate(X):
        cells = [t[int(cell)] if t else repr(float(cell)) for t, cell in zip(texts, row)]
        if i == hole:
            cells[0] = ""
        lines.append(",".join(cells + [str(y[i])]))
    inputs = [c + ("=" + t if t else "") for c, levels in columns for t in levels or [""]]
    layer = {"name": "output", "activation": link, "inputs": inputs, "units": len(bias), "bias": bias, "weights": weights}
    return {"name": name, "table": "\n".join(lines) + "\n", "start": {"layers": [layer]},
            "columns": [c for c, _ in columns], "metrics": importances(model, X, y, names)}


COLORS = ["blue", "green", "red"]
CASES = [
    case("two classes", 61, [("a", []), ("color", COLORS), ("b", []), ("unused", [])], [0.2],
         [[1.5], [-1.0], [0.0], [1.25], [-0.5], [0.0]], "sigmoid", 2,
         ["accuracy", "mcc", "recall[1]", "auc", "average_precision", "log_loss"], 3),
    case("three classes, several blocks of rows", 330, [("a", []), ("b", [])], [0.1, 0.0, -0.1],
         [[1.0, 0.0, -1.5], [0.5, -1.0, 0.25]], "softmax", 3, ["accuracy", "auc", "log_loss"], 4),
    case("numbers", 47, [("a", []), ("color", COLORS)], [0.5], [[2.0], [-1.0], [0.5], [0.75]], "identity", 0,
         ["rmse", "mse", "mae", "r2"], 5, hole=7),
]
print('{"made_by": "scripts/golden/importance.py, scikit-learn %s",' % sklearn.__version__)
print(' "cases": [\n%s\n ]}' % ",\n".join("  " + json.dumps(one) for one in CASES))
