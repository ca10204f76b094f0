#!/usr/bin/env python3
"""Checks that nntrain reads tables as people have them. It makes good tables at random, writes each with one or two
faults, and lets a robot train on it. The robot knows only what the program says: after an error it takes the first
way of the remedy, and runs again. An error that needs the user's knowledge must name the cause, and one of its ways
must lead on. In the end the fingerprint must be that of a run on the good table.

  scripts/check_raw_files.py PROGRAM [--count 300] [--seed 1] [--fault NAME] [--keep DIR]

--fault makes variations with this fault only. --keep writes each file that goes wrong into DIR, with the good table.
Exit code: 0 all are read right, 1 one is not.
"""
import argparse
import collections
import csv
import gzip
import json
import random
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

MOST_STEPS = 2
TRAIN = ["--iterations", "2", "--activation", "identity", "--scale", "standard", "--format", "json"]
DEFAULT_NA = ["NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NULL", "null", "?", ""]
OTHER_NA = ["-", ".", "n.a.", "--", "missing", "unknown", "none", "*"]
PLAIN_NAMES = ["size", "rooms", "age", "dose", "height", "speed", "price", "rate", "level", "time_s", "x1", "x2"]
ODD_NAMES = ["net weight", 'the "real" size', "width, in all", "größe", "a;b", "température", "p|q", "50", "it's"]
TEXTS = [["red", "green", "blue"], ["New York", "Rio", "Łódź"], ["a;b", "c,d", "e|f"], ["O'Neil", 'say "hi"', "B-52"],
         ["low", "mid", "high", "top"]]
HEADER = "whether .* starts with a header line"


class Literal(str):
    """A cell that stands in the file as it is, whatever quotes it would need."""


class Column:
    def __init__(self, name, good, is_number=True):
        self.name, self.good, self.raw, self.is_number = name, good, list(good), is_number
        self.is_spare = False     # it is in the file, and no column of the good table
        self.is_optional = False  # a remedy or a warning may drop it

    def write(self, good, text):
        """Sets the cells, and how the file writes them."""
        self.good, self.raw = good, [text(cell) for cell in good]


class Case:
    """A good table, and the file that has it with faults."""

    def __init__(self, dice):
        self.dice = dice
        self.size = dice.randint(8, 60)
        self.causes, self.known, self.faults = [], [], []
        self.is_lost = False  # no way leads to the right table
        self.has_names, self.row_names = True, None
        self.delimiter, self.quotes = ",", "needed"
        self.before, self.end, self.trailing = [], "\n", ""
        self.columns = []
        names = dice.sample(PLAIN_NAMES, 7) + ["outcome"]
        if dice.random() < 0.4:
            names[:3] = dice.sample(ODD_NAMES, 3)
        for name in names[-dice.randint(2, 8):]:
            is_number = not self.columns or dice.random() < 0.7
            self.columns.append(Column(name, self.numbers() if is_number else self.texts(dice.choice(TEXTS)), is_number))
        self.target = self.columns[-1]
        kind = dice.choice(["number", "classes", "0 and 1"])
        self.target.is_number = kind != "classes"
        self.target.write(self.decimals(-50, 50) if kind == "number" else
                          self.texts(dice.choice([["yes", "no"], ["p", "q", "r"]]) if kind == "classes" else ["0", "1"]), str)
        if any(re.fullmatch(r"\d+", column.name) for column in self.columns):
            self.causes.append(HEADER)

    def decimals(self, low, high, digits=3):
        return [f"{self.dice.uniform(low, high):.{digits}f}" for _ in range(self.size)]

    def numbers(self):
        kind = self.dice.choice(["whole", "decimal", "signed", "exponent"])
        if kind == "whole":
            return [str(self.dice.randint(0, 3000)) for _ in range(self.size)]
        if kind == "exponent":
            return [f"{self.dice.uniform(-9, 9):.3e}" for _ in range(self.size)]
        return self.decimals(-20 if kind == "signed" else 0, 100, self.dice.randint(1, 4))

    def texts(self, choices):
        cells = [choices[i % len(choices)] for i in range(self.size)]
        self.dice.shuffle(cells)
        return cells

    def number_column(self, also_target=True):
        """A column of numbers for a fault. It is no column of two classes."""
        return self.dice.choice([column for column in self.columns if column.is_number and len(set(column.good)) > 2
                                 and (also_target or column is not self.target)])

    def text_column(self):
        """A new feature of texts."""
        column = Column("kind", self.texts(self.dice.choice(TEXTS)), False)
        self.columns.insert(self.dice.randint(0, len(self.columns) - 1), column)
        return column

    def some_rows(self, share):
        return self.dice.sample(range(self.size), max(1, int(self.size * share)))

    # From columns to bytes. Faults of records, lines and bytes come in between.

    def make_records(self):
        rows = [list(cells) for cells in zip(*(column.raw for column in self.columns))]
        names = [column.name for column in self.columns]
        if self.row_names:
            rows = [[name, *row] for name, row in zip(self.row_names, rows)]
        self.records = ([names] if self.has_names else []) + rows

    def field(self, text):
        if isinstance(text, Literal):
            return text
        is_needed = any(c in text for c in ('"', "\n", self.delimiter)) or text != text.strip()
        if self.delimiter == " ":
            text = text or "NA"
            is_needed = is_needed or re.search(r"\s", text)
        if is_needed or self.quotes == "all" or (self.quotes == "texts" and not re.fullmatch(r"[-+.\deE]+|NA", text)):
            return '"' + text.replace('"', '""') + '"'
        return text

    def make_lines(self):
        table = [[self.field(cell) for cell in record] for record in self.records]
        width = max(len(cell) for record in table for cell in record)
        self.lines = []
        for i, record in enumerate(table):
            if self.delimiter == " " and self.quotes != "texts":
                record = [cell.rjust(width + 1) for cell in record]
            ends = self.trailing == "all" or self.trailing == ("names" if i == 0 and self.has_names else "rows")
            self.lines.append(self.delimiter.join(record) + (self.delimiter if ends else ""))

    def make_bytes(self):
        self.text = self.end.join(self.before + self.lines) + self.end
        self.bytes = self.text.encode()


