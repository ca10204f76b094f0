#!/usr/bin/python3
"""What PyTorch makes of small training jobs that nntrain can do too: for each case of the table below the flags,
the weights at the start, and the weights and the loss at the end. Gradients are autograd's, updates those of
torch.optim, all in double precision. Fails if a case is so sensitive that rounding could show in it.

    scripts/golden/pytorch.py > tests/golden/torch.json

On another processor PyTorch may round differently, in the last digits.
"""
import argparse
import csv
import io
import json
import pathlib
import shlex
import sys

import numpy
import torch
from torch.nn import functional

TOP = pathlib.Path(__file__).resolve().parents[2]
NOTES, TREES, FRUIT, HILLS = "data/banknotes.txt", "trees.csv", "fruit.csv", "hills.csv"
TWO = "--features variance,entropy"
BARK = "--features girth,height,crown"
SLOPE = "--features east,north"

# Name, data, flags. A pass over the rows is 1 update, or: NOTES in batches of 100: 14 (the last of 72 rows);
# TREES (60 rows) of 25: 3 (the last of 10); HILLS (50 rows) of 16: 4 (the last of 2); FRUIT (40) of 10: 4.
CASES = [
    # Losses, and networks for two classes
    ("the lecture's network, sse", NOTES, f"{TWO} --hidden 5 --learning-rate 0.001"),
    ("half-sse", NOTES, f"{TWO} --hidden 5 --loss half-sse --learning-rate 0.002"),
    ("mse", NOTES, f"{TWO} --hidden 5 --loss mse --learning-rate 1"),
    ("half-mse, tanh", NOTES, f"{TWO} --hidden 4 --activation tanh --loss half-mse --learning-rate 1"),
    ("cross-entropy, one sigmoid", NOTES, f"{TWO} --hidden 5 --loss cross-entropy --learning-rate 0.5"),
    ("no hidden layer", NOTES, "--hidden 0 --loss cross-entropy --learning-rate 0.2"),
    ("two hidden layers", NOTES, "--hidden 4,3 --activation sigmoid,tanh --loss mse --learning-rate 0.5"),
    ("three hidden layers", NOTES, f"{TWO} --hidden 4,3,2 --activation tanh --loss cross-entropy --learning-rate 0.05"),
    ("relu", NOTES, "--hidden 4 --activation relu --loss cross-entropy --learning-rate 0.05"),
    ("no bias", NOTES, "--hidden 4 --activation tanh --no-bias --loss mse --learning-rate 0.5"),
    ("identity output for classes", FRUIT, "--hidden 4 --output-activation identity --loss mse --learning-rate 0.05"),
    ("classes as text", FRUIT, "--hidden 3 --loss sse --learning-rate 0.05"),
    # Three classes
    ("softmax, cross-entropy, both by default", TREES, f"{BARK} --hidden 4 --learning-rate 0.3"),
    ("softmax, cross-entropy, no hidden layer", TREES, f"{BARK} --hidden 0 --loss cross-entropy --learning-rate 0.2"),
    ("softmax, mse", TREES, f"{BARK} --hidden 4 --output-activation softmax --loss mse --learning-rate 0.5"),
    ("softmax, half-sse, relu", TREES, f"{BARK} --hidden 5,4 --activation relu,tanh --output-activation softmax "
     "--loss half-sse --learning-rate 0.005"),
    ("three sigmoids, sse", TREES, f"{BARK} --hidden 4 --output-activation sigmoid --loss sse --learning-rate 0.02"),
    ("three sigmoids, cross-entropy", TREES, f"{BARK} --hidden 4 --output-activation sigmoid --loss cross-entropy "
     "--learning-rate 0.3"),
    # Regression
    ("regression by default", HILLS, f"{SLOPE} --hidden 5 --activation tanh --learning-rate 0.05"),
    ("regression, relu, half-mse", HILLS, f"{SLOPE} --task regress --hidden 5,3 --activation relu,sigmoid "
     "--loss half-mse --learning-rate 0.1"),
    ("regression, no hidden layer, half-sse", HILLS, f"{SLOPE} --hidden 0 --loss half-sse --learning-rate 0.01"),
    # Momentum and Nesterov
    ("momentum", NOTES, f"{TWO} --hidden 5 --loss mse --learning-rate 0.3 --momentum 0.9"),
    ("momentum, sse", NOTES, f"{TWO} --hidden 5 --learning-rate 0.0002 --momentum 0.8"),
    ("Nesterov", NOTES, f"{TWO} --hidden 5 --loss mse --learning-rate 0.3 --momentum 0.9 --nesterov"),
    ("Nesterov, regression", HILLS, f"{SLOPE} --hidden 4,3 --activation tanh --learning-rate 0.02 --momentum 0.9 "
     "--nesterov"),
    # Adam
    ("adam", NOTES, f"{TWO} --hidden 5 --loss cross-entropy --optimizer adam --learning-rate 0.01"),
    ("adam, sse, two hidden layers", NOTES, "--hidden 4,3 --activation tanh --optimizer adam --learning-rate 0.02"),
    ("adam, three classes, relu", TREES, f"{BARK} --hidden 5 --activation relu --optimizer adam --learning-rate 0.01"),
    ("adam, regression", HILLS, f"{SLOPE} --hidden 4 --activation tanh --loss sse --optimizer adam "
     "--learning-rate 0.02"),
    # Shrinking the weights
    ("l2", NOTES, f"{TWO} --hidden 5 --loss mse --learning-rate 1 --l2 0.01"),
    ("l2, sse, no bias", NOTES, f"{TWO} --hidden 4 --no-bias --learning-rate 0.001 --l2 3"),
    ("l2 with momentum, three classes", TREES, f"{BARK} --hidden 4 --learning-rate 0.1 --momentum 0.7 --l2 0.05"),
    ("l2 with adam", NOTES, f"{TWO} --hidden 5 --loss cross-entropy --optimizer adam --learning-rate 0.02 --l2 0.02"),
    # Batches, the last one smaller
    ("batches, sse", NOTES, f"{TWO} --hidden 5 --learning-rate 0.01 --batch-size 100 --no-shuffle --iterations 7"),
    ("batches, cross-entropy, l2", TREES, f"{BARK} --hidden 4 --learning-rate 0.2 --l2 0.01 --batch-size 25 "
     "--no-shuffle --iterations 33"),
    ("batches, Nesterov, mse", HILLS, f"{SLOPE} --hidden 4 --activation tanh --loss mse --learning-rate 0.02 "
     "--momentum 0.8 --nesterov --batch-size 16 --no-shuffle --iterations 25"),
    ("batches, adam", NOTES, "--hidden 4 --activation tanh --loss mse --optimizer adam --learning-rate 0.01 "
     "--batch-size 100 --no-shuffle --iterations 7"),
    ("one batch larger than the data", HILLS, f"{SLOPE} --hidden 3 --loss mse --learning-rate 0.1 --batch-size 1000 "
     "--no-shuffle"),
    # Weights of classes and rows
    ("class weights, sse", NOTES, f"{TWO} --hidden 4 --learning-rate 0.001 --class-weights 0=1,1=2.5"),
    ("class weights, cross-entropy", TREES, f"{BARK} --hidden 4 --learning-rate 0.3 "
     "--class-weights ash=1,elm=0.25,oak=4"),
    ("class weights, text, adam", FRUIT, "--hidden 3 --loss mse --optimizer adam --learning-rate 0.05 "
     "--class-weights apple=3,pear=1"),
    ("class weights, batches", TREES, f"{BARK} --hidden 4 --learning-rate 0.2 --class-weights ash=1,elm=0.5,oak=3 "
     "--batch-size 25 --no-shuffle --iterations 33"),
    ("row weights, regression", HILLS, f"{SLOPE} --hidden 4 --activation tanh --loss mse --learning-rate 0.05 "
     "--weights-column trust"),
    ("row weights, batches, half-mse", HILLS, f"{SLOPE} --hidden 4 --activation tanh --loss half-mse "
     "--learning-rate 0.05 --weights-column trust --batch-size 16 --no-shuffle --iterations 25"),
    ("row weights, three classes, half-sse", TREES, f"{BARK} --hidden 4 --loss half-sse --output-activation softmax "
     "--learning-rate 0.02 --weights-column trust"),
    ("row and class weights", TREES, f"{BARK} --hidden 4 --learning-rate 0.3 --weights-column trust "
     "--class-weights ash=2,elm=1,oak=0.5"),
    # Scaling: the mean and the standard deviation are those of the rows, the latter with n below the line
    ("standard scaling", NOTES, "--hidden 4 --scale standard --loss cross-entropy --learning-rate 0.5"),
]

