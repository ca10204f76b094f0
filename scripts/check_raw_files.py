#!/usr/bin/env python3
"""Checks that nntrain reads tables as people have them. It makes good tables at random, writes each with one or two
faults, and lets a robot train on it. The robot knows only what the program says: after an error it takes the first
way of the remedy, and runs again. An error that needs the user's knowledge must name the cause, and one of its ways
must lead on. In the end, the columns must be those of the good table, and the fingerprint that of a run on it.

  scripts/check_raw_files.py PROGRAM [--count 300] [--seed 1] [--fault NAME] [--keep DIR]

--fault makes files with this fault only. --keep writes each file that goes wrong into DIR, with the good table.
Exit code: 0 all are read right, 1 one is not.
"""
import argparse
import collections
import csv
import datetime
import gzip
import io
import json
import random
import re
import shlex
import subprocess
import sys
from pathlib import Path

MOST_STEPS = 2
TRAIN = ["--iterations", "2", "--activation", "identity", "--scale", "standard", "--format", "json", "--data", "-"]
DEFAULT_NA = ["NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NULL", "null", "?", ""]
OTHER_NA = ["-", ".", "n.a.", "--", "missing", "unknown", "none", "*"]
PLAIN_NAMES = ["size", "rooms", "age", "dose", "height", "speed", "price", "rate", "level", "time_s", "x1", "x2"]
ODD_NAMES = ["net weight", 'the "real" size', "width, in all", "größe", "a;b", "température", "p|q", "50", "it's"]
TEXTS = [["red", "green", "blue"], ["New York", "Rio", "Łódź"], ["a;b", "c,d", "e|f"], ["it's", 'say "hi"', "B-52"]]

# What an error must name that needs the user's knowledge.
HEADER = "whether .* starts with a header line"
COMMA = "comma"
NO_NUMBER = "is not? (a )?number"
ABOVE = "stands above the table|stands between the names and the numbers|fields?, but"


class Literal(str):
    """A cell that stands in the file as it is, whatever quotes it would need."""


class Column:
    def __init__(self, name, good, is_number=True):
        self.name, self.is_number = name, is_number
        self.write(good)
        self.is_spare = False     # it is in the file, and no column of the good table
        self.is_made = False      # it is no column of the file, and one of the good table
        self.is_optional = False  # a remedy or a warning may drop it

    def write(self, good, write=str):
        """Sets the cells, and how the file writes them."""
        self.good, self.raw = list(good), [write(cell) for cell in good]