# Faults. A fault has groups, of which a file has one each; a phase after which it is made; and the cause that an error
# must name if it needs the user's knowledge.

Fault = collections.namedtuple("Fault", "name groups phase cause make")
FAULTS = []


def fault(groups, phase="columns", cause=None):
    def add(make):
        FAULTS.append(Fault(make.__name__, set(groups.split()), phase, cause, make))
        return make
    return add


@fault("cells")
def currency(case):
    sign = case.dice.choice("$€£¥")
    form = case.dice.choice([sign + "{}", sign + " {}", "{} " + sign, "{}" + sign])
    case.number_column().write(case.decimals(0, 900, 2), form.format)

@fault("cells")
def currency_with_thousands(case):
    case.number_column().write(case.decimals(500, 900000, 2), lambda cell: f"${float(cell):,.2f}")

@fault("cells")
def percent(case):
    case.number_column().write(case.decimals(-5, 100, 1), case.dice.choice(["{}%", "{} %"]).format)

@fault("cells")
def unit(case):
    name = case.dice.choice(["km", "kg", "m²", "°C", "ms", "mg/l"])
    case.number_column().write(case.decimals(0, 100, 1), case.dice.choice(["{}" + name, "{} " + name]).format)

@fault("cells", cause="comma")
def thousands(case):
    case.number_column().write(case.decimals(100, 3e6, 2), lambda cell: f"{float(cell):,.2f}")

@fault("cells", cause="comma")
def whole_thousands(case):
    case.number_column(False).write([str(case.dice.randint(1000, 10**7)) for _ in range(case.size)],
                                    lambda cell: f"{int(cell):,}")

@fault("cells")
def blanks_between_thousands(case):
    blank = case.dice.choice([" ", "\u00A0", "\u202F", "'"])
    case.number_column().write(case.decimals(100, 3e6, 1), lambda cell: f"{float(cell):,.1f}".replace(",", blank))

@fault("cells")
def minus_sign(case):
    case.number_column().write(case.decimals(-9, 9), lambda cell: cell.replace("-", "\u2212"))

@fault("cells")
def blanks_in_quotes(case):
    case.number_column().write(case.decimals(-9, 9), lambda cell: Literal(f'"{cell:>8} "'))

@fault("cells", cause="is not? (a )?number")
def spellings_of_missing(case):
    column = case.number_column()
    spellings = case.dice.sample(DEFAULT_NA, 2) + case.dice.sample(OTHER_NA, case.dice.randint(0, 3))
    for row in case.some_rows(case.dice.choice([0.05, 0.2, 0.4])):
        column.good[row], column.raw[row] = "", case.dice.choice(spellings)