# The same start moved by this much must end within that much of the same end.
MOVE, MOST = 1e-13, 1e-11


def flags_of(words):
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for name, kind, default in [
            ("features", str, None), ("task", str, "auto"), ("hidden", str, "5"), ("activation", str, "sigmoid"),
            ("output-activation", str, "auto"), ("loss", str, "auto"), ("optimizer", str, "gd"),
            ("learning-rate", float, None), ("momentum", float, 0.0), ("l2", float, 0.0), ("batch-size", int, None),
            ("iterations", int, None), ("scale", str, "none"), ("class-weights", str, None),
            ("weights-column", str, None)]:
        parser.add_argument("--" + name, type=kind, default=default)
    for name in "nesterov", "no-shuffle", "no-bias":
        parser.add_argument("--" + name, action="store_true")
    return parser.parse_args(words)


# ---- Data ----

def csv_text(header, rows):
    return "\n".join([header] + [",".join(map(str, row)) for row in rows]) + "\n"


def make_tables():
    """Small tables in the order that batches see them; the target is the last column."""
    draw = numpy.random.RandomState(2024)

    trees = []
    middles = {"oak": (1.2, 0.5, 0.9), "ash": (-0.8, 1.1, -0.4), "elm": (0.1, -0.9, 0.6)}
    for row in range(60):
        kind = ("oak", "ash", "elm")[draw.randint(3)]
        trees.append([f"{m + 0.8 * draw.randn():.3f}" for m in middles[kind]]
                     + [(0.5, 1, 2, 3.25)[draw.randint(4)], kind])

    fruit = []
    for row in range(40):
        kind = ("pear", "apple")[draw.randint(2)]
        middle = 0.6 if kind == "pear" else -0.4
        fruit.append([f"{middle + draw.randn():.3f}", f"{-middle + draw.randn():.3f}", kind])

    hills = []
    for row in range(50):
        east, north = draw.uniform(-2, 2, 2).round(3)
        height = numpy.sin(east) + 0.3 * north * north - 0.5 + 0.1 * draw.randn()
        hills.append([east, north, (0.25, 0.5, 1, 2)[draw.randint(4)], f"{height:.4f}"])

    return {TREES: csv_text("girth,height,crown,trust,kind", trees), FRUIT: csv_text("weight,length,kind", fruit),
            HILLS: csv_text("east,north,trust,height", hills)}


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


