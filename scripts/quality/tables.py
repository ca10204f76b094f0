"""The tables of tables.txt as files, and what they come from."""
import csv
import hashlib
import json
import os
import shutil
import subprocess

import numpy
import sklearn.datasets
import sklearn.model_selection

import generators

HERE = os.path.dirname(os.path.realpath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
MOST_ROWS = 2000
BANDS = 10  # of a number target, by its quantiles: folds are stratified by them
IN_PYTHON = ("nntrain", "sklearn", "statsmodels", "generator")


class Complaint(Exception):
    """What is wrong with what was asked for; the program ends with it."""


def write_whole(path, write, mode="w"):
    """Lets `write` fill a file that appears under its name only when it is complete."""
    part = f"{path}.{os.getpid()}.part"
    with open(part, mode, **({} if "b" in mode else {"newline": "", "encoding": "utf-8"})) as file:
        write(file)
    os.replace(part, path)


def write_table(path, names, rows):
    def write(file):
        table = csv.writer(file, lineterminator="\n")
        table.writerow(names)
        table.writerows(rows)
    write_whole(path, write)


def read_table(path):
    with open(path, newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    return names, rows


def hash_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:16]


class Entry:
    """A line of tables.txt."""

    def __init__(self, line):
        self.half, self.task, self.name, self.package, self.object, self.target, *options = line.split()
        self.options = dict(option.split("=", 1) for option in options)
        if self.half not in ("choose", "confirm", "check") or self.task not in ("classes", "numbers"):
            raise Complaint(f"tables.txt: not a half and a task: {line}")
        if set(self.options) - {"drop", "group", "together", "frame", "folds", "draws"}:
            raise Complaint(f"tables.txt: an unknown option: {line}")

    def listed(self, option):
        return [name for name in self.options.get(option, "").split(",") if name]


def entries(path=os.path.join(HERE, "tables.txt")):
    with open(path, encoding="utf-8") as file:
        lines = [line.split("#")[0].strip() for line in file]
    return [Entry(line) for line in lines if line]


# --- from a package to all.csv ---

def text_of(value):
    if isinstance(value, str):
        return value
    return "" if value != value else repr(float(value)).removesuffix(".0")


def from_python(entry):
    """Names, and rows of text with the target last."""
    if entry.package == "generator":
        return generators.generate(entry.object)
    if entry.package == "nntrain":
        names, rows = read_table(os.path.join(TOP, "data", entry.object))
        return names[:-1] + ["target"], rows
    if entry.package == "sklearn":
        data = getattr(sklearn.datasets, "load_" + entry.object)()
        labels = data.get("target_names")
        rows = [[text_of(cell) for cell in row] + [text_of(label) if labels is None else str(labels[label])]
                for row, label in zip(data.data, data.target)]
        return [str(feature) for feature in data.feature_names] + ["target"], rows
    import statsmodels.datasets  # slow, and needed by few
    frame = getattr(statsmodels.datasets, entry.object).load_pandas().data
    names = [name for name in frame.columns if name != entry.target and name not in entry.listed("drop")]
    rows = [[text_of(cell) for cell in row] for row in frame[names + [entry.target]].values.tolist()]
    return names + ["target"], rows


def from_r(entry, folder):
    os.makedirs(folder, exist_ok=True)
    line = [entry.name, entry.package, entry.object, entry.target] + [
        entry.options.get(option, "") for option in ("frame", "drop", "group", "together")]
    subprocess.run(["Rscript", "--vanilla", os.path.join(HERE, "tables.R"), folder], input="\t".join(line) + "\n",
                   text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return read_table(os.path.join(folder, entry.name + ".csv"))


def strata_of(task, target):
    """What folds and samples are stratified by: the class, or the band of the number."""
    if task == "classes":
        return numpy.unique(target, return_inverse=True)[1]
    numbers = numpy.array([float(value) for value in target])
    return numpy.searchsorted(numpy.quantile(numbers, numpy.arange(1, BANDS) / BANDS), numbers)


def sample(rows, strata):
    if len(rows) <= MOST_ROWS:
        return rows
    counts = numpy.bincount(strata)
    kept, _ = sklearn.model_selection.train_test_split(
        range(len(rows)), train_size=MOST_ROWS, random_state=1,
        stratify=strata if counts[counts > 0].min() >= 2 else None)
    return [rows[i] for i in sorted(kept)]


def make_table(entry, home):
    """Writes HOME/all.csv and HOME/origin.json: the rows before sampling, and the group of each row, or null."""
    shutil.rmtree(home, ignore_errors=True)
    os.makedirs(home)
    names, rows = from_python(entry) if entry.package in IN_PYTHON else from_r(entry, home + ".raw")
    before = len(rows)
    rows = sample(rows, strata_of(entry.task, [row[-1] for row in rows]))
    groups = None
    if entry.options.keys() & {"group", "together"}:
        assert names[-2] == ".group"
        groups = [row[-2] for row in rows]
        names, rows = names[:-2] + names[-1:], [row[:-2] + row[-1:] for row in rows]
    write_table(os.path.join(home, "all.csv"), names, rows)
    write_whole(os.path.join(home, "origin.json"), lambda file: json.dump({"rows": before, "groups": groups}, file))