@fault("cells")
def missing_in_columns(case):
    for column in case.columns[:-1]:
        for row in case.some_rows(0.1):
            column.good[row] = column.raw[row] = ""

@fault("cells", cause="is not a number")
def odd_cell(case):
    column = case.number_column(False)
    column.is_optional = True
    row = case.dice.randrange(case.size)
    column.good[row], column.raw[row] = "", case.dice.choice(["see note", "12..5", "1O", "broken", "5-6"])

@fault("cells", cause="is not a number|no number")
def tickets(case):
    column = case.number_column(False)
    column.is_optional = True
    column.raw = [str(100000 + case.dice.randrange(9999)) for _ in range(case.size)]
    for row in case.some_rows(0.3):
        column.raw[row] = "A/5 " + column.raw[row]
    column.good = ["t" + cell for cell in column.raw]

@fault("cells")
def empty_column(case):
    column = Column("remarks", [""] * case.size)
    column.is_spare = True
    case.columns.insert(case.dice.randint(0, len(case.columns) - 1), column)

@fault("cells")
def lines_in_a_text(case):
    column = case.text_column()
    column.write([cell + "\n" + cell[::-1] for cell in column.good], str)

@fault("cells")
def inches(case):
    column = case.text_column()
    column.write(case.texts(['5" pipe', '6" pipe']), Literal)

@fault("separator")
def other_separator(case):
    case.delimiter = case.dice.choice("\t;|")

@fault("separator", cause="only one column")
def unusual_separator(case):
    case.delimiter = case.dice.choice(":^~")
    case.known = ["--delimiter", case.delimiter]

@fault("separator")
def blanks(case):
    case.delimiter = " "

@fault("separator top")
def separator_line(case):
    case.delimiter = case.dice.choice(",;|:")
    case.before = [case.dice.choice(["sep=", "SEP="]) + case.delimiter]

@fault("separator cells", cause="comma")
def decimal_commas(case):
    case.delimiter = case.dice.choice(";;\t")
    case.number_column().write(case.decimals(0, 9), str)
    for column in case.columns:
        if column.is_number:
            column.raw = [cell.replace(".", ",") for cell in column.raw]
        else:
            column.write([cell.replace(",", " ") for cell in column.good], str)
        column.name = column.name.replace(",", "")

@fault("trailing separator")
def separator_at_line_ends(case):
    case.delimiter = case.dice.choice(",;\t")
    case.trailing = case.dice.choice(["all", "rows", "names"])

@fault("quotes")
def quotes_around_all(case):
    case.quotes = case.dice.choice(["all", "texts"])

@fault("names", cause=HEADER)
def no_names(case):
    case.has_names = False

@fault("names", cause=HEADER)
def counted_names(case):
    first = case.dice.choice([0, 1])
    for i, column in enumerate(case.columns):
        column.name = str(first + i)

@fault("names", cause=HEADER)
def years_as_names(case):
    for i, column in enumerate(case.columns):
        column.name = str(2015 + i)

def add_index(case, cells):
    column = Column("", cells, False)
    column.is_optional = True
    case.columns.insert(0, column)

@fault("names cells")
def index_of_pandas(case):
    add_index(case, [str(i) for i in range(case.size)])
    if case.dice.random() < 0.3:
        for i, column in enumerate(case.columns[1:]):
            column.name = str(i)

@fault("names quotes")
def write_csv_of_r(case):
    case.quotes = "texts"
    add_index(case, [str(i + 1) for i in range(case.size)])

@fault("names quotes separator")
def write_table_of_r(case):
    case.delimiter, case.quotes = case.dice.choice("  ,\t"), "texts"
    named = case.dice.random() < 0.5
    case.row_names = [Literal(f'"car {i}"' if named else f'"{i + 1}"') for i in range(case.size)]

@fault("names", "records")
def names_twice(case):
    case.records.insert(1, case.records[0])

@fault("names", "records")
def names_again(case):
    for at in sorted(case.dice.sample(range(3, case.size), case.dice.randint(1, 3)), reverse=True):
        case.records.insert(at, case.records[0])

@fault("names", "records")
def line_of_units(case):
    units = ["m", "kg", "s", "°C", "mg/l", "(ms)"]
    case.records.insert(1, [case.dice.choice(units) if column.is_number else "" for column in case.columns])

@fault("top", "lines")
def title(case):
    case.before = case.dice.choice([["Sales of the north"], ["Measured by hand, in May"], ["Results", "of 2024"],
                                    ["Export", ""], ["Report 7; final"]])

