#!/usr/bin/python3
"""Runs a command, its output left out, and prints the most memory that it had at one time, in bytes (ru_maxrss).

    scripts/peers/peak_memory.py COMMAND [ARGUMENT...]
"""
import resource
import subprocess
import sys

subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
