"""What is printed: the means, the differences to the MLP, the tables where a recipe is worse, PASS and FAIL."""
import math

import numpy

import figures
import tables


def print_table(rows, text_columns=1):
    """Rows of strings, aligned: the first columns to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [cell.ljust(width) if i < text_columns else cell.rjust(width)
                 for i, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())


def number(value, digits, sign=""):
    return "-" if value is None or math.isnan(value) else f"{value:{sign}.{digits}f}"


def shared(one, baseline, names):
    return [name for name in names if name in one.of and name in baseline.of]


def total_cpu(one, names):
    return sum(one.of[name].cpu for name in names)


class OfClasses:
    """One contestant's means over the tables of classes that it and the baseline have, and the differences."""

    def __init__(self, one, baseline, names):
        self.names = shared(one, baseline, names)
        of, base = [one.of[n] for n in self.names], [baseline.of[n] for n in self.names]
        if not of:
            return
        self.accuracy = float(numpy.mean([t.accuracy for t in of]))
        self.log_loss = float(numpy.mean([t.log_loss for t in of]))
        self.ece = float(numpy.mean([t.ece for t in of]))
        aucs = [t.auc for t in of if not math.isnan(t.auc)]
        self.auc = float(numpy.mean(aucs)) if aucs else math.nan
        self.gains = [t.accuracy - b.accuracy for t, b in zip(of, base)]
        self.loss_gains = [t.log_loss - b.log_loss for t, b in zip(of, base)]
        self.loss_ratio = self.log_loss / float(numpy.mean([b.log_loss for b in base]))
        self.time_ratio = total_cpu(one, self.names) / total_cpu(baseline, self.names)
        self.time_mean = math.exp(numpy.mean([math.log(t.cpu / b.cpu) for t, b in zip(of, base)]))


class OfNumbers:
    """The same over the tables of numbers: the mean of the logarithms of RMSE ratios, table by table."""

    def __init__(self, one, baseline, names):
        self.names = shared(one, baseline, names)
        if not self.names:
            return
        of, base = [one.of[n] for n in self.names], [baseline.of[n] for n in self.names]
        self.logs = [float(numpy.mean(figures.log_ratios(t, b))) for t, b in zip(of, base)]
        self.ratio = math.exp(numpy.mean(self.logs))
        self.time_ratio = total_cpu(one, self.names) / total_cpu(baseline, self.names)
        self.time_mean = math.exp(numpy.mean([math.log(t.cpu / b.cpu) for t, b in zip(of, base)]))


def print_classes(everyone, baseline, names):
    rows = [["classes", "tables", "accuracy %", "difference", "se", "90 %", "log loss", "ratio", "difference", "se",
             "auc", "ece", "time", "time, mean"]]
    for one in everyone:
        means = OfClasses(one, baseline, names)
        if not means.names:
            continue
        row = [one.name, str(len(means.names)), number(means.accuracy, 2)]
        gain, error = figures.mean_and_error(means.gains)
        low, high = figures.interval(means.gains)
        loss_gain, loss_error = figures.mean_and_error(means.loss_gains)
        is_baseline = one is baseline
        row += ["", "", ""] if is_baseline else [number(gain, 2, "+"), number(error, 2),
                                                  f"{number(low, 2, '+')} to {number(high, 2, '+')}"]
        row += [number(means.log_loss, 4), number(means.loss_ratio, 3)]
        row += ["", ""] if is_baseline else [number(loss_gain, 4, "+"), number(loss_error, 4)]
        rows.append(row + [number(means.auc, 4), number(means.ece, 4), number(means.time_ratio, 3),
                           number(means.time_mean, 3)])
    if len(rows) > 1:
        print_table(rows)
        print()


def print_numbers(everyone, baseline, names):
    rows = [["numbers", "tables", "rmse ratio", "90 %", "se of its log", "time", "time, mean"]]
    for one in everyone:
        means = OfNumbers(one, baseline, names)
        if not means.names:
            continue
        row = [one.name, str(len(means.names)), number(means.ratio, 3)]
        low, high = figures.interval(means.logs)
        row += ["", ""] if one is baseline else [f"{number(math.exp(low), 3)} to {number(math.exp(high), 3)}",
                                                 number(figures.mean_and_error(means.logs)[1], 3)]
        rows.append(row + [number(means.time_ratio, 3), number(means.time_mean, 3)])
    if len(rows) > 1:
        print_table(rows)
        print()


def difference(one, baseline, table):
    """Of one table over the folds: the mean difference in accuracy, or logarithm of the ratio, and its standard error."""
    of, base = one.of[table.name], baseline.of[table.name]
    if table.task == "classes":
        return figures.mean_and_error([a - b for a, b in zip(of.accuracies, base.accuracies)])
    return figures.mean_and_error(figures.log_ratios(of, base))


def cell(one, table):
    if table.name not in one.of:
        return "error" if table.name in one.failed else "-"
    of = one.of[table.name]
    if table.task == "classes":
        return f"{of.accuracy:.2f} {of.log_loss:.3f}"
    return f"{numpy.mean(of.rmses):.4g}"


def cell_beside(one, baseline, table):
    """The cell with the difference to the baseline, and its standard error."""
    text = cell(one, table)
    if one is baseline or table.name not in one.of or table.name not in baseline.of:
        return text
    mean, error = difference(one, baseline, table)
    if table.task == "classes":
        return f"{text} {mean:+6.2f} ({error:.2f})"
    return f"{text} x {math.exp(mean):.3f} ({error:.3f})"


def print_each(everyone, baseline, chosen):
    """Of each table accuracy, log loss, and the difference in accuracy; or the mean RMSE of the folds, and its ratio."""
    for task in ("classes", "numbers"):
        some = [table for table in chosen if table.task == task]
        if not some:
            continue
        rows = [[task, "rows", "features"] + [one.name for one in everyone]]
        for table in some:
            of = f" of {table.rows_before}" if table.rows_before > len(table.rows) else ""
            rows.append([table.name, f"{len(table.rows)}{of}", str(len(table.names) - 1)]
                        + [cell_beside(one, baseline, table) for one in everyone])
        print_table(rows)
        print()


def write_csv(path, everyone, chosen):
    """A row for each table and contestant."""
    names = ["table", "half", "task", "rows", "features", "contestant", "accuracy", "log_loss", "auc", "ece", "rmse",
             "cpu"]
    rows = []
    for table in chosen:
        for one in everyone:
            if table.name in one.of:
                of = vars(one.of[table.name])
                found = [of.get(name, "") for name in ("accuracy", "log_loss", "auc", "ece")]
                rows.append([table.name, table.entry.half, table.task, len(table.rows), len(table.names) - 1, one.name,
                             *found, numpy.mean(of["rmses"]) if "rmses" in of else "", of["cpu"]])
    tables.write_table(path, names, rows)


def worse(one, baseline, chosen):
    """The tables where one is worse by more than 2 points, or 10 % of RMSE, and by more than two standard errors over
    the folds: lines of text."""
    lines = []
    for table in chosen:
        if table.name not in one.of or table.name not in baseline.of or len(table.rows) < 50:
            continue
        mean, error = difference(one, baseline, table)
        if table.task == "classes":
            if mean < -2 and mean < -2 * error:
                lines.append(f"{table.name} {mean:+.2f} points (se {error:.2f})")
        elif mean > math.log(1.1) and mean > 2 * error:
            lines.append(f"{table.name} RMSE x {math.exp(mean):.2f} (se of its log {error:.2f})")
    return lines
