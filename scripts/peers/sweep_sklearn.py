#!/usr/bin/python3
"""The settings of the job sweep in scikit-learn: GridSearchCV over networks of logistic units, plain gradient descent
over all rows at once, no momentum, no penalty, a fixed number of iterations. Either as GridSearchCV comes: 5 folds, and
the best setting trained once more; or with one split into training and held-out rows alone, as the job does it in nntrain.
Prints the seconds of fit() (start-up and reading apart) and the best accuracy of the held-out rows.

    scripts/peers/sweep_sklearn.py FILE HIDDEN,... RATE,... SEEDS ITERATIONS JOBS folds|split

RATE is times the rows, since nntrain's loss is a sum and the classifier's a mean.
"""
import os
import sys
import time
import warnings

import numpy as np
from sklearn.model_selection import GridSearchCV, PredefinedSplit, train_test_split
from sklearn.neural_network import MLPClassifier

path, hidden, rates, seeds, iterations, jobs, how = sys.argv[1:]
notes = np.genfromtxt(path, delimiter=",", names=True)
X = np.column_stack([notes[name] for name in notes.dtype.names[:-1]])
y = notes["classification"].astype(int)
training, held_out = train_test_split(np.arange(len(X)), test_size=0.2, stratify=y, random_state=1)
split = np.full(len(X), -1)
split[held_out] = 0

model = MLPClassifier(activation="logistic", solver="sgd", alpha=0, batch_size=len(training), momentum=0, shuffle=False,
                      max_iter=int(iterations), tol=0, n_iter_no_change=int(iterations) + 1)
grid = {"hidden_layer_sizes": [(int(units),) for units in hidden.split(",")],
        "learning_rate_init": [float(rate) * len(training) for rate in rates.split(",")],
        "random_state": list(range(1, int(seeds) + 1))}
os.environ["PYTHONWARNINGS"] = "ignore"  # for the worker processes: the number of iterations is meant
warnings.simplefilter("ignore")
one_split = {"cv": PredefinedSplit(split), "refit": False}
search = GridSearchCV(model, grid, n_jobs=int(jobs), **(one_split if how == "split" else {}))
begun = time.perf_counter()
search.fit(X, y)
seconds = time.perf_counter() - begun

print(f"{seconds:.6f}\t{search.best_score_}")
