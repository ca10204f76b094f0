"""What `--preset modern` and `--preset best` are to be, as lines of PASS and FAIL."""
import math

import figures
import report

PROMISES = ("modern", "best")
BANKNOTES, MONK = 99.9, 97.0  # percent


def lines_of_classes(name, one, everyone, baseline, names):
    of, base = report.OfClasses(one, baseline, names), report.OfClasses(baseline, baseline, names)
    if not of.names:
        return
    gain = figures.mean_and_error(of.gains)[0]
    low, high = figures.interval(of.gains)
    least = 0 if name == "modern" else 0.5
    told = f"accuracy {of.accuracy:.2f} %, {baseline.name} {base.accuracy:.2f} %: {gain:+.2f}, at least {least:+}"
    if name == "modern":
        yield gain >= least, told
    else:
        yield gain >= least and low > 0, f"{told}, its 90 % interval above 0 ({low:+.2f} to {high:+.2f})"
    most = 0.88 if name == "modern" else 0.80
    yield of.loss_ratio <= most, f"log loss {of.log_loss:.4f}, {of.loss_ratio:.3f} of {baseline.name}'s, at most {most}"
    for other in everyone:
        that = report.OfClasses(other, baseline, names)
        if name == "modern" and other.name == "linear":
            yield of.log_loss < that.log_loss, f"log loss {of.log_loss:.4f} below {other.name}'s {that.log_loss:.4f}"
        if name == "best" and other.name == "forest":
            yield of.auc >= that.auc - 0.02, f"auc {of.auc:.4f}, at least {other.name}'s {that.auc:.4f} - 0.02"


def lines_of_numbers(name, one, everyone, baseline, names):
    of = report.OfNumbers(one, baseline, names)
    if not of.names:
        return
    most = 0.88 if name == "modern" else 0.85
    yield of.ratio <= most, f"RMSE {of.ratio:.3f} of {baseline.name}'s, at most {most}"
    for other in everyone:
        if name == "best" and other.name == "forest":
            that = report.OfNumbers(other, baseline, of.names)
            yield of.ratio <= that.ratio, f"RMSE ratio {of.ratio:.3f}, at most {other.name}'s {that.ratio:.3f}"


def lines_of_time(name, one, baseline, names):
    both = report.shared(one, baseline, names)
    if both:
        ratio = report.total_cpu(one, both) / report.total_cpu(baseline, both)
        most = 0.25 if name == "modern" else 1
        yield ratio <= most, f"processor time {ratio:.3f} of {baseline.name}'s, at most {most}"


def verdicts(name, one, everyone, baseline, chosen):
    """(whether it is so, what is said) for each promise of `name`, as far as its tables were measured."""
    names = {task: [t.name for t in chosen if t.task == task and t.entry.half != "check"]
             for task in ("classes", "numbers")}
    yield not one.failed, f"runs on all tables ({', '.join(one.failed) or len(one.of)})"
    yield from lines_of_classes(name, one, everyone, baseline, names["classes"])
    yield from lines_of_numbers(name, one, everyone, baseline, names["numbers"])
    yield from lines_of_time(name, one, baseline, names["classes"] + names["numbers"])
    if name == "best":
        lines = report.worse(one, baseline, chosen)
        yield not lines, "no table worse than the MLP beyond two standard errors" + ("" if not lines else ": "
                                                                                    + "; ".join(lines))
    for table, least in (("banknotes10", BANKNOTES), ("monk1", MONK)):
        value = one.of[table].accuracy if table in one.of else math.nan
        if not math.isnan(value):
            yield value >= least, f"{table} {value:.2f} %, at least {least} %"


def print_verdicts(everyone, baseline, chosen):
    for one in everyone:
        if one.name in PROMISES and one.flags is not None:
            for passed, text in verdicts(one.name, one, everyone, baseline, chosen):
                print(f"{'PASS' if passed else 'FAIL'} {one.name}: {text}")