class Case:
    """A good table, and the file that has it with faults. The last column is the target."""

    def __init__(self, dice):
        self.dice, self.size = dice, dice.randint(8, 60)
        self.has_names, self.row_names, self.known, self.is_lost = True, None, [], False
        self.delimiter, self.quotes, self.trailing = ",", "needed", ""
        self.before, self.end, self.has_last_end, self.encoding = [], "\n", True, "utf-8"
        names = dice.sample(PLAIN_NAMES, 7) + ["outcome"]
        if dice.random() < 0.4:
            names[:3] = dice.sample(ODD_NAMES, 3)
        self.columns = []
        for name in names[-dice.randint(2, 8):]:
            is_number = not self.columns or dice.random() < 0.7
            self.columns.append(Column(name, self.numbers() if is_number else self.texts(), is_number))
        kind = dice.choice([None, ["yes", "no"], ["p", "q", "r"], ["0", "1"]])
        self.columns[-1] = Column("outcome", self.texts(kind) if kind else self.decimals(-50, 50), not kind)

    def decimals(self, low, high, digits=3):
        return [f"{self.dice.uniform(low, high):.{digits}f}" for _ in range(self.size)]

    def numbers(self):
        cells = self.decimals(*self.dice.choice([(0, 3000, 0), (0, 100, 1), (-20, 100, 4), (-9, 9, 7)]))
        return [f"{float(cell):.3e}" for cell in cells] if len(cells[0]) > 8 else cells

    def texts(self, choices=None):
        choices = choices or self.dice.choice(TEXTS)
        cells = [choices[i % len(choices)] for i in range(self.size)]
        self.dice.shuffle(cells)
        return cells

    def number_column(self, also_target=True):
        return self.dice.choice([one for one in self.columns[:None if also_target else -1] if one.is_number])

    def add(self, name, cells):
        """A new feature of texts."""
        self.columns.insert(self.dice.randrange(len(self.columns)), Column(name, cells, False))
        return next(one for one in self.columns if one.name == name)

    def some_rows(self, share):
        return self.dice.sample(range(self.size), max(1, int(self.size * share)))

    # From columns to bytes. Faults of records, lines and bytes come in between.

    def make_records(self):
        columns = [column for column in self.columns if not column.is_made]
        rows = [list(cells) for cells in zip(*(column.raw for column in columns))]
        if self.row_names:
            rows = [[name, *row] for name, row in zip(self.row_names, rows)]
        self.records = [[column.name for column in columns]] * self.has_names + rows

    def field(self, text):
        if isinstance(text, Literal):
            return text
        text = text or "NA" * (self.delimiter == " ")
        is_needed = text != text.strip() or re.search('["\n' + re.escape(self.delimiter) + "]", text)
        is_number = re.fullmatch(r"[-+.\deE]+|NA", text)
        if is_needed or self.quotes == "all" or (self.quotes == "texts" and not is_number):
            return '"' + text.replace('"', '""') + '"'
        return text

    def make_lines(self):
        table = [[self.field(cell) for cell in record] for record in self.records]
        if self.delimiter == " " and self.quotes != "texts":
            table = [[cell.rjust(12) for cell in record] for record in table]
        self.lines = [self.delimiter.join(record) for record in table]
        for i in range(len(self.lines)):
            if self.trailing in ("all", "names" if i == 0 and self.has_names else "rows"):
                self.lines[i] += self.delimiter

    def make_bytes(self):
        text = self.end.join(self.before + self.lines) + self.end * self.has_last_end
        self.bytes = text.encode(self.encoding)


# Faults. A fault has groups, of which a file has one each; the phase before which it is made; and the cause that an
# error must name if it needs the user's knowledge.

Fault = collections.namedtuple("Fault", "name groups phase cause make")
FAULTS = []


def fault(groups, phase="records", cause=None):
    def add(make):
        FAULTS.append(Fault(make.__name__, set(groups.split()), phase, cause, make))
        return make
    return add


def amounts(name, low, high, digits, forms, cause=None, change=str, more=()):
    """A fault: a column of numbers in one of these forms. Some cells may have other texts, which mean missing."""
    def make(case):
        column, form = case.number_column(digits > 0), case.dice.choice(forms)
        column.write(case.decimals(low, high, digits), lambda cell: change(form.format(float(cell))))
        for row in case.some_rows(0.1) if more else []:
            column.good[row], column.raw[row] = "", case.dice.choice(more)
    FAULTS.append(Fault(name, {"cells", "commas"} if "," in "".join(forms) else {"cells"}, "records", cause, make))


def setting(name, groups, cause=None, **values):
    """A fault: attributes of the case have one of these values."""
    def make(case):
        for attribute, choices in values.items():
            setattr(case, attribute, case.dice.choice(choices))
    FAULTS.append(Fault(name, set(groups.split()), "records", cause, make))


setting("other separator", "separator", delimiter="\t;|")
setting("runs of blanks", "separator blanks", delimiter=" ")
setting("separators at line ends", "separator trailing", delimiter=",;\t", trailing=["all", "rows", "names"])
setting("quotes around all", "quotes", quotes=["all", "texts"])
setting("no names", "names", HEADER, has_names=[False])
setting("title", "top", ABOVE, before=[["Sales of the north"], ["Measured by hand, in May"], ["Results", "of 2024"],
                                       ["Export", ""], ["Report 7; final"]])
setting("comment", "top", ABOVE, before=[["#logger v2"], ["% logger v2"], ["// made by a, b and c", "// on a Monday"]])
setting("byte order mark", "bytes", encoding=["utf-8-sig"])
setting("UTF-16", "bytes", encoding=["utf-16", "utf-16-le", "utf-16-be"])
setting("other line ends", "ends", end=["\r\n", "\r"])
setting("no last line end", "ends", has_last_end=[False])

