#!/usr/bin/python3
"""Runs a command, its output left out, and prints the most anonymous memory that it had at one time, in bytes: without
the pages of files, which the system has anyway. Linux notes no peak of it, so that it is looked at again and again.

    scripts/peers/peak_memory.py COMMAND [ARGUMENT...]
"""
import subprocess
import sys

process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
peak = 0
while process.poll() is None:
    with open(f"/proc/{process.pid}/status") as status:
        for line in status:
            if line.startswith("RssAnon:"):
                peak = max(peak, int(line.split()[1]) * 1024)
if process.returncode != 0:
    sys.exit(f"peak_memory: exit code {process.returncode}: {' '.join(sys.argv[1:])}")
print(peak)
