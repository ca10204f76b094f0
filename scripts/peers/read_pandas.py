#!/usr/bin/python3
"""Reads a CSV file by pandas' read_csv, with its reader in C. Prints the seconds within the call (Python's start and
the import apart) and how many numbers it read.

    scripts/peers/read_pandas.py FILE
"""
import io
import sys
import time

import pandas

pandas.read_csv(io.StringIO("a,b\n1,2\n"))  # what a first call prepares is not reading
begun = time.perf_counter()
table = pandas.read_csv(sys.argv[1])
seconds = time.perf_counter() - begun
print(f"{seconds:.6f}\t{table.size}")