class Problem:
    """A table as the flags see it: x, y (one column for numbers and two classes, else one per class), weights."""

    def __init__(self, text, flags):
        table = list(csv.DictReader(io.StringIO(text)))
        names = list(table[0])
        features = flags.features.split(",") if flags.features else names[:-1]
        target = [row[names[-1]] for row in table]

        self.x = torch.tensor([[float(row[name]) for name in features] for row in table])
        if flags.scale == "standard":
            self.x = (self.x - self.x.mean(0)) / self.x.std(0, unbiased=False)

        self.classes = []
        labels = sorted(set(target))
        if flags.task == "classify" or not is_number(labels[0]) or len(labels) == 2:
            self.classes = labels
        if not self.classes:
            self.y = torch.tensor([[float(value)] for value in target])
        elif len(self.classes) == 2:
            self.y = torch.tensor([[float(label == self.classes[1])] for label in target])
        else:
            self.y = torch.tensor([[float(label == one) for one in self.classes] for label in target])

        self.weights = torch.ones(len(table))
        if flags.weights_column:
            self.weights *= torch.tensor([float(row[flags.weights_column]) for row in table])
        if flags.class_weights:
            of_class = dict(pair.split("=") for pair in flags.class_weights.split(","))
            self.weights *= torch.tensor([float(of_class[label]) for label in target])


# ---- Network ----

def activations_of(flags, problem):
    hidden = [] if flags.hidden == "0" else flags.hidden.split(",")
    given = flags.activation.split(",")
    output = flags.output_activation
    if output == "auto":
        output = "identity" if not problem.classes else "sigmoid" if len(problem.classes) == 2 else "softmax"
    return (given * len(hidden) if len(given) == 1 else given) + [output]


def loss_name_of(flags, problem):
    if flags.loss != "auto":
        return flags.loss
    return "mse" if not problem.classes else "sse" if len(problem.classes) == 2 else "cross-entropy"


def draw_start(flags, problem, seed):
    """Layers of (bias, weights: inputs x units), of few digits."""
    draw = numpy.random.RandomState(seed)
    hidden = [] if flags.hidden == "0" else [int(units) for units in flags.hidden.split(",")]
    sizes = [problem.x.shape[1]] + hidden + [problem.y.shape[1]]
    layers = []
    for inputs, units in zip(sizes, sizes[1:]):
        bias = None if flags.no_bias else torch.tensor((0.5 * draw.randn(units)).round(3))
        layers.append((bias, torch.tensor((0.7 * draw.randn(inputs, units)).round(3))))
    return layers


def forward(layers, activations, x):
    """What goes into the last activation, and what comes out of it."""
    apply = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "identity": lambda z: z,
             "softmax": lambda z: torch.softmax(z, 1)}
    z, out = None, x
    for (bias, weights), activation in zip(layers, activations):
        z = out @ weights if bias is None else out @ weights + bias
        out = apply[activation](z)
    return z, out