@fault("top", "lines")
def title_of_excel(case):
    case.before = ["Sales of the north" + case.delimiter * (len(case.records[0]) - 1)]

@fault("top", "lines")
def comment(case):
    sign = case.dice.choice(["#", "%", "//", "# "])
    case.before = case.dice.choice([[sign + "logger v2"], [sign + "made by a, b and c", sign + "on a Monday"]])

@fault("top", "lines")
def comment_between(case):
    case.lines.insert(case.dice.randint(2, len(case.lines)), "# calibrated")

@fault("rows", "records", "fields?, but")
def short_or_long_row(case):
    row = case.records[case.dice.randrange(2, len(case.records))]
    if case.dice.random() < 0.5 and len(row) > 2:
        row.pop(case.dice.randrange(len(row)))
    else:
        row.insert(case.dice.randrange(len(row)), "7.25")
    case.is_lost = True

@fault("rows", "records", "quote")
def stray_quote(case):
    row = case.records[case.dice.randrange(2, len(case.records))]
    at = case.dice.randrange(len(row))
    row[at] = Literal('"' + row[at])
    case.is_lost = True

@fault("rows", "lines")
def blank_lines(case):
    for _ in range(case.dice.randint(1, 5)):
        case.lines.insert(case.dice.randint(0, len(case.lines)), case.dice.choice(["", "", "  "]))

@fault("bytes", "bytes")
def byte_order_mark(case):
    case.bytes = b"\xEF\xBB\xBF" + case.bytes

@fault("bytes", "bytes")
def utf_16(case):
    case.bytes = case.text.encode(case.dice.choice(["utf-16", "utf-16-le", "utf-16-be"]))

@fault("bytes")
def latin_1(case):
    case.encoding = "latin-1"
    put_beyond_ascii(case, ["café", "thé", "lait"])

@fault("bytes")
def windows_1252(case):
    case.encoding = "cp1252"
    put_beyond_ascii(case, ["“big”", "5–6 €", "small"])

def put_beyond_ascii(case, texts):
    for column in case.columns:
        if not column.is_number:
            column.write([re.sub("[^ -~]", "o", cell) for cell in column.good], str)
    if case.dice.random() < 0.5:
        case.columns[0].name = texts[0]
    else:
        case.text_column().write(case.texts(texts), str)

@fault("bytes", "bytes")
def gz(case):
    case.bytes = gzip.compress(case.bytes)

@fault("ends")
def other_line_ends(case):
    case.end = case.dice.choice(["\r\n", "\r"])

@fault("ends", "bytes")
def no_last_line_end(case):
    case.text = case.text.rstrip("\n")
    case.bytes = case.text.encode()


def make_case(dice, first):
    """A file with this fault, and perhaps another one that goes with it."""
    while True:
        case = Case(dice)
        case.faults = [first]
        if dice.random() < 0.5:
            case.faults += [other for other in [dice.choice(FAULTS)] if not other.groups & first.groups]
        case.causes += [one.cause for one in case.faults if one.cause]
        try:
            for phase, make in (("columns", case.make_records), ("records", case.make_lines),
                                ("lines", case.make_bytes), ("bytes", lambda: None)):
                for one in case.faults:
                    if one.phase == phase:
                        one.make(case)
                make()
            if hasattr(case, "encoding"):
                case.bytes = case.text.encode(case.encoding)
            return case
        except (IndexError, UnicodeEncodeError):  # the table has no column for the fault
            continue


class Wrong(Exception):
    """What the user gets is wrong."""


class Command:
    """A run of nntrain, as the robot has it: flags, and the data after the filters so far."""

    def __init__(self, program, data, flags):
        self.program, self.data, self.flags = program, data, flags

    def run(self):
        words = [word for flag, value in self.flags.items() for word in (flag, value)]
        return subprocess.run([self.program, *TRAIN, "--data", "-", *words], input=self.data, capture_output=True)

    def after(self, way):
        """The command that a way of a remedy leads to."""
        data, words = self.data, way["arguments"]
        if way["filter"]:
            filtered = subprocess.run(["/bin/sh", "-c", way["filter"]], input=data, capture_output=True)
            if filtered.returncode:
                raise Wrong(f"the filter fails: {way['filter']}: {filtered.stderr.decode()}")
            data = filtered.stdout
        return Command(self.program, data, {**self.flags, **dict(zip(words[::2], words[1::2]))})


