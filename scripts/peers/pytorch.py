#!/usr/bin/python3
"""A network of sigmoids trained as one writes it in PyTorch: plain gradient descent over all rows at once. Prints
the seconds of training (start-up and reading apart) and the accuracy.

    scripts/peers/pytorch.py FILE INPUTS HIDDEN LOSS ITERATIONS RATE THREADS SEED [float32]

INPUTS and HIDDEN are lists with commas (names of columns, or all; units of each hidden layer), LOSS is sum or mean
(of the squared errors). The target is the last column. The weights start as nntrain's do, normal. All numbers are
doubles, as in nntrain, or float32, which is what PyTorch takes unless it is told otherwise.
"""
import sys
import time

import numpy
import torch

path, inputs, hidden, loss, iterations, rate, threads, seed = sys.argv[1:9]
dtype = torch.float32 if sys.argv[9:] == ["float32"] else torch.float64
torch.manual_seed(int(seed))
torch.set_num_threads(int(threads))
torch.set_default_dtype(dtype)

with open(path) as file:
    names = file.readline().strip().split(",")
table = torch.from_numpy(numpy.loadtxt(path, delimiter=",", skiprows=1)).to(dtype)
columns = list(range(len(names) - 1)) if inputs == "all" else [names.index(name) for name in inputs.split(",")]
x, y = table[:, columns].contiguous(), table[:, -1:].contiguous()

sizes = [len(columns)] + [int(units) for units in hidden.split(",")] + [1]
layers = []
for width, units in zip(sizes, sizes[1:]):
    layers += [torch.nn.Linear(width, units), torch.nn.Sigmoid()]
model = torch.nn.Sequential(*layers)
for parameter in model.parameters():
    torch.nn.init.normal_(parameter)
loss_of = torch.nn.MSELoss(reduction=loss)
optimizer = torch.optim.SGD(model.parameters(), lr=float(rate))

begun = time.perf_counter()
for _ in range(int(iterations)):
    optimizer.zero_grad()
    loss_of(model(x), y).backward()
    optimizer.step()
seconds = time.perf_counter() - begun

with torch.no_grad():
    accuracy = ((model(x) > 0.5) == (y > 0.5)).double().mean().item()
print(f"{seconds:.6f}\t{accuracy}")
