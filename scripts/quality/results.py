"""Predictions of each contestant on each table, kept in FOLDER/results, one file for each repeat; what is missing is
measured, some folds at a time."""
import concurrent.futures
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


def measure_fold(contestant, table, repeat, fold):
    """In a process of its own."""
    return contestant.measure(table, repeat, fold)


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
        arrays = {f"fold{i}": p for i, p in enumerate(predictions)}
        tables.write_whole(self.path(key),
                           lambda file: numpy.savez_compressed(file, key=key, cpu=numpy.array(cpu), **arrays), "wb")

    def overhead_key(self, contestant, table):
        return f"overhead {table.name} {table.hash} {table.folds} | nntrain {contestant.program_hash}"

    def start(self, contestant, table, repeats):
        """Starts what is not known yet: (the repeats' started folds, the started overhead)."""
        started = {repeat: [self.pool.submit(measure_fold, contestant, table, repeat, fold)
                            for fold in range(table.folds)]
                   for repeat in repeats if not self.knows(contestant.key(table, repeat))}
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
                    done = [one.result() for one in started[repeat]]
                    self.write(key, [p for p, _ in done], [cpu for _, cpu in done])
                    self.measured += 1
                else:
                    self.kept += 1
                predictions, cpu = self.read(key)
                total += sum(max(seconds - idle, 1e-4) for seconds in cpu)
                folds += list(zip(predictions, table.truth(repeat)))
            contestant.of[table.name] = figures.OfTable(table.task, folds, total)
        except contestants.Failed as error:
            contestant.failed.append(table.name)
            print(f"measure: {table.name}: {contestant.name}: {error}", file=sys.stderr)
