#!/usr/bin/python3
"""The lecture's experiment as one writes it in numpy: whole matrices, all rows at once, the exact gradient of the
summed squared error. Prints the seconds of training (start-up and reading apart) and the accuracy.

    scripts/peers/lecture_numpy.py FILE HIDDEN ITERATIONS RATE SEED
"""
import sys
import time

import numpy as np

path, hidden, iterations, rate, seed = sys.argv[1:]
hidden, iterations, rate = int(hidden), int(iterations), float(rate)
random = np.random.default_rng(int(seed))

notes = np.genfromtxt(path, delimiter=",", names=True)
X = np.column_stack([notes["variance"], notes["entropy"]])
y = notes["classification"].reshape(-1, 1)
W1, b1 = random.standard_normal((X.shape[1], hidden)), random.standard_normal(hidden)
W2, b2 = random.standard_normal((hidden, 1)), random.standard_normal(1)


def forward():
    h = 1 / (1 + np.exp(-(X @ W1 + b1)))
    return h, 1 / (1 + np.exp(-(h @ W2 + b2)))


begun = time.perf_counter()
for _ in range(iterations):
    h, yhat = forward()
    delta2 = 2 * yhat * (1 - yhat) * (yhat - y)
    delta1 = h * (1 - h) * (delta2 @ W2.T)
    W2 -= rate * (h.T @ delta2)
    b2 -= rate * delta2.sum(axis=0)
    W1 -= rate * (X.T @ delta1)
    b1 -= rate * delta1.sum(axis=0)
seconds = time.perf_counter() - begun

print(f"{seconds:.6f}\t{((forward()[1] > 0.5) == y).mean()}")
