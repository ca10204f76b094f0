#!/usr/bin/env python3
"""Weights after some passes over small tables of numbers, by NumPy and none of nntrain's code, as JSON for
tests/cli/training/torch_test.cpp: what no other golden file covers.

    scripts/golden/recipes.py > tests/golden/recipes.json

Needs NumPy. The gradient is by hand: tanh units, one identity output.
"""
import argparse
import json
import shlex

import numpy

# (name, flags); all rows of the table are used, with a start of few digits.
CASES = [
    ("mae", "--loss mae --learning-rate 0.05"),
    ("mae, row weights, batches, adam", "--loss mae --weights-column trust --batch-size 16 --no-shuffle "
     "--optimizer adam --learning-rate 0.02"),
    ("huber", "--loss huber:0.5 --learning-rate 0.2"),
    ("huber, row weights, batches, l2", "--loss huber:0.25 --weights-column trust --batch-size 16 --no-shuffle "
     "--learning-rate 0.1 --l2 0.01"),
    ("huber beyond all errors", "--loss huber:1000 --learning-rate 0.02"),
    ("a rate that falls along a cosine", "--learning-rate 0.05 --schedule cosine --loss huber:2"),
    ("the same with batches, adam", "--optimizer adam --batch-size 16 --no-shuffle --learning-rate 0.02 "
     "--schedule cosine --loss huber:2"),
    ("averaged weights", "--learning-rate 0.05 --loss huber:2 --average 0.9"),
    ("averaged weights, all at once", "--optimizer adam --batch-size 16 --no-shuffle --learning-rate 0.02 "
     "--schedule cosine --loss huber:2 --average 0.99 --scale-target robust --weights-column trust"),
    ("l2 by rows", "--learning-rate 0.05 --loss huber:2 --l2 auto"),
    ("a robust scale", "--scale-target robust --loss huber:1 --learning-rate 0.2"),
]
ROWS, HIDDEN, ITERATIONS = 50, 4, 60


def make_table():
    draw = numpy.random.RandomState(22)
    rows = []
    for row in range(ROWS):
        east, north = draw.uniform(-2, 2, 2).round(3)
        height = numpy.sin(east) + 0.3 * north * north - 0.5 + 0.1 * draw.randn()
        if row % 17 == 5:
            height *= 40  # wrong by a factor
        rows.append((float(east), float(north), (0.25, 0.5, 1.0, 2.0)[draw.randint(4)], float(f"{height:.4f}")))
    return rows


def draw_start(seed):
    draw = numpy.random.RandomState(seed)
    return [(0.5 * draw.randn(units)).round(3) if part == 0 else (0.7 * draw.randn(inputs, units)).round(3)
            for inputs, units in ((2, HIDDEN), (HIDDEN, 1)) for part in (0, 1)]


def flags_of(words):
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for name, kind, default in [
            ("loss", str, "mse"), ("optimizer", str, "gd"), ("learning-rate", float, None), ("l2", str, "0"),
            ("batch-size", int, ROWS), ("weights-column", str, None), ("scale-target", str, "none"),
            ("schedule", str, "constant"), ("average", float, 0.0), ("iterations", int, None)]:
        parser.add_argument("--" + name, type=kind, default=default)
    parser.add_argument("--no-shuffle", action="store_true")
    return parser.parse_args(words)


def term_and_slope(loss, e):
    """The term of each row, and its derivative for e."""
    if loss == "mae":
        return numpy.abs(e), numpy.sign(e)
    if loss == "mse":
        return e * e, 2 * e
    d = float(loss.removeprefix("huber:"))
    far = numpy.abs(e) > d
    return numpy.where(far, d * (numpy.abs(e) - d / 2), e * e / 2), numpy.where(far, d * numpy.sign(e), e)


def gradient(loss, l2, parameters, x, y, w):
    b1, w1, b2, w2 = parameters
    h = numpy.tanh(x @ w1 + b1)
    e = (h @ w2 + b2)[:, 0] - y
    terms, slopes = term_and_slope(loss, e)
    delta2 = (w * slopes / w.sum())[:, None]
    delta1 = (delta2 @ w2.T) * (1 - h * h)
    return (w * terms).sum() / w.sum(), [delta1.sum(0), x.T @ delta1 + l2 * w1, delta2.sum(0),
                                         h.T @ delta2 + l2 * w2]


def scaled(target, how):
    if how != "robust":
        return target
    low, middle, high = numpy.percentile(target, [25, 50, 75])
    return (target - middle) / (high - low)


def train(flags, table, start):
    x, y = table[:, :2], scaled(table[:, 3], flags.scale_target)
    w = table[:, 2] if flags.weights_column else numpy.ones(ROWS)
    l2 = min(0.01, 12 / ROWS) if flags.l2 == "auto" else float(flags.l2)
    p = [part.copy() for part in start]
    m, s, a = ([numpy.zeros_like(part) for part in p] for _ in range(3))
    batches = [slice(first, first + flags.batch_size) for first in range(0, ROWS, flags.batch_size)]
    updates = flags.iterations * len(batches)
    for t in range(updates):
        rows = batches[t % len(batches)]
        _, g = gradient(flags.loss, l2, p, x[rows], y[rows], w[rows])
        rate = flags.learning_rate
        if flags.schedule == "cosine":
            rate *= (1 + numpy.cos(numpy.pi * t / updates)) / 2
        for i, part in enumerate(g):
            if flags.optimizer == "adam":  # Kingma and Ba 2015, algorithm 1
                m[i] = 0.9 * m[i] + 0.1 * part
                s[i] = 0.999 * s[i] + 0.001 * part * part
                p[i] -= rate * (m[i] / (1 - 0.9 ** (t + 1))) / (numpy.sqrt(s[i] / (1 - 0.999 ** (t + 1))) + 1e-8)
            else:
                p[i] -= rate * part
            a[i] = flags.average * a[i] + (1 - flags.average) * p[i]
    if flags.average > 0:
        p = [part / (1 - flags.average ** updates) for part in a]
    return p, gradient(flags.loss, 0, p, x, y, w)[0]


def named(parameters):
    b1, w1, b2, w2 = (part.tolist() for part in parameters)
    return {"layers": [{"name": "hidden1", "activation": "tanh", "bias": b1, "weights": w1},
                       {"name": "output", "activation": "identity", "bias": b2, "weights": w2}]}


def main():
    rows = make_table()
    table = numpy.array(rows)
    cases = []
    for number, (name, text) in enumerate(CASES):
        words = shlex.split(text) + ["--iterations", str(ITERATIONS)]
        start = draw_start(number)
        end, loss = train(flags_of(words), table, start)
        shape = ["--features", "east,north", "--target", "height", "--task", "regress", "--hidden", str(HIDDEN),
                 "--activation", "tanh"]
        cases.append({"name": name, "arguments": shape + words, "data": "hills.csv", "start": named(start),
                      "end": named(end), "loss": loss})
    text = "east,north,trust,height\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    lines = ",\n".join("  " + json.dumps(case) for case in cases)
    print(f'{{"made_by": "scripts/golden/recipes.py, NumPy",\n "tables": {{"hills.csv": {json.dumps(text)}}},\n'
          f' "cases": [\n{lines}]}}')


main()
