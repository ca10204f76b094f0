#!/usr/bin/python3
"""Runs the lines of R in docs/training.md on the file that the command before them writes, and compares the matrices
with the weights in the JSON of the same run.

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


def on_the_page():
    """The command that writes the file, and the lines of R after it."""
    with open(os.path.join(TOP, "docs", "training.md"), encoding="utf-8") as file:
        text = file.read()
    found = re.findall(r"^\$ nntrain ([^\n]*--log-weights \S+ [^\n]*?) && .*?^```r\n(.*?)^```", text, re.M | re.S)
    if len(found) != 1:
        sys.exit(f"check_r: docs/training.md has {len(found)} blocks of R after a command with --log-weights")
    return found[0]


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


def main():
    program = os.path.abspath(sys.argv[1])
    if shutil.which("Rscript") is None:
        print("check_r: skipped: there is no Rscript")
        return SKIPPED
    flags, lines = on_the_page()
    iterations = int(re.search(r"\[(\d+) \+ 1, \]", lines).group(1))
    failures = 0
    with tempfile.TemporaryDirectory() as home:
        run = [program] + flags.replace("~", home).split()
        subprocess.run(run, cwd=TOP, stdout=subprocess.DEVNULL, check=True)
        again = [word for word in run if word not in ("--print", "stop")]
        again[again.index("--iterations") + 1] = str(iterations)
        again[again.index("--log-weights") + 1] = os.path.join(home, "other.csv")
        result = subprocess.run(again + ["--format", "json"], cwd=TOP, stdout=subprocess.PIPE, check=True)
        layers = json.loads(result.stdout)["layers"]
        found = list(matrices_of(lines, home))
        if len(found) != len(layers):
            sys.exit(f"check_r: {len(found)} matrices for {len(layers)} layers")
        for number, (matrix, layer) in enumerate(zip(found, layers), 1):
            if differs(matrix, [layer["bias"]] + layer["weights"]):
                failures += 1
                print(f"check_r: W{number} is {matrix} in R, but {[layer['bias']] + layer['weights']} in the result")
    if failures == 0:
        print(f"check_r: R reads the {len(found)} matrices after {iterations} iterations")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
