"""What takes part: each measures one fold, as (predictions, seconds of processor time). Predictions are
probabilities, rows x classes, or numbers."""
import csv
import os
import shlex
import subprocess
import tempfile
import time
import warnings

import numpy
import sklearn.compose
import sklearn.ensemble
import sklearn.impute
import sklearn.linear_model
import sklearn.neural_network
import sklearn.pipeline
import sklearn.preprocessing

import tables

# Every table is read the same way by all recipes; a table of nothing but text does not show its header.
COMMON = ["--header", "yes", "--unseen", "zero", "--missing", "mean", "--seed", "1", "--threads", "1", "--quiet"]
TASK = {"classes": ["--task", "classify"], "numbers": ["--task", "regress"]}


class Failed(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code

    def __reduce__(self):
        return Failed, (self.code, str(self))


# --- nntrain ---

def run_nntrain(program, flags, table, repeat, fold):
    """Runs the program; returns (the rows of its predictions of the test rows, processor seconds)."""
    train, test = table.paths(repeat, fold)
    with tempfile.TemporaryDirectory(prefix="quality.") as folder, tempfile.TemporaryFile() as err:
        predictions = os.path.join(folder, "predictions.csv")
        command = [program, "--data", train, "--test", test, "--predictions", predictions, *TASK[table.task], *COMMON,
                   *flags]
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            err.seek(0)
            raise Failed(child.returncode, f"exit code {child.returncode}: {shlex.join(command)}\n"
                         + err.read().decode(errors="replace").strip())
        with open(predictions, newline="", encoding="utf-8") as file:
            names, *rows = csv.reader(file)
    return names, [row for row in rows if row[1] == "test"], usage.ru_utime + usage.ru_stime


def measure_nntrain(program, flags, table, repeat, fold):
    names, rows, cpu = run_nntrain(program, shlex.split(flags), table, repeat, fold)
    if table.task == "numbers":
        return numpy.array([float(row[3]) for row in rows]), cpu
    probabilities = numpy.zeros((len(rows), len(table.classes)))
    of_class = {name.removeprefix("probability:"): i for i, name in enumerate(names) if name.startswith("probability")}
    if "probability" in of_class:  # of two classes: that of the second, by the order of the training rows' classes
        raise Failed(0, f"{table.name}: no probability for each class")
    for label, i in of_class.items():
        probabilities[:, table.classes.index(label)] = [float(row[i]) for row in rows]
    return probabilities, cpu


def overhead_nntrain(program, table):
    """Processor seconds of a run without training: the start, reading, and the predictions' file."""
    return min(run_nntrain(program, ["--iterations", "0", "--hidden", "0"], table, 1, 0)[2] for _ in range(3))


# --- scikit-learn ---

def features_and_target(path, table):
    _, rows = tables.read_table(path)
    features = numpy.array([[numpy.nan if cell == "" else cell if i in table.text else float(cell)
                             for i, cell in enumerate(row[:-1])] for row in rows],
                           dtype=object if table.text else float)
    target = numpy.array([row[-1] for row in rows])
    return features, target if table.classes else target.astype(float)


def prepared(table, model, scaled=True):
    """Numbers: the mean where missing, standardised. Text: the most frequent where missing (a level of its own
    did worse), one-hot, not standardised (that did worse too)."""
    numbers = [i for i in range(len(table.names) - 1) if i not in table.text]
    steps = [sklearn.impute.SimpleImputer(keep_empty_features=True)] + (
        [sklearn.preprocessing.StandardScaler()] if scaled else [])
    of_numbers = sklearn.pipeline.make_pipeline(*steps)
    of_text = sklearn.pipeline.make_pipeline(sklearn.impute.SimpleImputer(strategy="most_frequent"),
                                             sklearn.preprocessing.OneHotEncoder(handle_unknown="ignore"))
    prepare = sklearn.compose.ColumnTransformer([("numbers", of_numbers, numbers), ("text", of_text, table.text)],
                                                sparse_threshold=0)
    return sklearn.pipeline.make_pipeline(prepare, model)


def on_standard_target(model):
    return sklearn.compose.TransformedTargetRegressor(model, transformer=sklearn.preprocessing.StandardScaler())


def mlp(table, seed):
    if table.classes:
        return prepared(table, sklearn.neural_network.MLPClassifier(max_iter=400, random_state=seed))
    return prepared(table, on_standard_target(sklearn.neural_network.MLPRegressor(max_iter=400, random_state=seed)))


def mlp_raw(table, seed):
    if table.classes:
        return None
    return prepared(table, sklearn.neural_network.MLPRegressor(max_iter=400, random_state=seed))


def linear(table, seed):
    if table.classes:
        return prepared(table, sklearn.linear_model.LogisticRegression(max_iter=1000, random_state=seed))
    return prepared(table, sklearn.linear_model.RidgeCV(alphas=numpy.logspace(-3, 3, 7)))


def forest(table, seed):
    kind = sklearn.ensemble.RandomForestClassifier if table.classes else sklearn.ensemble.RandomForestRegressor
    return prepared(table, kind(random_state=seed))


def boosting(table, seed):
    kind = (sklearn.ensemble.HistGradientBoostingClassifier if table.classes
            else sklearn.ensemble.HistGradientBoostingRegressor)
    return prepared(table, kind(random_state=seed))


# What they are is part of their results' key: change the text with the function.
SKLEARN = {"MLP": (mlp, "MLP(max_iter=400); a number target standardised"),
           "linear": (linear, "LogisticRegression(max_iter=1000) or RidgeCV(logspace(-3, 3, 7))"),
           "forest": (forest, "RandomForest, 100 trees"),
           "boosting": (boosting, "HistGradientBoosting"),
           "MLP-raw": (mlp_raw, "MLP(max_iter=400) on the raw target")}


def measure_sklearn(name, table, repeat, fold):
    train, test = (features_and_target(path, table) for path in table.paths(repeat, fold))
    model = SKLEARN[name][0](table, 100 * repeat + fold + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 400 epochs not being enough, categories not seen in training
        begun = time.process_time()
        model.fit(*train)
        cpu = time.process_time() - begun
        if not table.classes:
            return numpy.asarray(model.predict(test[0]), float).ravel(), cpu
        probabilities = numpy.zeros((len(test[0]), len(table.classes)))
        probabilities[:, numpy.searchsorted(table.classes, model.classes_)] = model.predict_proba(test[0])
    return probabilities, cpu
