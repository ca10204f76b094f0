"""A table and the files of its folds: FOLDER/tables/NAME/all.csv, and TRAIN and TEST files beside it."""
import hashlib
import json
import os
import warnings

import numpy
import sklearn.model_selection

from tables import Complaint, hash_of, make_table, read_table, strata_of, write_table, write_whole

def split(rows, task, target, groups, folds, repeat):
    """The folds' numbers of rows, (train, test): stratified, groups kept whole. Small classes may miss in a fold."""
    strata = strata_of(task, target)
    if groups is None:
        splitter = sklearn.model_selection.StratifiedKFold(folds, shuffle=True, random_state=repeat)
    else:
        splitter = sklearn.model_selection.StratifiedGroupKFold(folds, shuffle=True, random_state=repeat)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # classes with fewer rows than folds
        return list(splitter.split(range(rows), strata, groups))


def draw(rows, draws, train_rows, repeat):
    """`draws` times `train_rows` rows at random to train on, and the others."""
    random = numpy.random.default_rng([1, repeat])
    orders = [random.permutation(rows) for _ in range(draws)]
    return [(numpy.sort(order[:train_rows]), numpy.sort(order[train_rows:])) for order in orders]


class Table:
    """name, task, the numbers of rows, classes (sorted), and of each repeat the files of its folds."""

    def __init__(self, entry, folder, folds):
        self.entry, self.name, self.task = entry, entry.name, entry.task
        self.home = os.path.join(folder, "tables", entry.name)
        origin = os.path.join(self.home, "origin.json")
        told = os.path.join(self.home, "entry.txt")
        line = json.dumps(vars(entry), sort_keys=True)
        if not os.path.exists(told) or open(told, encoding="utf-8").read() != line:
            make_table(entry, self.home)
            write_whole(told, lambda file: file.write(line))
        with open(origin, encoding="utf-8") as file:
            origin_of = json.load(file)
        self.rows_before, self.groups = origin_of["rows"], origin_of["groups"]
        groups = hashlib.sha256(json.dumps(self.groups).encode()).hexdigest()[:4] if self.groups else ""
        self.hash = hash_of(os.path.join(self.home, "all.csv")) + groups
        self.names, self.rows = read_table(os.path.join(self.home, "all.csv"))
        self.target = [row[-1] for row in self.rows]
        self.classes = sorted(set(self.target)) if self.task == "classes" else None
        self.text = text_columns(self.name, self.names, self.rows)
        draws = entry.listed("draws")
        self.draws = [int(number) for number in draws] if draws else None
        self.folds = self.draws[0] if draws else int(entry.options.get("folds", folds))

    def __getstate__(self):
        """What a process needs that measures one fold, from its files."""
        return {name: value for name, value in vars(self).items() if name not in ("rows", "target", "groups")}

    def paths(self, repeat, fold):
        stem = os.path.join(self.home, f"of{self.folds}r{repeat}f{fold:02}")
        return stem + ".train.csv", stem + ".test.csv"

    def parts(self, repeat):
        """The numbers of rows of each fold, (train, test)."""
        if self.draws:
            return draw(len(self.rows), *self.draws, repeat)
        return split(len(self.rows), self.task, self.target, self.groups, self.folds, repeat)

    def write_folds(self, repeat):
        for fold, parts in enumerate(self.parts(repeat)):
            for path, part in zip(self.paths(repeat, fold), parts):
                if not os.path.exists(path):
                    write_table(path, self.names, [self.rows[i] for i in part])

    def truth(self, repeat):
        """Of each fold the test rows' targets: numbers of classes, or numbers."""
        target = numpy.searchsorted(self.classes, self.target) if self.classes else numpy.array(self.target, float)
        return [target[test] for _, test in self.parts(repeat)]


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def text_columns(name, names, rows):
    """By nntrain's rule: a column is text if none of its cells is a number; mixed ones are an error."""
    text = []
    for i, column in enumerate(names[:-1]):
        kinds = {is_number(row[i]) for row in rows if row[i] != ""}
        if len(kinds) > 1:
            raise Complaint(f"{name}: column '{column}' has both numbers and text")
        if kinds == {False}:
            text.append(i)
    return text
