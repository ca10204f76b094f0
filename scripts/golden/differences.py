#!/usr/bin/python3
"""Makes tests/golden/differences.json: what other programs say of the difference of two models.

    scripts/golden/differences.py >tests/golden/differences.json

Needs python3-scipy, python3-sklearn and python3-statsmodels. The bootstraps draw the same rows as nntrain, by the
generator of src/base/random.hpp, which random_stream.py has anew from its papers; the metrics are scikit-learn's, and the
quantiles numpy's. Each of them is also held against scipy's bootstrap with other random numbers: the intervals may
differ by chance alone. null: not defined.
"""

import json
import math
import random
import sys
import warnings

import numpy
from scipy import optimize, special, stats
from sklearn import metrics
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep

from random_stream import RandomStream

warnings.filterwarnings("ignore")
RESAMPLES = 2000
BOOTSTRAP = 8  # RandomPurpose::kBootstrap


def number(value):
    return None if value is None or math.isnan(value) else float(value)


def student_p(t, freedom):
    return float(2 * stats.t.sf(abs(t), freedom))


def quantile(freedom):
    """The 97.5 % quantile of Student's t; stats.t.ppf is right to 10 digits only."""
    return math.sqrt(freedom * (1 / special.betaincinv(freedom / 2, 0.5, 0.05) - 1))


def said(value, error, freedom):
    """Value, interval and p of a difference with this standard error."""
    width = quantile(freedom) * error
    return {"value": value, "low": value - width, "high": value + width, "p": student_p(value / error, freedom)}


def near(a, b, tolerance):
    assert abs(a - b) <= tolerance * max(1, abs(b)), (a, b)


def paired_case(a, b, ratio):
    d = numpy.array(b) - numpy.array(a)
    case = said(d.mean(), d.std(ddof=1) * math.sqrt(1 / len(d) + ratio), len(d) - 1)
    if ratio == 0:
        test = stats.ttest_rel(b, a)
        interval = test.confidence_interval(0.95)
        near(case["p"], test.pvalue, 1e-9)
        near(case["low"], interval.low, 1e-9)
        near(case["high"], interval.high, 1e-9)
    return {"a": a, "b": b, "ratio": ratio, **case}


def welch_case(a, b, ratio_a, ratio_b):
    va = numpy.var(a, ddof=1) * (1 / len(a) + ratio_a)
    vb = numpy.var(b, ddof=1) * (1 / len(b) + ratio_b)
    freedom = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    case = said(numpy.mean(b) - numpy.mean(a), math.sqrt(va + vb), freedom)
    if ratio_a == ratio_b == 0:
        near(case["p"], stats.ttest_ind(b, a, equal_var=False).pvalue, 1e-9)
    return {"a": a, "b": b, "ratio_a": ratio_a, "ratio_b": ratio_b, **case}


def tango_score(only_a, only_b, rows, delta):
    """Tango (1998): the score of a difference, with the variance of the most likely shares: where their likelihood
    does not grow any more."""
    def slope(share_a):
        terms = ((only_a, share_a), (only_b, share_a + delta), (-2 * (rows - only_a - only_b), 1 - 2 * share_a - delta))
        return sum(count / share if share > 0 else count * math.inf for count, share in terms if count != 0)

    least, most = max(0, -delta), (1 - delta) / 2
    if slope(least) <= 0:
        share_a = least
    elif slope(most) >= 0:
        share_a = most
    else:
        share_a = optimize.bisect(slope, least, most, xtol=1e-300, maxiter=2000)
    return (only_b - only_a - rows * delta) / math.sqrt(rows * (2 * share_a + delta - delta**2))


def tango_bound(only_a, only_b, rows):
    value = (only_b - only_a) / rows
    if value > 1 - 1e-9:
        return 1.0
    return optimize.brentq(lambda delta: tango_score(only_a, only_b, rows, delta) + stats.norm.ppf(0.975),
                           value + 1e-12, 1 - 1e-12, xtol=1e-14)


def mcnemar_case(only_a, only_b, rows):
    p = mcnemar([[0, only_a], [only_b, 0]], exact=True).pvalue
    low, high = -tango_bound(only_b, only_a, rows), tango_bound(only_a, only_b, rows)
    if only_a + only_b > 0:
        share = stats.binomtest(only_b, only_a + only_b).proportion_ci(0.95, method="exact")
        scale = (only_a + only_b) / rows
        low, high = min(low, scale * (2 * share.low - 1)), max(high, scale * (2 * share.high - 1))
    return {"only_a": only_a, "only_b": only_b, "rows": rows, "value": (only_b - only_a) / rows, "p": float(p),
            "low": low, "high": high}


def share_case(correct_a, rows_a, correct_b, rows_b):
    low, high = confint_proportions_2indep(correct_b, rows_b, correct_a, rows_a, method="newcomb", compare="diff")
    return {"correct_a": correct_a, "rows_a": rows_a, "correct_b": correct_b, "rows_b": rows_b,
            "value": correct_b / rows_b - correct_a / rows_a, "low": low, "high": high}