amounts("currency", 0, 900, 2, ["${:.2f}", "€ {:.2f}", "{:.2f} €", "{:.2f}£", "¥{:.2f}"])
amounts("currency with thousands", 500, 9e5, 2, ["${:,.2f}"])
amounts("currency and missing", 0, 900, 2, ["${:.2f}"], NO_NUMBER, more=["-", "n.a."])
amounts("percent", -5, 100, 1, ["{:.1f}%", "{:.1f} %"])
amounts("unit", 0, 100, 1, ["{:.1f} km", "{:.1f}kg", "{:.1f} m²", "{:.1f}°C", "{:.1f} mg/l"])
amounts("thousands", 100, 3e6, 2, ["{:,.2f}"], COMMA)
amounts("whole thousands", 1e3, 1e7, 0, ["{:,.0f}"], COMMA)
for blank in " ", "\u00A0", "\u202F", "'":
    amounts(f"thousands with {blank!r}", 100, 3e6, 1, ["{:,.1f}"], change=lambda cell, to=blank: cell.replace(",", to))
amounts("minus sign", -9, 9, 3, ["{:.3f}"], change=lambda cell: cell.replace("-", "\u2212"))
amounts("blanks in quotes", -9, 9, 3, ['" {:8.3f} "'], change=Literal)
amounts("missing", -9, 9, 1, ["{:.1f}"], more=[""])
amounts("spellings of missing", -9, 9, 2, ["{:.2f}"], NO_NUMBER, more=DEFAULT_NA + OTHER_NA[:3])


@fault("cells", cause=NO_NUMBER)
def many_missing(case):
    column, spellings = case.number_column(), case.dice.sample(OTHER_NA, 2) + case.dice.sample(DEFAULT_NA, 2)
    for row in case.some_rows(case.dice.choice([0.2, 0.4])):
        column.good[row], column.raw[row] = "", case.dice.choice(spellings)

@fault("cells", cause=NO_NUMBER)
def odd_cell(case):
    column, row = case.number_column(False), case.dice.randrange(case.size)
    column.good[row], column.raw[row] = "", case.dice.choice(["see note", "12..5", "1O", "broken", "5-6"])
    column.is_optional = True

@fault("cells", cause=NO_NUMBER)
def tickets(case):
    column = case.number_column(False)
    column.raw = [str(100000 + case.dice.randrange(9999)) for _ in range(case.size)]
    for row in case.some_rows(0.3):
        column.raw[row] = "A/5 " + column.raw[row]
    column.good, column.is_optional = ["t" + cell for cell in column.raw], True

@fault("cells")
def empty_column(case):
    case.add("remarks", [""] * case.size).is_spare = True

@fault("cells names", cause="is a date")
def dates(case):
    form = case.dice.choice(["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d %b %Y", "%Y-%m-%d %H:%M"])
    start = datetime.datetime(2019, 1, 1)
    days = [start + datetime.timedelta(minutes=case.dice.randrange(2000000)) for _ in range(case.size)]
    case.add("date", [day.strftime(form) for day in days]).is_spare = True
    parts = {"year": "%Y", "day": "%j", "weekday": "%u"} | ({"hour": "%H", "minute": "%M"} if "%H" in form else {})
    made = [Column("date_" + name, [str(int(day.strftime(part))) for day in days]) for name, part in parts.items()]
    for column in made:
        column.is_made = column.is_optional = True  # or the column is left out, where its cells are quoted
    at = next(i for i, column in enumerate(case.columns) if column.name == "date")
    case.columns[at + 1:at + 1] = made

@fault("cells")
def lines_in_a_text(case):
    case.add("note", case.texts(["one\ntwo", "three\n\nfour, five", "six"]))

@fault("cells quotes blanks")
def inches(case):
    case.add("pipe", []).write(case.texts(['5" pipe', '6" pipe']), Literal)

@fault("separator commas", cause="only one column|closing quote")
def unusual_separator(case):
    case.delimiter = case.dice.choice(":^~")
    case.known = ["--delimiter", case.delimiter]
    for column in case.columns:
        column.name = re.sub("[,;|]", "", column.name)

@fault("separator top")
def separator_line(case):
    case.delimiter = case.dice.choice(",;|:")
    case.before = [case.dice.choice(["sep=", "SEP="]) + case.delimiter]

