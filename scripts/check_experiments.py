#!/usr/bin/python3
"""Runs the recipes in docs/experiments.md, from a loop to a cluster, and compares what they give with one sweep. GNU
parallel runs for real, with this machine in place of the hosts. The tasks of Slurm's arrays run in another order; one
gets SIGTERM in the middle and runs again, as it does when Slurm requeues it.

  scripts/check_experiments.py PROGRAM

Needs Debian's parallel.
"""
import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from expectations import expect, has_failed

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NAMES = ["array.sh", "hosts.sh", "long.sh", "loop.sh", "lines.sh", "merge.sh", "sweep.conf", "sweep.sh"]


def recipes():
    """The files in the code blocks of the page, by the name in their first comment."""
    with open(os.path.join(TOP, "docs", "experiments.md"), encoding="utf-8") as file:
        blocks = re.findall(r"^```(?:sh|ini)\n((?:#![^\n]*\n)?# (\S+)\n.*?)^```", file.read(), re.M | re.S)
    return {name: text for text, name in blocks}


class Job:
    """A folder with the data and the recipes, and nntrain on the PATH."""

    def __init__(self, folder, program, pages):
        self.folder = folder
        path = os.path.dirname(program) + os.pathsep + os.environ["PATH"]
        self.environment = dict(os.environ, PATH=path, HOME=folder)
        shutil.copytree(os.path.join(TOP, "data"), os.path.join(folder, "data"))
        for name, text in dict(pages, hosts=":\n").items():
            self.write(name, text)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def start(self, name, **variables):
        environment = dict(self.environment, **variables)
        return subprocess.Popen(["bash", name], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, name, code=0, **variables):
        """Runs a recipe to its end. Returns what it prints."""
        process = self.start(name, **variables)
        out, err = process.communicate(timeout=600)
        expect(process.returncode == code, f"{name}: exit code {process.returncode}, not {code}: {out}{err}")
        return out

    def stop(self, name, until, **variables):
        """Runs a recipe until the condition holds, and then sends SIGTERM to the shell alone, as Slurm does."""
        process = self.start(name, **variables)
        while process.poll() is None and not until():
            time.sleep(0.002)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
        out, err = process.communicate(timeout=600)
        expect(process.returncode == -signal.SIGTERM,
               f"{name}: SIGTERM did not end it: {process.returncode} {out}{err}")

    def nntrain(self, *words):
        result = subprocess.run(["nntrain", *words], cwd=self.folder, env=self.environment, capture_output=True,
                                text=True, check=False)
        expect(result.returncode == 0, f"nntrain {' '.join(words)}: {result.returncode} {result.stderr}")
        return result.stdout

    def lines(self, name):
        if not os.path.exists(self.path(name)):
            return []
        with open(self.path(name), encoding="utf-8") as file:
            return file.read().splitlines()

    def rows(self, name):
        """The rows of a results file without their seconds, and with them the header."""
        return [line[: line.rindex(",")] for line in self.lines(name)]

    def remove(self, *names):
        for name in names:
            if os.path.exists(self.path(name)):
                os.remove(self.path(name))


def shards(job):
    """The files of shards that are there."""
    return sorted(name for name in os.listdir(job.folder) if re.fullmatch(r"R\.\d+\.csv", name))


def check_loops(job, rows):
    """Each line of --dry-run gives the weights and the accuracy of its row."""
    expected = [row["fingerprint"] + "\t" + row["cv.accuracy"] for row in rows]
    job.run("loop.sh")
    expect(job.lines("loop.tsv") == expected, "loop.sh has other results than the sweep")
    found = sorted(json.loads(line)["fingerprint"] for line in job.lines("cores.jsonl"))
    expect(found == sorted(row["fingerprint"] for row in rows), "xargs has other results than the sweep")
    job.run("lines.sh")
    expect(job.lines("lines.tsv") == expected, "lines.sh has other results than the sweep")
    log = job.lines("lines.log")
    expect(len(log) == 1 + len(rows), f"lines.log has {len(log)} lines")
    job.run("lines.sh")
    expect(job.lines("lines.tsv") == expected, "lines.sh again does not leave out what is done")


def check_merge(job, whole, how):
    """The shards are merged to the rows of one sweep, and the best one gets its model."""
    job.remove("R.csv", "best.json")
    expect(shards(job) == [f"R.{i}.csv" for i in range(1, 5)], f"{how} has written {shards(job)}")
    out = job.run("merge.sh")
    expect(job.rows("R.csv") == whole, f"{how}: the merged rows are not those of one sweep")
    expect("missing" not in out and "36 of them were there" in out, f"{how}: {out}")
    expect(os.path.exists(job.path("best.json")), f"{how}: no model of the best")
    job.remove(*shards(job))