def classes_said(outputs):
    return [int(row[0] > 0.5) if len(row) == 1 else row.index(max(row)) for row in outputs]


def auc(targets, outputs):
    classes = max(2, outputs.shape[1])
    if set(targets) != set(range(classes)):
        return math.nan
    if classes == 2:
        return metrics.roc_auc_score(targets, outputs[:, -1])
    return metrics.roc_auc_score(targets, outputs, multi_class="ovr")


def average_precision(targets, outputs):
    classes = max(2, outputs.shape[1])
    columns = {1: outputs[:, -1]} if classes == 2 else {c: outputs[:, c] for c in range(classes)}
    if not set(columns) <= set(targets):
        return math.nan
    return numpy.mean([metrics.average_precision_score(targets == c, column) for c, column in columns.items()])


def said_right(targets, outputs):
    """Targets and predicted classes."""
    return targets, (outputs[:, 0] > 0.5).astype(int) if outputs.shape[1] == 1 else outputs.argmax(axis=1)


def per_class(function, targets, outputs, **more):
    targets, predicted = said_right(targets, outputs)
    labels = list(range(max(2, outputs.shape[1])))
    return function(targets, predicted, labels=labels, zero_division=0, **more)


METRICS = {
    "auc": auc,
    "average_precision": average_precision,
    "mcc": lambda t, o: metrics.matthews_corrcoef(*said_right(t, o)),
    "accuracy": lambda t, o: metrics.accuracy_score(*said_right(t, o)),
    "balanced_accuracy": lambda t, o: metrics.balanced_accuracy_score(*said_right(t, o)),
    "macro_f1": lambda t, o: per_class(metrics.f1_score, t, o, average="macro"),
    "macro_precision": lambda t, o: per_class(metrics.precision_score, t, o, average="macro"),
    "f1[1]": lambda t, o: per_class(metrics.f1_score, t, o, average=None)[1],
    "precision[1]": lambda t, o: per_class(metrics.precision_score, t, o, average=None)[1],
    "recall[0]": lambda t, o: per_class(metrics.recall_score, t, o, average=None)[0],
    "r2": lambda t, o: metrics.r2_score(t, o[:, 0]) if len(set(t)) > 1 else math.nan,
    "explained_variance": lambda t, o: metrics.explained_variance_score(t, o[:, 0]) if len(set(t)) > 1 else math.nan,
    "rmse": lambda t, o: math.sqrt(metrics.mean_squared_error(t, o[:, 0])),
}


def drawn(paired, rows_a, rows_b):
    for index in range(RESAMPLES):
        stream = RandomStream(1, BOOTSTRAP, index)
        a = [stream.below(rows_a) for _ in range(rows_a)]
        yield a, a if paired else [stream.below(rows_b) for _ in range(rows_b)]


def bootstrap_case(name, a, b, names, classes, paired):
    """a, b: pairs of targets and outputs, a list of numbers for each row."""
    (ta, oa), (tb, ob) = [(numpy.array(t), numpy.array(o, dtype=float)) for t, o in (a, b)]

    def difference(metric, rows_a, rows_b):
        return METRICS[metric](tb[rows_b], ob[rows_b]) - METRICS[metric](ta[rows_a], oa[rows_a])

    samples = list(drawn(paired, len(ta), len(tb)))
    everything = numpy.arange(len(ta)), numpy.arange(len(tb))
    results = {}
    for metric in names:
        values = [difference(metric, *rows) for rows in samples]
        values = [value for value in values if not math.isnan(value)]
        low, high = numpy.percentile(values, [2.5, 97.5]) if 2 * len(values) >= RESAMPLES else (math.nan, math.nan)
        results[metric] = {"value": number(difference(metric, *everything)), "low": number(low), "high": number(high),
                           "resamples": len(values)}
        if len(values) < RESAMPLES:
            continue
        if paired:
            other = stats.bootstrap((everything[0],), lambda rows: difference(metric, rows, rows), vectorized=False,
                                    n_resamples=RESAMPLES, method="percentile", random_state=5)
        else:
            other = stats.bootstrap(everything, lambda i, k: difference(metric, i, k), vectorized=False,
                                    n_resamples=RESAMPLES, method="percentile", random_state=5)
        interval = other.confidence_interval
        for mine, theirs in ((low, interval.low), (high, interval.high)):
            assert abs(mine - theirs) <= 0.08 * (interval.high - interval.low), (name, metric, low, high, interval)
    return {"name": name, "classes": classes, "paired": paired, "targets_a": a[0], "outputs_a": a[1], "targets_b": b[0],
            "outputs_b": b[1], "predicted_a": classes_said(a[1]) if classes else [],
            "predicted_b": classes_said(b[1]) if classes else [], "results": results}


def one_output(draw, targets, hits, digits):
    """Outputs that are right with a share of about hits."""
    return [[round(min(1, max(0, draw.gauss(t if draw.random() < hits else 0.5, 0.3))), digits)] for t in targets]