def check_table(case, command, result):
    """Raises Wrong if the run has not learned from the good table."""
    told, found = result.stderr.decode(), json.loads(result.stdout)
    before = 1 if case.row_names else 0
    wanted, kept = [], []
    for i, column in enumerate(case.columns):
        name = column.name if case.has_names and column.name else f"col:{i + 1 + before}"
        if column.is_spare or (column.is_optional and name not in found["data"]["features"]):
            continue
        if not column.name and "--drop" not in told:
            raise Wrong("no warning tells to drop the index")
        wanted.append(name)
        kept.append(column)
    if [*found["data"]["features"], found["data"]["target"]] != wanted:
        raise Wrong(f"misread: the columns are {found['data']['features']}, {found['data']['target']}")
    if found["data"]["rows"] != case.size:
        raise Wrong(f"misread: {found['data']['rows']} rows instead of {case.size}")
    good = good_table(kept)
    flags = {flag: value for flag, value in command.flags.items() if flag in ("--missing", "--task")}
    right = Command(command.program, good, {**flags, "--header": "yes"}).run()
    if right.returncode:
        raise Wrong("the good table is refused: " + right.stderr.decode())
    if json.loads(right.stdout)["fingerprint"] != found["fingerprint"]:
        raise Wrong("misread: the fingerprint is another one than that of the good table")


def good_table(columns):
    """The table as Python's csv writes it. The last column is the target."""
    with tempfile.TemporaryFile("w+", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([f"c{i}" for i in range(len(columns))])
        writer.writerows(zip(*(column.good for column in columns)))
        file.seek(0)
        return file.read().encode()


def follow(case, command, steps=0, seen=()):
    """Runs the command, and the ways out of its errors. Returns how it ends: a number of steps, or "knowledge"."""
    result = command.run()
    if result.returncode == 0:
        check_table(case, command, result)
        return steps
    if not result.stdout:
        raise Wrong("no JSON: " + result.stderr.decode())
    error = json.loads(result.stdout)
    message, remedy = error["message"], error["remedy"] or {"ways": [], "needs_knowledge": True, "text": "no remedy"}
    told = f"{message} ({remedy['text']})"
    if message in seen or len(seen) > MOST_STEPS + 1:
        raise Wrong("a circle: " + told)
    if not remedy["needs_knowledge"]:
        if steps == MOST_STEPS:
            raise Wrong("too many steps: " + told)
        return follow_way(case, command, told, remedy["ways"][0], steps + 1, [*seen, message])
    if not any(re.search(cause, message) for cause in case.causes):
        raise Wrong("not the cause: " + told)
    ways = remedy["ways"] or [{"arguments": case.known, "filter": None}] * bool(case.known)
    if case.is_lost and not ways:
        return "knowledge"
    ends = []
    for way in ways:
        try:
            follow_way(case, command, "", way, steps, [*seen, message])
            return "knowledge"
        except Wrong as wrong:
            ends.append(str(wrong))
    raise Wrong("\n    ".join(["no way leads on: " + told, *ends]))


def follow_way(case, command, told, way, steps, seen):
    try:
        return follow(case, command.after(way), steps, seen)
    except Wrong as wrong:
        raise Wrong(f"{told} -> {shlex.join(way['arguments'])} {way['filter'] or ''} -> {wrong}") from None


def main():
    parser = argparse.ArgumentParser(description="Checks that nntrain reads tables as people have them.")
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fault", choices=[one.name for one in FAULTS])
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    counts, wrongs = collections.Counter(), 0
    first = [one for one in FAULTS if options.fault in (None, one.name)]
    for number in range(options.count):
        case = make_case(random.Random(f"{options.seed}/{number}"), first[number % len(first)])
        try:
            counts[follow(case, Command(options.program, case.bytes, {}))] += 1
        except Wrong as wrong:
            wrongs += 1
            print(f"WRONG {number}: {', '.join(one.name for one in case.faults)}: {wrong}")
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{number}.csv").write_bytes(case.bytes)
                (options.keep / f"{number}.good.csv").write_bytes(good_table(case.columns))
                print(f"      {options.program} --data {options.keep / f'{number}.csv'}")
    print(f"check_raw_files: {options.count} files: {counts[0]} read at once, {counts[1]} after one step, {counts[2]} after "
          f"two, {counts['knowledge']} by knowledge of the named cause, {wrongs} wrong")
    sys.exit(1 if wrongs else 0)


if __name__ == "__main__":
    main()
