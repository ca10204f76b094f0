"""Predictions of each contestant on each table, kept in FOLDER/results, one file for each repeat; what is missing is
measured, some folds at a time."""
import concurrent.futures
import fcntl
import hashlib
import os
import sys

import numpy

import contestants
import figures
import tables


class Contestant:
    """A name, its tasks, and flags of nntrain for each task, or (flags is None) one of scikit-learn's."""

    def __init__(self, name, flags=None, program=None, program_hash=None):
        self.name, self.flags, self.program, self.program_hash = name, flags, program, program_hash
        self.of = {}  # table name -> figures.OfTable
        self.failed = []

    def takes(self, table):
        if self.flags is None:
            return table.entry.half != "check" and (self.name != "MLP-raw" or table.task == "numbers")
        return table.task in self.flags

    def key(self, table, repeat):
        if self.flags is None:
            import sklearn
            who = f"scikit-learn {sklearn.__version__} {contestants.SKLEARN[self.name][1]}"
        else:
            who = f"nntrain {self.program_hash} {' '.join(contestants.COMMON)} {self.flags[table.task]}"
        how = table.draws or table.folds
        return f"{table.name} {table.hash} | {how} repeat {repeat} | {who}"

    def measure(self, table, repeat, fold):
        if self.flags is None:
            return contestants.measure_sklearn(self.name, table, repeat, fold)
        return contestants.measure_nntrain(self.program, self.flags[table.task], table, repeat, fold)


def write_arrays(path, **arrays):
    tables.write_whole(path, lambda file: numpy.savez_compressed(file, **arrays), "wb")


def part_of(path, fold):
    return f"{path}.fold{fold}.npz"


def measure_fold(contestant, table, repeat, fold, path):
    """In a process of its own. A fold that another program measures meanwhile is waited for."""
    with open(part_of(path, fold) + ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(path) and not os.path.exists(part_of(path, fold)):
            predictions, cpu = contestant.measure(table, repeat, fold)
            write_arrays(part_of(path, fold), predictions=predictions, cpu=cpu)


def overhead(program, table):
    return contestants.overhead_nntrain(program, table)


class Results:
    def __init__(self, folder, jobs):
        self.folder = os.path.join(folder, "results")
        os.makedirs(self.folder, exist_ok=True)
        self.pool = concurrent.futures.ProcessPoolExecutor(jobs)
        self.measured = self.kept = 0

    def path(self, key):
        return os.path.join(self.folder, hashlib.sha256(key.encode()).hexdigest()[:24] + ".npz")

    def knows(self, key):
        return os.path.exists(self.path(key))

    def read(self, key):
        """The folds' predictions, and the processor seconds of each."""
        with numpy.load(self.path(key)) as file:
            return [file[f"fold{i}"] for i in range(len(file["cpu"]))], file["cpu"]

    def read_cpu(self, key):
        with numpy.load(self.path(key)) as file:
            return file["cpu"][0]

    def write(self, key, predictions, cpu):
        write_arrays(self.path(key), key=key, cpu=numpy.array(cpu), **{f"fold{i}": p for i, p in enumerate(predictions)})

    def gather(self, key, folds):
        """Makes one file of those of the folds."""
        parts = [part_of(self.path(key), fold) for fold in range(folds)]
        try:
            if not self.knows(key):
                files = [numpy.load(part) for part in parts]
                self.write(key, [file["predictions"] for file in files], [float(file["cpu"]) for file in files])
        except FileNotFoundError:  # another program was faster
            if not self.knows(key):
                raise
        for name in parts + [part + ".lock" for part in parts]:
            if os.path.exists(name):
                os.remove(name)

    def overhead_key(self, contestant, table):
        return f"overhead {table.name} {table.hash} {table.folds} | nntrain {contestant.program_hash}"

    def start(self, contestant, table, repeats):
        """Starts what is not known yet: (the repeats' started folds, the started overhead)."""
        keys = {repeat: contestant.key(table, repeat) for repeat in repeats}
        started = {repeat: [self.pool.submit(measure_fold, contestant, table, repeat, fold, self.path(key))
                            for fold in range(table.folds)]
                   for repeat, key in keys.items() if not self.knows(key)}
        extra = None
        if contestant.flags is not None and not self.knows(self.overhead_key(contestant, table)):
            extra = self.pool.submit(overhead, contestant.program, table)
        return started, extra

    def finish(self, contestant, table, repeats, started, extra):
        """Waits for what was started, keeps it, and gives the contestant its figures of the table."""
        idle = 0.0
        try:
            if contestant.flags is not None:
                key = self.overhead_key(contestant, table)
                if extra is not None:
                    self.write(key, [], [extra.result()])
                idle = float(self.read_cpu(key))
            folds, total = [], 0.0
            for repeat in repeats:
                key = contestant.key(table, repeat)
                if repeat in started:
                    for one in started[repeat]:
                        one.result()
                    self.gather(key, table.folds)
                    self.measured += 1
                else:
                    self.kept += 1
                predictions, cpu = self.read(key)
                total += sum(max(seconds - idle, 1e-4) for seconds in cpu)
                folds += list(zip(predictions, table.truth(repeat)))
            contestant.of[table.name] = figures.OfTable(table.task, folds, total)
        except contestants.Failed as error:
            if not contestant.failed:
                print(f"measure: {table.name}: {contestant.name}: {error}", file=sys.stderr)
            contestant.failed.append(table.name)
