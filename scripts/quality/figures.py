"""What is measured of predictions, and of differences. Probabilities are arrays of rows x classes."""
import math

import numpy
import scipy.stats

CLIP = 2.0**-52
BINS = 15


def accuracy(probabilities, truth):
    """In percent."""
    return 100 * float((probabilities.argmax(axis=1) == truth).mean())


def log_loss(probabilities, truth):
    right = probabilities[numpy.arange(len(truth)), truth]
    return float(-numpy.log(numpy.clip(right, CLIP, 1 - CLIP)).mean())


def auc(scores, truth):
    """The share of pairs of a row of class 1 and one of class 0 that are in order, ties half; nan without pairs."""
    positive = truth == 1
    ones, zeros = int(positive.sum()), int((~positive).sum())
    if ones == 0 or zeros == 0:
        return math.nan
    ranks = scipy.stats.rankdata(scores)
    return float((ranks[positive].sum() - ones * (ones + 1) / 2) / (ones * zeros))


def ece(probabilities, truth):
    """The expected calibration error in 15 bins, as docs/definitions.md has it."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    number = numpy.ceil(BINS * confidence).astype(int)
    error = 0.0
    for m in numpy.unique(number):
        inside = number == m
        error += inside.sum() / len(truth) * abs(right[inside].mean() - confidence[inside].mean())
    return float(error)


def rmse(predictions, truth):
    return float(numpy.sqrt(numpy.mean((predictions - truth)**2)))


def mean_and_error(values):
    """The mean, and its standard error: the spread of the values (n - 1) over the root of n; nan of fewer than 2."""
    values = numpy.asarray(values, float)
    n = len(values)
    if n == 0:
        return math.nan, math.nan
    return float(values.mean()), float(values.std(ddof=1) / math.sqrt(n)) if n > 1 else math.nan


def interval(values, level=0.9):
    """Student's interval of the mean."""
    mean, error = mean_and_error(values)
    if math.isnan(error):
        return math.nan, math.nan
    reach = float(scipy.stats.t.ppf(0.5 + level / 2, len(values) - 1)) * error
    return mean - reach, mean + reach


class OfTable:
    """The figures of one contestant on one table, from each fold's predictions and truth, over all repeats.
    accuracies, log_losses, aucs: of each fold; rmses: of each fold; ece: of all rows; cpu: seconds, in all."""

    def __init__(self, task, folds, cpu):
        self.cpu = cpu
        self.fold_count = len(folds)
        if task == "numbers":
            self.rmses = [max(rmse(p, t), 1e-300) for p, t in folds]
            return
        self.accuracies = [accuracy(p, t) for p, t in folds]
        self.log_losses = [log_loss(p, t) for p, t in folds]
        self.accuracy, self.log_loss = numpy.mean(self.accuracies), numpy.mean(self.log_losses)
        self.ece = ece(numpy.concatenate([p for p, _ in folds]), numpy.concatenate([t for _, t in folds]))
        self.auc = math.nan
        if folds[0][0].shape[1] == 2:
            aucs = [auc(p[:, 1], t) for p, t in folds]
            self.auc = float(numpy.mean([value for value in aucs if not math.isnan(value)] or [math.nan]))


def log_ratios(one, other):
    """Of each fold, the logarithm of the ratio of two contestants' RMSE."""
    return [math.log(a / b) for a, b in zip(one.rmses, other.rmses)]
