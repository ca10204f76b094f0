#!/usr/bin/python3
"""The lecture's network in scikit-learn: its classifier of logistic units, plain gradient descent over all rows at
once, no momentum, no penalty, a fixed number of iterations. Prints the seconds of fit() (start-up and reading apart)
and the accuracy.

    scripts/peers/lecture_sklearn.py FILE HIDDEN ITERATIONS RATE SEED

The classifier knows one loss, the mean log loss, which costs no more time than the squared error; RATE is times the
rows, since the lecture's loss is a sum.
"""
import sys
import time
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

path, hidden, iterations, rate, seed = sys.argv[1:]
notes = np.genfromtxt(path, delimiter=",", names=True)
X = np.column_stack([notes["variance"], notes["entropy"]])
y = notes["classification"].astype(int)

model = MLPClassifier(hidden_layer_sizes=(int(hidden),), activation="logistic", solver="sgd", alpha=0,
                      batch_size=len(X), learning_rate_init=float(rate) * len(X), momentum=0, shuffle=False,
                      max_iter=int(iterations), tol=0, n_iter_no_change=int(iterations) + 1,
                      random_state=int(seed))
warnings.simplefilter("ignore", ConvergenceWarning)  # the number of iterations is meant
begun = time.perf_counter()
model.fit(X, y)
seconds = time.perf_counter() - begun
if model.n_iter_ != int(iterations):
    sys.exit(f"scikit-learn stopped after {model.n_iter_} iterations")

print(f"{seconds:.6f}\t{model.score(X, y)}")