@fault("separator cells", cause=COMMA)
def decimal_commas(case):
    case.delimiter = case.dice.choice(";;\t")
    form = case.dice.choice(["{}", "{:.3f}", "{:,.2f}"] + ["{:.2f} €"] * (len(case.faults) == 1))
    case.number_column().write(case.decimals(0, 9e4, 2), lambda cell: form.format(float(cell)))
    for column in case.columns:  # the remedy changes all commas
        column.raw = [cell.translate(str.maketrans(",.", ".,")) if column.is_number else cell.replace(",", " ")
                      for cell in column.raw]
        column.good = column.good if column.is_number else column.raw
        column.name = column.name.replace(",", "")

@fault("names", cause=HEADER)
def counted_names(case):
    first = case.dice.choice([0, 1, 2015])
    for i, column in enumerate(case.columns):
        column.name = str(first + i)

@fault("names cells", cause=HEADER)
def index_of_pandas(case):
    if case.dice.random() < 0.3:
        counted_names(case)
    case.columns.insert(0, Column("", [str(i) for i in range(case.size)], False))
    case.columns[0].is_optional = True

@fault("names quotes")
def write_csv_of_r(case):
    case.quotes = "texts"
    case.columns.insert(0, Column("", [str(i + 1) for i in range(case.size)], False))
    case.columns[0].is_optional = True

@fault("names quotes separator blanks")
def write_table_of_r(case):
    case.delimiter, case.quotes = case.dice.choice("  ,\t"), "texts"
    name = case.dice.choice(["", "car "])
    case.row_names = [Literal(f'"{name}{i + 1}"') for i in range(case.size)]

@fault("names", "lines")
def names_again(case):
    for at in sorted(case.dice.sample([1, *range(3, case.size)], case.dice.randint(1, 3)), reverse=True):
        case.records.insert(at, case.records[0])

@fault("names", "lines", ABOVE)
def line_of_units(case):
    units = ["m", "kg", "s", "°C", "mg/l", "(ms)"]
    case.records.insert(1, [case.dice.choice(units) if column.is_number else "" for column in case.columns])

@fault("top blanks", "lines")
def title_of_excel(case):
    empty = [""] * (len(case.records[-1]) - 1)
    case.records[:0] = case.dice.choice([[["Sales of the north", *empty]], [["Sales", *empty], ["", *empty]]])

@fault("top", "bytes", "fields?, but")
def comment_between(case):
    case.lines.insert(case.dice.randint(2, len(case.lines)), "# calibrated")

@fault("rows", "lines", "fields?, but")
def short_or_long_row(case):
    row = case.records[case.dice.randrange(2, len(case.records))]
    if case.dice.random() < 0.5 and len(row) > 2:
        row.pop(case.dice.randrange(len(row)))
    else:
        row.insert(case.dice.randrange(len(row)), "7.25")
    case.is_lost = True

@fault("rows", "lines", "quote")
def stray_quote(case):
    row = case.records[case.dice.randrange(2, len(case.records))]
    at = case.dice.randrange(len(row))
    row[at] = Literal('"' + row[at])
    case.is_lost = True

@fault("rows", "bytes")
def blank_lines(case):
    for at in case.dice.choices(range(len(case.lines) + 1), k=4):
        case.lines.insert(at, case.dice.choice(["", "", "  "]))

@fault("bytes")
def latin_1(case):
    put_beyond_ascii(case, "latin-1", ["café", "thé", "lait"])

@fault("bytes")
def windows_1252(case):
    put_beyond_ascii(case, "cp1252", ["“big”", "5–6 €", "small"])

def put_beyond_ascii(case, encoding, texts):
    case.encoding = encoding
    for column in case.columns:
        column.name = re.sub("[^ -~]", "o", column.name)
        if not column.is_number:
            column.write([re.sub("[^ -~]", "o", cell) for cell in column.good])
    if case.dice.random() < 0.5:
        case.columns[0].name = texts[0]
    else:
        case.add("kind", case.texts(texts))

@fault("bytes", "none")
def gz(case):
    case.bytes = gzip.compress(case.bytes)


