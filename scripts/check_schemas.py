#!/usr/bin/python3
"""Runs nntrain in many ways, and validates all that it prints or writes as JSON against docs/schema.

  scripts/check_schemas.py PROGRAM

Also proves that the schemas can fail: each output with an unknown key in any of its objects, without a key, or with a
value of another type is refused. And each key of a schema is in some output. Needs Debian's python3-jsonschema.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

import jsonschema

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(TOP, "docs", "schema")
SUFFIX = ".schema.json"


def read_schemas():
    """A validator for each schema, by its name. The parts of common.schema.json are put into each."""
    texts = {}
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(SUFFIX):
            with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
                texts[name[: -len(SUFFIX)]] = file.read().replace("common" + SUFFIX + "#", "#")
    parts = json.loads(texts.pop("common"))["$defs"]
    validators = {}
    for name, text in texts.items():
        schema = json.loads(text)
        schema["$defs"] = dict(schema.get("$defs", {}), **parts)
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(schema)
    return validators


# What is run, in order, in one folder: the schema of standard output, the exit code, and the command; after > the file
# that gets the output.
RUNS = [
    ("run", 0, "train -d banknotes.txt --iterations 20 --save m.json --predictions p.csv"),
    ("run", 0, "train -d banknotes.txt --iterations 20 --weights none --test-fraction 0.2 --validation-fraction 0.2"),
    ("run", 1, "train -d banknotes.txt --iterations 20 --test-fraction 0.2 --assert accuracy>=2"
     " --assert stop==tolerance --assert converged --assert test.auc>0.1 --assert iterations>3 --log l.jsonl"
     " --log-weights w.jsonl --restarts 2 --checkpoint c.json"),
    ("run", 0, "train -d orchard.csv --preset modern --iterations 5 --test-fraction 0.2 --save m3.json"
     " --predictions p3.csv --keep orchard"),
    ("run", 0, "train -d orchard.csv --target sugar --missing mean --iterations 20 --scale standard"
     " --validation-fraction 0.2 --patience 3 --save r.json --log lr.jsonl"),
    ("run", 0, "train -d banknotes.txt --iterations 20 --threshold recall=0.9 --validation-fraction 0.2 --save t.json"
     " --restarts 2 --metric auc --checkpoint ct.json"),
    ("run", 4, "train -d orchard.csv --target sugar --missing mean --learning-rate 1000000 --iterations 50"
     " --checkpoint cd.json --log ld.jsonl --log-weights wd.jsonl"),
    ("run", 0, "train -d xnor.csv --iterations 3 --no-bias --checkpoint c2.json --checkpoint-every 1"
     " --average 0.9 --l2 auto"),
    ("run", 0, "train --resume c2.json --iterations 5"),
    ("run", 0, "train -d part-*.csv --iterations 3 --save parts.json --max-seconds 100 --class-weights balanced"),
    ("run", 0, "train -d constant.csv --target y --task regress --iterations 1 --test-fraction 0.5"),
    ("run", 0, "train -d banknotes.txt --iterations 100000000 --max-seconds 0.01 -q"),
    ("run", 0, "train -d banknotes.txt --iterations 9 --ensemble 2 --validation-fraction 0.2 --patience 3 --refit"
     " --calibrate --l2 auto --save e.json --checkpoint ce.json"),
    ("run", 0, "train -d banknotes.txt --iterations 100000000 --ensemble 3 --max-seconds 1e-9 --save e1.json -q"),
    ("runs", 0, "cv -d banknotes.txt --iterations 5 --folds 3 --save cv.json > cv5.json"),
    ("runs", 0, "cv -d banknotes.txt --iterations 9 --folds 3 > cv9.json"),
    ("runs", 1, "cv -d orchard.csv --preset modern --iterations 2 --folds 3 --repeats 2 --assert mean(accuracy)>=2"),
    ("runs", 0, "cv -d orchard.csv --target sugar --missing mean --iterations 2 --folds 3 --test-fraction 0.2"
     " --l2 auto --loss huber:1 --scale-target robust"),
    ("runs", 4, "cv -d orchard.csv --target sugar --missing mean --learning-rate 1000000 --iterations 50 --folds 2"),
    ("runs", 0, "cv -d banknotes.txt --iterations 9 --folds 2 --threshold recall=0.9 --validation-fraction 0.2"
     " --restarts 2 --patience 2 --calibrate"),
    ("runs", 0, "train -d banknotes.txt --iterations 5 --seeds 1..3 --test-fraction 0.2 --validation-fraction 0.2"
     " --split-seed 1 --save s.json"),
    ("evaluation", 0, "evaluate m.json -d banknotes.txt"),
    ("evaluation", 1, "evaluate m3.json -d orchard.csv --assert accuracy>=2"),
    ("evaluation", 0, "evaluate r.json -d orchard.csv --importance 3"),
    ("evaluation", 0, "evaluate m.json -d banknotes.txt --importance 1 --metric auc"),
    ("evaluation", 0, "evaluate t.json -d banknotes.txt"),
    ("evaluation", 0, "evaluate e.json -d banknotes.txt"),
    ("check", 0, "check orchard.csv --missing mean"),
    ("check", 1, "check orchard.csv --fail-on missing-cells"),
    ("check", 1, "check broken.csv"),
    ("check", 1, "check orchard.csv --target sugar --test banknotes.txt"),
    ("check-model", 0, "check --model m.json banknotes.txt"),
    ("check-model", 0, "check --model r.json orchard.csv --missing mean"),
    ("check-model", 1, "check --model m3.json banknotes.txt"),
    ("check-model", 1, "check --model m3.json new.csv --fail-on unseen-text"),
    ("compare", 0, "compare cv5.json cv9.json --margin accuracy=0.9"),
    ("compare", 1, "compare p.csv p.csv --fail-on better,worse,same,inconclusive"),
    ("compare", 0, "compare m.json t.json -d banknotes.txt --fail-on better --threads 1"),
    ("sweep", 0, "sweep -d banknotes.txt --iterations 5 --folds 3 --test-fraction 0.2 --grid hidden=1;2"
     " --grid seed=1..2 --results r.csv"),
    ("sweep", 0, "sweep -d banknotes.txt --iterations 5 --validation-fraction 0.2 --grid optimizer=gd;lbfgs"
     " --grid learning-rate=0.01;0.1 --results r.jsonl"),
    ("sweep", 0, "sweep -d xnor.csv --iterations 5 --folds 2 --grid hidden=1..4 --shard 1/2 --results r.1.jsonl"),
    ("sweep", 1, "sweep --merge r.1.jsonl --results merged.jsonl"),
    ("sweep", 4, "sweep -d orchard.csv --target sugar --missing mean --learning-rate 1000000 --iterations 50 --folds 2"
     " --grid hidden=1;2 --results diverged.jsonl"),
    ("bench", 0, "bench --quick --runs 1 -q"),
    ("print", 0, "train -d banknotes.txt --iterations 2 --print accuracy,stop,seed,features,hidden,quiet"
     " --test-fraction 0.5"),
    ("print", 0, "cv -d banknotes.txt --iterations 2 --folds 2 --print accuracy,low(accuracy)"),
    ("print", 0, "evaluate m.json -d banknotes.txt --print accuracy,model"),
    ("error", 2, "train -d banknotes.txt --hiden 3"),
    ("error", 2, "cv -d banknotes.txt --save"),
    ("error", 3, "train -d none.csv"),
    ("error", 3, "train -d orchard.csv"),
    ("error", 3, "check none.csv"),
    ("error", 3, "train -d zip.csv"),
    ("error", 4, "train -d one.csv --task classify"),
    ("error", 5, "evaluate banknotes.txt -d banknotes.txt"),
    ("error", 5, "evaluate m.json -d orchard.csv"),
]
# What the runs write: file and schema.
FILES = [("m.json", "model"), ("m3.json", "model"), ("r.json", "model"), ("t.json", "model"), ("cv.json", "model"),
         ("e.json", "model"), ("e1.json", "model"), ("ce.json", "checkpoint"),
         ("s.json", "model"), ("parts.json", "model"), ("c.json", "checkpoint"), ("c2.json", "checkpoint"),
         ("ct.json", "checkpoint"), ("cd.json", "checkpoint"), ("l.jsonl", "log"), ("lr.jsonl", "log"), ("ld.jsonl", "log"),
         ("w.jsonl", "log-weights"), ("wd.jsonl", "log-weights"),
         ("r.jsonl", "sweep-row"), ("merged.jsonl", "sweep-row"), ("diverged.jsonl", "sweep-row")]
OPEN = {"log", "log-weights", "print", "sweep-row"}  # any name may be a key there

failures = 0
used = collections.defaultdict(set)  # by schema: the keys in all outputs


def fail(text):
    global failures
    failures += 1
    print("check_schemas: " + text)


def objects_in(value, place=""):
    """The objects in a value, and where they are. Of a list its first item is enough."""
    if isinstance(value, list):
        yield from objects_in(value[0], place + "/0") if value else ()
    if isinstance(value, dict):
        yield place, value
        for key, member in value.items():
            yield from objects_in(member, place + "/" + key)


def damages(value):
    """Changes the value in place, in ways that make it wrong; yields each time what is wrong, and repairs it."""
    for place, one in objects_in(value):
        one["unknown_key"] = {}
        yield f"an unknown key in {place or 'the top'}"
        del one["unknown_key"]
    for key in list(value):
        whole = value.pop(key)
        yield "without " + key
        value[key] = {"is": {"no": ["such", {"value": True}]}}
        yield "another type of " + key
        value[key] = whole


def names_in(schema):
    """The names of all properties in a schema, without those of the parts that it refers to."""
    names = set()
    if isinstance(schema, dict):
        names |= set(schema.get("properties", ()))
        schema = [member for key, member in schema.items() if key != "$defs"]
    if isinstance(schema, list):
        for member in schema:
            names |= names_in(member)
    return names


def keys_in(value):
    """All keys of all objects in a value."""
    if isinstance(value, list):
        return set().union(*map(keys_in, value))
    return set(value).union(*map(keys_in, value.values())) if isinstance(value, dict) else set()


OPTIONAL = {"checkpoint": {"networks", "refit", "log_weights"}, "run": {"layers", "networks"},
            "evaluation": {"importance"}, "model": {"cv"}}


def check(validators, schema, value, what):
    error = jsonschema.exceptions.best_match(validators[schema].iter_errors(value))
    if error is not None:
        place = "/".join(str(part) for part in error.absolute_path)
        fail(f"{what}: not as {schema}{SUFFIX} says: {place}: {error.message[:300]}")
        return
    if schema in OPEN:
        if validators[schema].is_valid([value]):
            fail(f"{schema}{SUFFIX} takes a list")
        return
    used[schema] |= keys_in(value)
    for damage in damages(value):
        is_allowed = damage.startswith("without ") and damage[8:] in OPTIONAL.get(schema, ())
        if not is_allowed and validators[schema].is_valid(value):
            fail(f"{what}: {schema}{SUFFIX} takes an output with this damage: {damage}")


def prepare(folder):
    for name in ("banknotes.txt", "orchard.csv", "xnor.csv"):
        shutil.copy(os.path.join(TOP, "data", name), folder)

    def write(name, text):
        with open(os.path.join(folder, name), "w", encoding="latin-1") as file:
            file.write(text)

    write("part-1.csv", "a,b,c\n1,2,x\n2,3,y\n4,4,x\n")
    write("part-2.csv", "a,b,c\n3,2,y\n5,3,y\n")
    write("constant.csv", "x,y\n1,2\n2,2\n3,2\n4,2\n")
    write("broken.csv", "a,b\n1,2\n3\n")
    write("one.csv", "a,b\n1,x\n2,x\n")
    write("zip.csv", "PK\x03\x04abc")
    write("new.csv", "weight,colour,firmness,orchard,sugar\n1,blue,3,hill,9\n2,red,3,valley,9\n")


def main():
    program = os.path.abspath(sys.argv[1])
    validators = read_schemas()
    outputs = 0
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        for schema, code, line in RUNS:
            command, _, output = line.partition(" > ")
            for form in ("json", "jsonl"):
                result = subprocess.run([program] + command.split() + ["--format", form], cwd=folder,
                                        capture_output=True, text=True, check=False)
                if result.returncode != code:
                    fail(f"nntrain {command}: exit code {result.returncode}, not {code}: {result.stderr}")
                    break
                if form == "jsonl" and result.stdout.count("\n") != 1:
                    fail(f"nntrain {command} --format jsonl: not one line")
                check(validators, schema, json.loads(result.stdout), f"nntrain {command} --format {form}")
                if output:
                    with open(os.path.join(folder, output), "w", encoding="utf-8") as file:
                        file.write(result.stdout)
                outputs += 1
        for name, schema in FILES:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                values = [json.loads(line) for line in file] if name.endswith(".jsonl") else [json.load(file)]
            for value in values:
                check(validators, schema, value, name)
                outputs += 1
    described = {schema: names_in(validators[schema].schema) for schema in set(validators) - OPEN}
    described["common"] = names_in(list(validators["run"].schema["$defs"].values()))
    used["common"] = set().union(*used.values())
    for schema in sorted(described):
        for name in sorted(described[schema] - used[schema]):
            fail(f"no output has the key {name} of {schema}{SUFFIX}")
    if failures == 0:
        print(f"check_schemas: {outputs} outputs are as {len(validators)} schemas say")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
