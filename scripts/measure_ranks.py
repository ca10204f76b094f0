#!/usr/bin/env python3
"""Measures what an iteration costs on several ranks, and checks the model of docs/scaling.md against it. Prints
Markdown tables.

  scripts/measure_ranks.py [PROGRAM]      an nntrain with MPI (default: build/mpi/nntrain)

It makes a table in build/ranks, of 200 000 rows x 28 features. As root, set OMPI_ALLOW_RUN_AS_ROOT=1 and
OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1. One thread a rank; the time of an iteration is the
difference of two runs, so that reading does not count. For the delays it tells each rank to wait for as long as a
network would (NNTRAIN_RANKS_DELAY): rounds of messages and bytes, not a network, are measured there.
"""
import csv
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
CORES = 64  # of a rank in the forecast for 10^9 rows: a machine, or a socket
NETWORKS = (("10 Gbit/s Ethernet: 50 us, 1 GB/s", 50e-6, 1e9), ("InfiniBand: 2 us, 10 GB/s", 2e-6, 1e10))
MPIRUN = ["mpirun", "--oversubscribe", "--bind-to", "none"]


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
    """The result of a training, and what rank 0 and all ranks have sent and received."""
    command = [*MPIRUN, "-n", str(ranks), str(program), "--data", str(table), "--hidden", hidden, "--iterations",
               str(iterations), "--threads", "1", "--format", "json"]
    counts = FOLDER / "counts"
    for old in FOLDER.glob("counts.*"):
        old.unlink()
    environment = {**os.environ, "NNTRAIN_RANKS": "rows", "NNTRAIN_RANKS_COUNT": str(counts)}
    if delay:
        environment["NNTRAIN_RANKS_DELAY"] = delay
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"measure_ranks: {' '.join(command)} failed:\n{done.stderr}")
    received = {"messages": 0, "bytes": 0}
    if ranks > 1:
        with open(f"{counts}.0", encoding="ascii") as file:
            line = next(one for one in csv.DictReader(file) if one["call"] == "receive")
            received = {name: int(line[name]) for name in received}
    return json.loads(done.stdout), received


def iteration(program, table, ranks, hidden, iterations, delay=None):
    """Milliseconds of an iteration (the least of some runs), and the vectors that rank 0 receives in it."""
    few = max(1, iterations // 10)
    fewer = [run(program, table, ranks, hidden, few, delay) for _ in range(RUNS)]
    more = [run(program, table, ranks, hidden, iterations, delay) for _ in range(RUNS)]
    seconds = [min(result["training"]["seconds"] for result, _ in runs) for runs in (fewer, more)]
    received = (more[0][1]["bytes"] - fewer[0][1]["bytes"]) / (iterations - few)
    vectors = received / vector_bytes(hidden)
    return (seconds[1] - seconds[0]) / (iterations - few) * 1e3, vectors, more[0][0]["fingerprint"]


def parameters(hidden):
    sizes = [COLUMNS, *map(int, hidden.split(",")), 1]
    return sum((a + 1) * b for a, b in zip(sizes, sizes[1:]))


def vector_bytes(hidden):
    return 8 * (parameters(hidden) + 2)


def rounds(ranks):
    return math.ceil(math.log2(ranks)) if ranks > 1 else 0


def communication(ranks, size, vectors, latency, bandwidth):
    """Seconds: up the tree and down again, and the vectors that go to rank 0, and one from it."""
    return 2 * rounds(ranks) * latency + (vectors + 1) * size / bandwidth


def print_ranks(program, table):
    print("| network | weights | ranks | iteration, ms | times one rank | vectors to rank 0 | of bytes |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    of_one = {}
    for hidden, iterations in (("5", 60), ("64", 20), ("256,256", 4)):
        prints = set()
        for ranks in (1, 2, 3, 4):
            time, vectors, fingerprint = iteration(program, table, ranks, hidden, iterations)
            prints.add(fingerprint)
            if ranks == 1:
                of_one[hidden] = time
            told = f"{vectors:.0f} | {vector_bytes(hidden)}" if ranks > 1 else "0 | 0"
            print(f"| {COLUMNS}-{hidden.replace(',', '-')}-1 | {parameters(hidden)} | {ranks} | {time:.2f} | "
                  f"{time / of_one[hidden]:.2f} | {told} |", flush=True)
        if len(prints) > 1:
            sys.exit(f"measure_ranks: other bits: {prints}")
    return of_one


def print_delays(program, table):
    print("\n| ranks | latency | bandwidth | iteration, ms | without a network | it costs | the model says |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    hidden = "64"
    for ranks in (2, 4):
        plain, vectors, _ = iteration(program, table, ranks, hidden, 20)
        for latency, bandwidth in ((100e-6, 1e9), (1e-3, 1e9), (10e-3, 1e9), (100e-6, 1e7), (1e-3, 1e6)):
            delay = f"{latency * 1e6:.0f}us,{bandwidth / 1e6:.0f}MB/s"
            time, _, _ = iteration(program, table, ranks, hidden, 20, delay)
            model = communication(ranks, vector_bytes(hidden), vectors, latency, bandwidth) * 1e3
            print(f"| {ranks} | {latency * 1e3:g} ms | {bandwidth / 1e6:g} MB/s | {time:.2f} | {plain:.2f} | "
                  f"{time - plain:.2f} | {model:.2f} |", flush=True)


def print_forecast(of_one):
    print("\n| network | ranks | network between them | computation, ms | messages, ms | of the time |")
    print("|---|---:|---|---:|---:|---:|")
    for hidden in ("5", "64", "256,256"):
        for ranks in (64, 1024):
            compute = of_one[hidden] * (1e9 / ROWS) / ranks / CORES * (1 + 1 / 32)
            for name, latency, bandwidth in NETWORKS:
                vectors = rounds(ranks) + 5  # at most about so many
                talk = communication(ranks, vector_bytes(hidden), vectors, latency, bandwidth) * 1e3
                print(f"| {COLUMNS}-{hidden.replace(',', '-')}-1 | {ranks} | {name} | {compute:.1f} | {talk:.2f} | "
                      f"{talk / (talk + compute):.1%} |")


def main():
    program = Path(sys.argv[1] if len(sys.argv) > 1 else TOP / "build" / "mpi" / "nntrain").resolve()
    table = make_table()
    of_one = print_ranks(program, table)
    print_delays(program, table)
    print_forecast(of_one)


if __name__ == "__main__":
    main()