def make_case(dice, first):
    """A file with this fault, and perhaps another one that goes with it."""
    while True:
        case, other = Case(dice), dice.choice(FAULTS)
        case.faults = [first] + [other] * (dice.random() < 0.5 and not other.groups & first.groups)
        try:
            for phase, make in (("records", case.make_records), ("lines", case.make_lines), ("bytes", case.make_bytes),
                                ("none", lambda: None)):
                for one in sorted(case.faults, key=lambda one: "top" in one.groups):
                    if one.phase == phase:
                        one.make(case)
                make()
            return case
        except (IndexError, UnicodeEncodeError):  # the table does not go with the fault
            continue


class Wrong(Exception):
    """What the user gets is wrong."""


class Command:
    """A run of nntrain, as the robot has it: flags, and the data after the filters so far."""

    def __init__(self, program, data, flags):
        self.program, self.data, self.flags = program, data, flags

    def run(self):
        words = [word for pair in self.flags.items() for word in pair]
        return subprocess.run([self.program, *TRAIN, *words], input=self.data, capture_output=True)

    def after(self, way):
        """The command that a way of a remedy leads to."""
        data, words = self.data, way["arguments"]
        if way["filter"]:
            filtered = subprocess.run(["/bin/sh", "-c", way["filter"]], input=data, capture_output=True)
            if filtered.returncode:
                raise Wrong("the filter fails: " + filtered.stderr.decode())
            data = filtered.stdout
        return Command(self.program, data, {**self.flags, **dict(zip(words[::2], words[1::2]))})


def good_table(columns):
    """The table as Python's csv writes it, with plain names."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([[f"c{i}" for i in range(len(columns))], *zip(*(column.good for column in columns))])
    return file.getvalue().encode()


def check_table(case, command, result):
    """Raises Wrong if the run has not learned from the good table."""
    told, found = result.stderr.decode(), json.loads(result.stdout)
    wanted, kept = [], []
    for i, column in enumerate(case.columns, 2 if case.row_names else 1):
        name = column.name if case.has_names and column.name else f"col:{i}"
        if column.is_spare or (column.is_optional and name not in found["data"]["features"]):
            continue
        if case.has_names and not column.name and "--drop" not in told:
            raise Wrong("no warning tells to drop the index")
        wanted.append(name)
        kept.append(column)
    if [*found["data"]["features"], found["data"]["target"]] != wanted:
        raise Wrong(f"misread: the columns are {found['data']['features']}, {found['data']['target']}")
    if found["data"]["rows"] != case.size:
        raise Wrong(f"misread: {found['data']['rows']} rows instead of {case.size}")
    flags = {flag: value for flag, value in command.flags.items() if flag in ("--missing", "--task")}
    right = Command(command.program, good_table(kept), {**flags, "--header": "yes"}).run()
    if right.returncode:
        raise Wrong("misread: the good table is refused: " + right.stderr.decode())
    if json.loads(right.stdout)["fingerprint"] != found["fingerprint"]:
        raise Wrong("misread: the fingerprint is another one than that of the good table")


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
    has_number_names = any(column.name.isdigit() for column in case.columns)
    causes = [one.cause for one in case.faults if one.cause] + [HEADER] * has_number_names
    if not any(re.search(cause, message) for cause in causes):
        raise Wrong("not the cause: " + told)
    knows = case.known and case.known[0] not in command.flags
    ways = remedy["ways"] or [{"arguments": case.known, "filter": None}] * bool(knows)
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
    counts, faults = collections.Counter(), [one for one in FAULTS if options.fault in (None, one.name)]
    for number in range(options.count):
        case = make_case(random.Random(f"{options.seed}/{number}"), faults[number % len(faults)])
        try:
            counts[follow(case, Command(options.program, case.bytes, {}))] += 1
        except Wrong as wrong:
            counts["wrong"] += 1
            print(f"WRONG {number}: {', '.join(one.name for one in case.faults)}: {wrong}")
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{number}.csv").write_bytes(case.bytes)
                (options.keep / f"{number}.good.csv").write_bytes(good_table(case.columns))
                print(f"      {options.program} --data {options.keep / f'{number}.csv'}")
    print(f"check_raw_files: {options.count} files: {counts[0]} read at once, {counts[1]} after one step, {counts[2]} "
          f"after two, {counts['knowledge']} by knowledge of the named cause, {counts['wrong']} wrong")
    sys.exit(1 if counts["wrong"] else 0)


if __name__ == "__main__":
    main()
