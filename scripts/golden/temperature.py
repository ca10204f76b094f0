#!/usr/bin/python3
"""The temperatures with the lowest log loss on small random sums of outputs, as scipy finds them, as JSON for
tests/training/temperature_test.cpp.

    scripts/golden/temperature.py > tests/golden/temperature.json

A case holds `output` (sigmoid or softmax), `truth` (the class of each row), and `networks`: of each the `rows`
that it was not trained on, and its `sums` for these, before the output activation. `temperature` is the best
one in [1/20, 20], `loss` the mean log loss there, and `loss_at_1` that without calibration. Numbers come from
a generator of its own, so that they do not depend on numpy's. Needs python3-scipy.
"""
import json
import math

import numpy
import scipy
from scipy import optimize, special


class Stream:
    """Numbers in [0, 1) of three digits: the generator of Park and Miller (1988)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = self.state * 48271 % 2147483647
        return self.state % 1000 / 1000


def probabilities(output, sums):
    """R x C for R x O sums."""
    if sums.shape[1] == 1:
        return numpy.hstack([special.expit(-sums), special.expit(sums)])
    if output == "softmax":
        return special.softmax(sums, axis=1)
    one_each = special.expit(sums)
    return one_each / one_each.sum(axis=1, keepdims=True)


def log_loss(temperature, case):
    """Of the rows that some network has, with the mean of the networks' probabilities. As Platt (1999) has it of two
    classes, the class of a row has the probability (R + 1) / (R + 2) and not 1; the others share the rest."""
    truth = numpy.array(case["truth"])
    total, count = 0, numpy.zeros(len(truth))
    for network in case["networks"]:
        p = probabilities(case["output"], numpy.array(network["sums"]) / temperature)
        said = numpy.zeros((len(truth), p.shape[1]))
        said[network["rows"]] = p
        total = total + said
        count[network["rows"]] += 1
    seen = count > 0
    p, rows = total[seen] / count[seen][:, None], seen.sum()
    target = numpy.full(p.shape, 1 / (rows + 2) / (p.shape[1] - 1))
    target[numpy.arange(rows), truth[seen]] = (rows + 1) / (rows + 2)
    return float(numpy.mean(-(target * numpy.log(p)).sum(axis=1)))


def case(stream, output, classes, outputs, networks, share, noise, size):
    """`noise`: how often the sums speak for another class; `size`: how surely."""
    rows = 120
    truth = [int(stream.next() * classes) for _ in range(rows)]
    made = {"output": output, "truth": truth, "networks": []}
    for _ in range(networks):
        own = [row for row in range(rows) if stream.next() < share]
        sums = []
        for row in own:
            said = truth[row] if stream.next() >= noise else int(stream.next() * classes)
            if outputs == 1:
                sums.append([size * (2 * said - 1) * stream.next() + stream.next() - 0.5])
            else:
                sums.append([size * (o == said) * stream.next() + stream.next() for o in range(outputs)])
        made["networks"].append({"rows": own, "sums": sums})
    best = optimize.minimize_scalar(lambda t: log_loss(math.exp(t), made),
                                    bounds=(-math.log(20), math.log(20)), method="bounded",
                                    options={"xatol": 1e-11})
    made["temperature"] = math.exp(best.x)
    made["loss"] = log_loss(made["temperature"], made)
    made["loss_at_1"] = log_loss(1, made)
    return made


stream = Stream(22)
cases = [case(stream, "sigmoid", 2, 1, 1, 1.0, 0.4, 9),
         case(stream, "sigmoid", 2, 1, 3, 0.5, 0.5, 12),
         case(stream, "softmax", 2, 2, 1, 1.0, 0.3, 6),
         case(stream, "softmax", 4, 4, 1, 1.0, 0.5, 12),
         case(stream, "softmax", 3, 3, 4, 0.3, 0.3, 8),
         case(stream, "sigmoid", 3, 3, 2, 0.7, 0.4, 9),
         case(stream, "softmax", 3, 3, 1, 1.0, 0.05, 2)]  # not sure enough
print(json.dumps({"made_by": "scipy " + scipy.__version__, "cases": cases}))
