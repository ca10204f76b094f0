#!/usr/bin/python3
"""Runs the lines of R in the pages on the file of --log-weights that the last command before them writes, and compares
the matrices with the weights in the JSON of the same run.

  scripts/check_r.py PROGRAM

Needs Rscript (Debian's r-base-core); without it the exit code is 77, which ctest shows as skipped.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SKIPPED = 77


def on_the_page(page):
    """The commands that write files for --config, the one that writes the weights, and the lines of R after it."""
    with open(os.path.join(TOP, "docs", page), encoding="utf-8") as file:
        text = file.read()
    blocks = list(re.finditer(r"^```r\n(.*?)^```", text, re.M | re.S))
    if len(blocks) != 1:
        sys.exit(f"check_r: docs/{page} has {len(blocks)} blocks of R")
    commands = re.findall(r"^\$ (.*)", text[:blocks[0].start()], re.M)
    writers = [command for command in commands if "--log-weights" in command]
    if not writers:
        sys.exit(f"check_r: docs/{page} has no command with --log-weights before its R")
    return [command for command in commands if command.startswith("printf")], writers[-1], blocks[0].group(1)


def matrices_of(lines, home):
    """W1 and W2 as lists of rows."""
    script = lines + """for (W in list(W1, W2)) {
  cat(sprintf("%d %d", nrow(W), ncol(W)), sprintf("%.17g", t(W)), "\\n")
}
"""
    result = subprocess.run(["Rscript", "-e", script], env=dict(os.environ, HOME=home), capture_output=True, text=True,
                            check=False)
    if result.returncode != 0:
        sys.exit("check_r: " + result.stderr)
    for line in result.stdout.splitlines():
        rows, columns, *numbers = line.split()
        numbers = [float(number) for number in numbers]
        if len(numbers) != int(rows) * int(columns):
            sys.exit(f"check_r: {len(numbers)} numbers in {rows} x {columns}")
        yield [numbers[i:i + int(columns)] for i in range(0, len(numbers), int(columns))]


def differs(found, wanted):
    """Whether the shapes or the numbers of two matrices differ. R may read the last bit of a number otherwise."""
    if [len(row) for row in found] != [len(row) for row in wanted]:
        return True
    pairs = [pair for rows in zip(found, wanted) for pair in zip(*rows)]
    return any(abs(a - b) > 1e-15 * abs(b) for a, b in pairs)


def check(program, page):
    """The number of matrices of R that are not those of the result."""
    configs, command, lines = on_the_page(page)
    iterations = int(re.search(r"\[(\d+) \+ 1, \]", lines).group(1))
    with tempfile.TemporaryDirectory() as home:
        env = dict(os.environ, HOME=home)
        for config in configs:
            subprocess.run(["bash", "-c", config], env=env, check=True)
        run = [program] + command.split(" && ")[0].replace("~", home).split()[1:]
        subprocess.run(run, cwd=TOP, stdout=subprocess.DEVNULL, check=True)
        again = [word for word in run if word not in ("--print", "stop")]
        again[again.index("--iterations") + 1] = str(iterations)
        again[again.index("--log-weights") + 1] = os.path.join(home, "other.csv")
        result = subprocess.run(again + ["--format", "json"], cwd=TOP, stdout=subprocess.PIPE, check=True)
        layers = json.loads(result.stdout)["layers"]
        found = list(matrices_of(lines, home))
    if len(found) != len(layers):
        sys.exit(f"check_r: docs/{page}: {len(found)} matrices for {len(layers)} layers")
    failures = 0
    for number, (matrix, layer) in enumerate(zip(found, layers), 1):
        wanted = [layer["bias"]] + layer["weights"]
        if differs(matrix, wanted):
            failures += 1
            print(f"check_r: docs/{page}: W{number} is {matrix} in R, but {wanted} in the result")
    if failures == 0:
        print(f"check_r: docs/{page}: R reads the {len(found)} matrices after {iterations} iterations")
    return failures


def main():
    program = os.path.abspath(sys.argv[1])
    if shutil.which("Rscript") is None:
        print("check_r: skipped: there is no Rscript")
        return SKIPPED
    return 1 if sum(check(program, page) for page in ("training.md", "lecture.md", "leccion.md")) else 0


if __name__ == "__main__":
    sys.exit(main())