def check_hosts(job, whole):
    job.run("hosts.sh")
    expect([line.split("\t")[6] for line in job.lines("jobs.log")[1:]] == ["0"] * 4, "jobs.log lacks a shard")
    # A shard that was stopped: its row in the log tells a failure, and its file lacks rows.
    partial = job.lines("R.2.csv")[:3]
    job.write("R.2.csv", "\n".join(partial) + "\n")
    log = [re.sub(r"\t0\t0\t(?=.*--shard 2/4)", "\t143\t0\t", line) for line in job.lines("jobs.log")]
    expect(log != job.lines("jobs.log"), "jobs.log has no shard 2")
    job.write("jobs.log", "\n".join(log) + "\n")
    out = job.run("hosts.sh")
    expect(out.count("results: ") == 1 and "2 of them were there" in out, f"hosts.sh again does not go on: {out}")
    check_merge(job, whole, "hosts.sh")


def check_array(job, text, whole):
    expect("#SBATCH --array=1-4\n" in text and "#SBATCH --requeue\n" in text, "array.sh is no array that is requeued")

    def task(number):
        return {"SLURM_ARRAY_TASK_ID": str(number), "SLURM_CPUS_PER_TASK": "2"}

    for number in (3, 1):
        job.run("array.sh", **task(number))
    job.stop("array.sh", lambda: len(job.lines("R.4.csv")) > 2, **task(4))
    there = len(job.lines("R.4.csv")) - 1
    expect(2 <= there < (len(whole) - 1) // 4, f"the stopped task of array.sh has {there} rows")
    job.remove("R.csv")
    out = job.start("merge.sh").communicate()[0]
    expect("missing: 2, 6, 10" in out, f"merge.sh does not tell what is missing: {out}")
    out = job.run("array.sh", SLURM_RESTART_COUNT="1", **task(4))
    expect(f"{there} of them were there" in out, f"the requeued task of array.sh does not go on: {out}")
    job.run("array.sh", **task(2))
    check_merge(job, whole, "array.sh")


def check_long(job, text):
    expect("#SBATCH --array=1-10\n" in text and "#SBATCH --requeue\n" in text, "long.sh is no array that is requeued")
    command = re.search(r"^(?:exec )?(nntrain .*)", text, re.M).group(1)
    flags = re.sub(r'--(checkpoint|save) \S+|--continue', "", command).replace('"$seed"', "7").split()[1:]
    expected = job.nntrain("train", *flags, "--print", "fingerprint").strip()
    # The SIGTERM comes when training runs, which a file shows that grows.
    job.write("long.sh", text.rstrip("\n") + " --log l.csv\n")
    job.stop("long.sh", lambda: len(job.lines("l.csv")) > 50, SLURM_ARRAY_TASK_ID="7")
    job.write("long.sh", text)
    checkpoint = "\n".join(job.lines("c.7.json")) + "\n"
    expect('"nntrain.checkpoint/' in checkpoint, "long.sh leaves no checkpoint")
    job.write("c.7.json", "no checkpoint")
    job.run("long.sh", code=5, SLURM_ARRAY_TASK_ID="7")  # so it is from there that it goes on
    job.write("c.7.json", checkpoint)
    job.run("long.sh", SLURM_ARRAY_TASK_ID="7", SLURM_RESTART_COUNT="1")
    found = job.nntrain("evaluate", "m.7.json", "--data", "data/banknotes.txt", "--print", "fingerprint").strip()
    expect(found == expected, f"long.sh has the fingerprint {found} after it was requeued, not {expected}")


def main():
    program = os.path.abspath(sys.argv[1])
    pages = recipes()
    if not expect(sorted(pages) == sorted(NAMES), f"docs/experiments.md has the recipes {sorted(pages)}"):
        return 1
    with tempfile.TemporaryDirectory() as folder:
        job = Job(folder, program, pages)
        expect("best: " in job.run("sweep.sh"), "sweep.sh tells no best")
        whole = job.rows("R.csv")
        with open(job.path("R.csv"), encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        expect(len(rows) > 30 and all(row["status"] == "done" for row in rows), "sweep.sh has other rows")
        check_loops(job, rows)
        check_hosts(job, whole)
        check_array(job, pages["array.sh"], whole)
        check_long(job, pages["long.sh"])
    if not has_failed():
        print(f"check_experiments: {len(pages)} recipes give the rows of one sweep")
    return 1 if has_failed() else 0


if __name__ == "__main__":
    sys.exit(main())