def softmax(draw, targets, pull):
    rows = []
    for t in targets:
        weights = [math.exp(draw.gauss(pull if c == t else 0, 1)) for c in range(3)]
        first, second = round(weights[0] / sum(weights), 3), round(weights[1] / sum(weights), 3)
        rows.append([first, second, 1 - first - second])
    return rows


def numbers(draw, targets, noise):
    return [[round(t + draw.gauss(0, noise), 3)] for t in targets]


def bootstraps(draw):
    binary = ["auc", "average_precision", "mcc", "accuracy", "balanced_accuracy", "macro_f1", "macro_precision",
              "f1[1]", "precision[1]", "recall[0]"]
    y = [int(draw.random() < 0.4) for _ in range(60)]
    z = [int(draw.random() < 0.4) for _ in range(45)]
    yield bootstrap_case("one output, ties", (y, one_output(draw, y, 0.4, 1)), (y, one_output(draw, y, 0.7, 1)), binary,
                         2, True)
    yield bootstrap_case("one output, different rows", (y, one_output(draw, y, 0.5, 3)),
                         (z, one_output(draw, z, 0.7, 3)), ["auc", "f1[1]", "balanced_accuracy"], 2, False)
    y = [draw.randrange(3) for _ in range(70)]
    yield bootstrap_case("three classes", (y, softmax(draw, y, 0.8)), (y, softmax(draw, y, 1.4)),
                         ["auc", "average_precision", "macro_f1", "balanced_accuracy"], 3, True)
    y = [0] * 25 + [1] * 25 + [2]
    yield bootstrap_case("a class with one row", (y, softmax(draw, y, 0.8)), (y, softmax(draw, y, 1.4)),
                         ["auc", "macro_f1"], 3, True)
    y = [0] * 40
    yield bootstrap_case("no row of a class", (y, one_output(draw, y, 0.4, 2)), (y, one_output(draw, y, 0.7, 2)),
                         ["auc", "recall[0]"], 2, True)
    y = [round(draw.gauss(5, 2), 3) for _ in range(150)]
    of_values = ["r2", "explained_variance", "rmse"]
    yield bootstrap_case("values", (y, numbers(draw, y, 1.5)), (y, numbers(draw, y, 1.2)), of_values, 0, True)
    z = [round(draw.gauss(5, 2), 3) for _ in range(90)]
    yield bootstrap_case("values of different rows", (y, numbers(draw, y, 1.5)), (z, numbers(draw, z, 1.2)),
                         of_values, 0, False)


def main():
    draw = random.Random(20)
    students = [{"t": t, "freedom": freedom, "p": student_p(t, freedom)}
                for freedom in (1, 1.5, 2, 3.25, 9, 10.75, 40.1, 250, 1371, 12345.6, 99999)
                for t in (0.01, 0.5, 1.3, 2.1, 4.5, 12, 40) if t * t < 40 * freedom or freedom < 20]
    quantiles = [{"freedom": freedom, "quantile": quantile(freedom)}
                 for freedom in (1.0, 1.01, 1.5, 2.75, 5.5, 9.0, 17.3, 60.2, 500.5, 20000.7)]
    paired, welch = [], []
    for runs in (2, 3, 5, 10, 50, 140):
        a = [round(draw.gauss(0.8, 0.05), 4) for _ in range(runs)]
        b = [round(value + draw.gauss(0.02, 0.03), 4) for value in a]
        c = [round(draw.gauss(0.82, 0.08), 4) for _ in range(runs // 2 + 2)]
        for ratio in (0, 1 / 9, 0.25):
            paired.append(paired_case(a, b, ratio))
            welch.append(welch_case(a, c, ratio, ratio / 2))
    tables = [mcnemar_case(*counts) for counts in
              ((0, 0, 1), (0, 0, 20), (0, 0, 1000), (0, 10, 10), (2, 8, 10), (1, 0, 10), (0, 5, 100),
               (0, 6, 100), (6, 0, 100), (3, 3, 12), (4, 5, 50), (10, 25, 274), (25, 10, 274),
               (30, 50, 1372), (30, 51, 1372), (200, 260, 5000), (4000, 4200, 100000), (50000, 50900, 1000000))]
    shares = [share_case(*counts) for counts in
              ((56, 70, 48, 80), (9, 10, 3, 10), (0, 10, 0, 20), (10, 10, 20, 20), (10, 10, 0, 20), (0, 1, 1, 1),
               (950, 1000, 970, 1000), (1227, 1372, 240, 274))]
    cases = {"students": students, "quantiles": quantiles, "paired": paired, "welch": welch, "mcnemar": tables,
             "shares": shares, "bootstraps": list(bootstraps(draw))}
    sys.stdout.write("{" + ",\n".join(f'"{name}": [\n' + ",\n".join(" " + json.dumps(case) for case in list_) + "\n]"
                                      for name, list_ in cases.items()) + "}\n")


if __name__ == "__main__":
    main()