def data_loss(loss, layers, activations, x, y, weights):
    z, out = forward(layers, activations, x)
    if loss == "cross-entropy":
        if activations[-1] == "softmax":
            of_row = functional.cross_entropy(z, y, reduction="none")
        else:
            of_row = functional.binary_cross_entropy_with_logits(z, y, reduction="none").sum(1)
    else:
        of_row = ((out - y) ** 2).sum(1)
    total = (weights * of_row).sum()
    return {"sse": total, "half-sse": total / 2, "mse": total / weights.sum(),
            "half-mse": total / (2 * weights.sum()), "cross-entropy": total / weights.sum()}[loss]


# ---- Training ----

def train(flags, problem, start):
    """The layers after all passes, and the loss on all rows (without the penalty of --l2) before and after."""
    activations, loss = activations_of(flags, problem), loss_name_of(flags, problem)
    layers = [(None if bias is None else bias.clone().requires_grad_(), weights.clone().requires_grad_())
              for bias, weights in start]
    groups = [{"params": [weights for _, weights in layers], "weight_decay": flags.l2},
              {"params": [bias for bias, _ in layers if bias is not None], "weight_decay": 0.0}]
    if flags.optimizer == "adam":
        optimizer = torch.optim.Adam(groups, lr=flags.learning_rate)
    else:
        optimizer = torch.optim.SGD(groups, lr=flags.learning_rate, momentum=flags.momentum, nesterov=flags.nesterov)

    def loss_on(rows):
        return data_loss(loss, layers, activations, problem.x[rows], problem.y[rows], problem.weights[rows])

    everything = slice(None)
    batches = torch.arange(len(problem.x)).split(flags.batch_size) if flags.batch_size else [everything]
    before = loss_on(everything).item()
    for _ in range(flags.iterations):
        for rows in batches:
            optimizer.zero_grad()
            loss_on(rows).backward()
            optimizer.step()
    after = loss_on(everything).item()
    return [(None if bias is None else bias.detach(), weights.detach()) for bias, weights in layers], before, after


def distance(some, others):
    return max((a - b).abs().max().item() for one, other in zip(some, others) for a, b in zip(one, other)
               if a is not None)


def moved(layers, seed):
    draw = numpy.random.RandomState(seed)
    return [tuple(None if part is None else part + MOVE * torch.tensor(draw.choice([-1.0, 1.0], part.shape))
                  for part in layer) for layer in layers]


def named(layers, activations):
    """The layers as --init-from reads them."""
    out = []
    for number, ((bias, weights), activation) in enumerate(zip(layers, activations), 1):
        layer = {"name": "output" if number == len(layers) else f"hidden{number}", "activation": activation}
        if bias is not None:
            layer["bias"] = bias.tolist()
        layer["weights"] = weights.tolist()
        out.append(layer)
    return {"layers": out}


def solve(number, name, data, flag_text, tables, problems):
    """The case as it is to be written; what is wrong with it goes to problems."""
    words = shlex.split(flag_text)
    if "--iterations" not in words:
        words += ["--iterations", "100"]
    flags = flags_of(words)
    problem = Problem(tables[data] if data in tables else (TOP / data).read_text(), flags)
    start = draw_start(flags, problem, 100 + number)
    end, before, after = train(flags, problem, start)

    spread = max(distance(end, train(flags, problem, moved(start, seed))[0]) for seed in range(3))
    way = distance(start, end)
    print(f"{name:42} loss {before:10.4f} -> {after:10.4f}, way {way:7.3f}, spread {spread:.1e}", file=sys.stderr)
    if not spread < MOST:
        problems.append(f"'{name}' is too sensitive: {MOVE} at the start makes {spread} at the end")
    if not (after < before and way > 0.01):
        problems.append(f"'{name}' learns nothing")

    activations = activations_of(flags, problem)
    return {"name": name, "arguments": words, "data": data, "start": named(start, activations),
            "end": named(end, activations), "loss": after}


def written(case):
    """One case as JSON, a line for each layer; numbers round-trip."""
    lines = []
    for key, value in case.items():
        if key in ("start", "end"):
            layers = ",\n    ".join(json.dumps(layer) for layer in value["layers"])
            lines.append(f'"{key}": {{"layers": [\n    {layers}]}}')
        else:
            lines.append(f'"{key}": {json.dumps(value)}')
    return "  {" + ",\n   ".join(lines) + "}"


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    tables = make_tables()
    problems = []
    cases = [written(solve(number, *case, tables, problems)) for number, case in enumerate(CASES)]
    if problems:
        sys.exit("golden_torch: " + "\n".join(problems))
    print('{"made_by": ' + json.dumps("scripts/golden/pytorch.py, PyTorch " + torch.__version__) + ",")
    print(' "tables": {\n  ' + ",\n  ".join(f"{json.dumps(name)}: {json.dumps(text)}" for name, text in tables.items())
          + "},")
    print(' "cases": [\n' + ",\n".join(cases) + "\n]}")


main()
