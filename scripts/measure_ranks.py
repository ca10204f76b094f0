#!/usr/bin/env python3
"""Measures what an iteration costs on several ranks, and checks the model of docs/scaling.md against it. Prints
Markdown tables.

  scripts/measure_ranks.py [PROGRAM]      an nntrain with MPI (default: build/mpi/nntrain)

It makes a table in build/ranks, of 200 000 rows x 28 features. One thread a rank; the time of an iteration is the
difference of two runs, so that reading does not count. For the delays it tells each rank to wait for as long as a
network would (NNTRAIN_RANKS_DELAY): rounds of messages and bytes, not a network, are measured there.
"""
import json
import math
import os
import random
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
FOLDER = TOP / "build" / "ranks"
ROWS, COLUMNS = 200_000, 28
RUNS = 3
MPIRUN = ["mpirun", "--oversubscribe", "--allow-run-as-root", "--bind-to", "none"]


def make_table():
    path = FOLDER / "table.csv"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    draw = random.Random(1)
    weights = [draw.gauss(0, 1) for _ in range(COLUMNS)]
    values = [draw.gauss(0, 1) for _ in range(20_000)]
    with open(path, "w", encoding="ascii") as file:
        file.write(",".join(f"x{i}" for i in range(COLUMNS)) + ",y\n")
        for _ in range(ROWS):
            row = draw.choices(values, k=COLUMNS)
            score = sum(a * b for a, b in zip(weights, row)) + draw.gauss(0, 2)
            file.write(",".join(f"{value:.4f}" for value in row) + f",{int(score > 0)}\n")
    return path


def run(program, table, ranks, hidden, iterations, delay=None):
    """Seconds of training, and the fingerprint."""
    command = [*MPIRUN, "-n", str(ranks), str(program), "--data", str(table), "--hidden", hidden, "--iterations",
               str(iterations), "--threads", "1", "--format", "json"]
    environment = dict(os.environ)
    environment.pop("NNTRAIN_RANKS_DELAY", None)
    if delay:
        environment["NNTRAIN_RANKS_DELAY"] = delay
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"measure_ranks: {' '.join(command)} failed:\n{done.stderr}")
    result = json.loads(done.stdout)
    return result["training"]["seconds"], result["fingerprint"]


def iteration(program, table, ranks, hidden, iterations, delay=None):
    """Milliseconds of an iteration: the least of some runs."""
    few = max(1, iterations // 10)
    least = min(run(program, table, ranks, hidden, few, delay)[0] for _ in range(RUNS))
    most = min(run(program, table, ranks, hidden, iterations, delay)[0] for _ in range(RUNS))
    return (most - least) / (iterations - few) * 1e3
