#!/usr/bin/python3
"""Runs the recipes in docs/ci.md as far as they run here: the steps of GitHub Actions and GitLab by bash, the Makefile
by make, the hook of pre-commit by its command. Then spoils each gate, which must make it fail.

  scripts/check_ci.py PROGRAM

Needs Debian's python3-yaml and make.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import yaml

sys.dont_write_bytecode = True

from expectations import expect, has_failed

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def recipes():
    """The files in the code blocks of the page, by the name in their first line."""
    with open(os.path.join(TOP, "docs", "ci.md"), encoding="utf-8") as file:
        blocks = re.findall(r"^```(?:yaml|makefile)\n# (\S+)\n(.*?)^```", file.read(), re.M | re.S)
    return dict(blocks)


class Job:
    """A folder with the data, and nntrain on the PATH."""

    def __init__(self, folder, program):
        self.folder = folder
        self.summary = os.path.join(folder, "summary.md")
        path = os.path.dirname(program) + os.pathsep + os.environ["PATH"]
        self.environment = dict(os.environ, PATH=path, GITHUB_STEP_SUMMARY=self.summary)
        shutil.copytree(os.path.join(TOP, "data"), os.path.join(folder, "data"))

    def run(self, *words):
        return subprocess.run(words, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False)

    def bash(self, step):
        return self.run("bash", "-e", "-o", "pipefail", "-c", step)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()

    def failed_cases(self):
        """The names of the cases that did not pass, in all test reports."""
        names = []
        for name in sorted(os.listdir(self.folder)):
            if name.endswith(".xml"):
                for case in xml.etree.ElementTree.parse(os.path.join(self.folder, name)).iter("testcase"):
                    if case.find("failure") is not None or case.find("error") is not None:
                        names.append(case.get("name"))
        return names


def steps_of(name, text):
    content = yaml.safe_load(text)
    if name.endswith("model.yml"):
        jobs = content["jobs"]["model"]
        expect(any("upload-artifact" in step.get("uses", "") and step["if"] == "always()" for step in jobs["steps"]),
               "the test reports of a failed job are not kept")
        return [step["run"] for step in jobs["steps"] if "run" in step]
    expect(content["model"]["artifacts"]["reports"]["junit"] == "*.xml", "GitLab gets no test reports")
    return content["model"]["script"]


def check_steps(name, text, program):
    for spoil in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            job = Job(folder, program)
            codes = []
            for step in steps_of(name, text):
                expect(isinstance(step, str) and "nntrain" in step, f"{name}: no command: {step}")
                result = job.bash(step.replace("0.97", "2").replace("missing-cells", "sorted-rows") if spoil else step)
                codes.append(result.returncode)
                expect(result.returncode == (1 if spoil else 0), f"{name}: {step}: {result.returncode} {result.stderr}")
            expect(len(codes) == 2, f"{name} has {len(codes)} steps")
            failed = job.failed_cases()
            expect(bool(failed) == spoil and ("low(accuracy) >= 2" in failed) == spoil, f"{name}: failed: {failed}")
            if name.endswith("model.yml"):
                summary = job.read("summary.md")
                expect(summary.count("## nntrain ") == 2, "the summary has not both results")
                expect(("\u274c" in summary) == spoil and ("\u2705" in summary) != spoil, "the summary has wrong marks")


def check_makefile(text, program):
    with tempfile.TemporaryDirectory() as folder:
        job = Job(folder, program)

        def write(content):
            with open(os.path.join(folder, "Makefile"), "w", encoding="utf-8") as file:
                file.write(content)

        write(text.replace("0.97", "2"))
        expect(job.run("make", "check").returncode == 2, "make check passes a wrong model")
        expect(not os.path.exists(os.path.join(folder, "model.json")), "make leaves a model that fails its assert")
        expect(job.failed_cases() == ["accuracy >= 2"], "the report of make lacks the failed assert")
        write(text)
        result = job.run("make", "check")
        expect(result.returncode == 0, f"make check: {result.stderr}")
        expect(os.path.exists(os.path.join(folder, "model.json")) and job.failed_cases() == [], "make made no model")
        expect("--save" not in job.run("make", "check").stdout, "make trains again")


def check_hook(text, program):
    hook = yaml.safe_load(text)["repos"][0]["hooks"][0]
    expect(re.search(hook["files"], "data/a.csv") is not None and re.search(hook["files"], "a.csvx") is None,
           "the hook is for other files")
    with tempfile.TemporaryDirectory() as folder:
        job = Job(folder, program)
        with open(os.path.join(folder, "constant.csv"), "w", encoding="utf-8") as file:
            file.write("a,b,c\n1,2,x\n1,4,y\n1,7,x\n")
        for files, code in ((["data/xnor.csv"], 0), (["constant.csv", "data/xnor.csv"], 1)):
            result = job.run(*shlex.split(hook["entry"]), *files)
            expect(result.returncode == code, f"the hook on {files}: {result.returncode} {result.stderr}")


def main():
    program = os.path.abspath(sys.argv[1])
    pages = recipes()
    expect(sorted(pages) == [".github/workflows/model.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml", "Makefile"],
           f"docs/ci.md has the recipes {sorted(pages)}")
    check_steps(".github/workflows/model.yml", pages[".github/workflows/model.yml"], program)
    check_steps(".gitlab-ci.yml", pages[".gitlab-ci.yml"], program)
    check_makefile(pages["Makefile"], program)
    check_hook(pages[".pre-commit-config.yaml"], program)
    if not has_failed():
        print(f"check_ci: {len(pages)} recipes hold, and fail where they shall")
    return 1 if has_failed() else 0


if __name__ == "__main__":
    sys.exit(main())
